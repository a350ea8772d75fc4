package io.hecktor.mojo;

import io.hecktor.Problem;
import io.hecktor.Progress;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.maven.plugin.logging.Log;

/**
 * Progress as Maven's user sees it: on a terminal one live line, elsewhere and with {@code -B} a
 * line every five seconds for what takes longer than that.
 */
final class MavenProgress implements Progress, AutoCloseable {

  private static final long LIVE_MILLIS = 200;
  private static final long SPARSE_MILLIS = 5_000;
  private static final String CLEAR = "\r\u001b[K";

  private final Log log;
  private final Colours colours;
  private final PrintStream terminal = System.out;
  private final boolean live;
  private final int width;
  private final List<TimedWork> works = new CopyOnWriteArrayList<>();
  private final Thread ticker = new Thread(this::tick, "hecktor-progress");
  private volatile boolean lineShown;

  MavenProgress(Log log, boolean interactive, Colours colours) {
    this.log = log;
    this.colours = colours;
    this.live = interactive && log.isInfoEnabled() && Terminal.isThere();
    this.width = live ? Terminal.width() : Integer.MAX_VALUE;
    ticker.setDaemon(true);
    ticker.start();
  }

  @Override
  public void stage(String line) {
    clear();
    log.info(colours.painted(line));
  }

  @Override
  public void detail(String line) {
    if (log.isDebugEnabled()) {
      clear();
      log.debug(line);
    }
  }

  @Override
  public void warn(Problem problem) {
    clear();
    log.warn(problem.message());
  }

  @Override
  public Work begin(String what, long totalBytes) {
    return begun(TimedWork.ofBytes(what, totalBytes, System.nanoTime(), works::remove));
  }

  @Override
  public Work count(String what, long total) {
    return begun(TimedWork.ofSteps(what, total, System.nanoTime(), works::remove));
  }

  private Work begun(TimedWork work) {
    works.add(work);
    return work;
  }

  private void tick() {
    try {
      while (true) {
        Thread.sleep(live ? LIVE_MILLIS : SPARSE_MILLIS);
        show();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void show() {
    long now = System.nanoTime();
    if (live) {
      showLine(now);
      return;
    }
    for (TimedWork work : works) {
      if (work.millis(now) >= SPARSE_MILLIS) {
        log.info(work.describe(now));
      }
    }
  }

  private synchronized void showLine(long now) {
    List<TimedWork> under = List.copyOf(works);
    if (under.isEmpty()) {
      clear();
      return;
    }
    terminal.print(CLEAR + LiveLine.of(under, now, width));
    terminal.flush();
    lineShown = true;
  }

  private synchronized void clear() {
    if (lineShown) {
      terminal.print(CLEAR);
      terminal.flush();
      lineShown = false;
    }
  }

  @Override
  public void close() {
    ticker.interrupt();
    works.clear();
    clear();
  }
}
