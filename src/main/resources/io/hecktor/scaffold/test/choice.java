
  @Test
  void @method@FollowsTheRule() throws IOException {
    assertEquals(@firstLiteral@, inference(score("@key@", "0.5")).@method@());
    assertEquals(@secondLiteral@, inference(score("@key@", "1.5")).@method@());
  }
