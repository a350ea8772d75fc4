package io.hecktor.blob;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;

/**
 * Has the disk take what is written while more is written, by a thread of its own, so that little
 * is left to wait for at the end.
 */
final class SyncAhead implements AutoCloseable {

  /** Enough that the disk is kept busy, and few enough calls that they do not count. */
  private static final long STEP_BYTES = 64 << 20;

  private final Disk disk;
  private Optional<Thread> thread = Optional.empty();
  private Optional<IOException> failure = Optional.empty();
  private long waitingBytes;
  private boolean ended;

  /** For a file; nothing happens before the first step is written. */
  SyncAhead(Disk disk) {
    this.disk = disk;
  }

  /** What {@link java.nio.channels.FileChannel#force} does. */
  @FunctionalInterface
  interface Disk {
    void force(boolean metaData) throws IOException;
  }

  /** A stream that passes on to the one that writes the file; closing it closes nothing. */
  OutputStream tellingOf(OutputStream out) {
    return new TellingOutputStream(out, this::grow);
  }

  private synchronized void grow(long bytes) {
    waitingBytes += bytes;
    if (waitingBytes < STEP_BYTES || ended) {
      return;
    }
    if (thread.isEmpty()) {
      Thread worker = new Thread(this::work, "hecktor-sync");
      worker.setDaemon(true);
      thread = Optional.of(worker);
      worker.start();
    }
    notifyAll();
  }

  private void work() {
    try {
      while (awaitStep()) {
        disk.force(false);
      }
    } catch (ClosedChannelException e) {
      return; // Given up by the one who writes, who knows why.
    } catch (IOException e) {
      fail(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** False once no more has to be done. */
  private synchronized boolean awaitStep() throws InterruptedException {
    while (!ended && waitingBytes < STEP_BYTES) {
      wait();
    }
    waitingBytes = 0;
    return !ended;
  }

  private synchronized void fail(IOException e) {
    failure = Optional.of(e);
  }

  /** Ends the thread and waits for the disk to have all. A system tells only once of a failure. */
  void finish() throws IOException {
    close();
    synchronized (this) {
      if (failure.isPresent()) {
        throw failure.get();
      }
    }
    disk.force(true);
  }

  /** Ends the thread. */
  @Override
  public void close() throws IOException {
    Optional<Thread> worker;
    synchronized (this) {
      ended = true;
      worker = thread;
      notifyAll();
    }
    try {
      if (worker.isPresent()) {
        worker.get().join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the disk");
    }
  }
}
