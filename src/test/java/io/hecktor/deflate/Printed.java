package io.hecktor.deflate;

import io.hecktor.oci.Digest;
import java.io.IOException;

/** A program that prints what every way of framing makes of the samples, for other JDKs to run. */
public final class Printed {

  private Printed() {}

  static String digests() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Framing framing : Framing.values()) {
      byte[] framed = Framed.by(framing, Samples.mixed(), 3);
      text.append(framing.format()).append(' ').append(Digest.of(framed).hex()).append('\n');
    }
    return text.toString();
  }

  /** No arguments. */
  public static void main(String[] arguments) throws IOException {
    System.out.print(digests());
  }
}
