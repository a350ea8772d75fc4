package io.hecktor;

/**
 * What the domain tells while it works; the mojos turn it into log lines and a live line. Nothing
 * here decides what is shown.
 */
public interface Progress {

  /** Ends with one line per stage: what was done, with name, size and digest. */
  void stage(String line);

  /** A detail that only {@code -X} shows. */
  void detail(String line);

  /** Something that the user should act on, though the goal goes on. */
  void warn(Problem problem);

  /**
   * Begins a piece of work whose bytes are counted.
   *
   * @param what the work in the user's words, such as {@code pulling sha256:1234…}
   * @param totalBytes how much there is to do, or {@link #UNKNOWN}
   */
  Work begin(String what, long totalBytes);

  /**
   * Begins a piece of work whose steps are counted, not its bytes.
   *
   * @param what the things that are counted, in the user's words, such as {@code task1, cases}
   * @param total how many there are
   */
  default Work count(String what, long total) {
    return begin(what, UNKNOWN);
  }

  /** The total of work whose size is not known beforehand. */
  long UNKNOWN = -1;

  /** Work under way; safe to advance from several threads. */
  interface Work extends AutoCloseable {

    /** Tells that so many more bytes are done. */
    void advance(long bytes);

    /** Ends the work, done or not. */
    @Override
    void close();
  }

  /** A progress that tells nobody. */
  static Progress silent() {
    return new SilentProgress();
  }
}
