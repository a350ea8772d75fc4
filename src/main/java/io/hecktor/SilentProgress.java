package io.hecktor;

/** Tells nobody; for callers that have no log. */
final class SilentProgress implements Progress {

  private static final Work NO_WORK =
      new Work() {
        @Override
        public void advance(long bytes) {}

        @Override
        public void close() {}
      };

  @Override
  public void stage(String line) {}

  @Override
  public void detail(String line) {}

  @Override
  public void warn(Problem problem) {}

  @Override
  public Work begin(String what, long totalBytes) {
    return NO_WORK;
  }
}
