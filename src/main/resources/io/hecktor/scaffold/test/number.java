
  @Test
  void @method@FollowsTheRule() throws IOException {
    assertEquals(1.5, inference(score("@key@", "1.5")).@method@());
    assertEquals(-2, inference(score("@key@", "-2")).@method@());
  }
