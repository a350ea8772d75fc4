
  @Test
  void @task@LeavesItsOutputsForItsLocalCase() throws IOException {
    Path output = runLocalCase("@task@", Path.of(@input@), Path.of(@model@));

@checks@  }
