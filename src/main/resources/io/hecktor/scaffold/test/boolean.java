
  @Test
  void @method@FollowsTheRule() throws IOException {
    assertTrue(inference(score("@key@", "1.5")).@method@());
    assertFalse(inference(score("@key@", "0.5")).@method@());
  }
