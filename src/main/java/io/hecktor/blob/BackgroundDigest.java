package io.hecktor.blob;

import io.hecktor.Progress;
import io.hecktor.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * A SHA-256 that a thread of its own computes, so that hashing overlaps with reading and writing.
 * Holds 2 MiB, however much flows through.
 */
public final class BackgroundDigest implements AutoCloseable {

  private static final int PIECES = 5;

  /**
   * Each is handed from thread to thread, and who waits has to be woken: few large ones, yet less
   * than half a region of G1 in a small heap, which would set two aside for one.
   */
  private static final int PIECE_BYTES = 3 * Streams.BUFFER_BYTES / 2;

  private static final Piece END = new Piece(0);

  private final BlockingQueue<Piece> free = new ArrayBlockingQueue<>(PIECES);
  private final BlockingQueue<Piece> full = new ArrayBlockingQueue<>(PIECES + 1);
  private final MessageDigest sha256 = Digest.sha256();
  private final Thread worker = new Thread(this::work, "hecktor-sha256");
  private Piece current = new Piece(PIECE_BYTES);

  /** Starts the thread. */
  public BackgroundDigest() {
    for (int i = 1; i < PIECES; i++) {
      free.add(new Piece(PIECE_BYTES));
    }
    worker.setDaemon(true);
    worker.start();
  }

  /** The digest of all that is left of a stream, which this thread reads and another hashes. */
  public static Digest of(InputStream in, Progress.Work work) throws IOException {
    try (BackgroundDigest sha256 = new BackgroundDigest()) {
      Streams.copy(in, new HashingOutputStream(OutputStream.nullOutputStream(), sha256), work);
      return sha256.finish();
    }
  }

  private void work() {
    try {
      for (Piece piece = full.take(); piece != END; piece = full.take()) {
        Digest.update(sha256, piece.bytes, 0, piece.length);
        piece.length = 0;
        free.put(piece);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes a copy of the bytes; waits where hashing is slower than what feeds it. */
  public void update(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      int step = Math.min(length - done, current.bytes.length - current.length);
      System.arraycopy(bytes, offset + done, current.bytes, current.length, step);
      current.length += step;
      done += step;
      if (current.length == current.bytes.length) {
        handOver();
      }
    }
  }

  private void handOver() throws IOException {
    try {
      full.put(current);
      current = free.take();
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  /** Ends the input and waits for the digest of all of it. */
  public Digest finish() throws IOException {
    try {
      full.put(current);
      full.put(END);
      worker.join();
      return Digest.of(sha256);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while hashing");
  }

  /** Ends the thread, whether or not there is a digest. */
  @Override
  public void close() {
    worker.interrupt();
  }

  private static final class Piece {
    private final byte[] bytes;
    private int length;

    private Piece(int size) {
      bytes = new byte[size];
    }
  }
}
