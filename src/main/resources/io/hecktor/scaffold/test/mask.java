
  @Test
  void @method@MarksWhatReachesTheRule() throws IOException {
    byte[] few = inference(Map.of("@key@.suv", "9")).@method@();
    byte[] none = inference(Map.of("@key@.suv", "9.5")).@method@();

    assertEquals(@label@, few[SmallCase.HOT]);
    assertEquals(1, count(few, @label@));
    assertEquals(0, count(none, @label@));
  }
