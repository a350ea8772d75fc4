package io.hecktor;

import java.io.IOException;
import java.io.InputStream;

/** What {@link InputStream#read()} is for streams that read pieces. */
public final class OneByte {

  private OneByte() {}

  /** The next byte of a stream whose {@code read(byte[], int, int)} knows how; -1 at its end. */
  public static int of(InputStream in) throws IOException {
    byte[] one = new byte[1];
    return in.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }
}
