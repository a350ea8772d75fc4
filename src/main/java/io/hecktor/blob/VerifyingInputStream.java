package io.hecktor.blob;

import io.hecktor.OneByte;
import io.hecktor.oci.Descriptor;
import io.hecktor.oci.Digest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * Hashes what is read and compares it with a descriptor. Only a stream that was read to its end has
 * been verified: the last read throws {@link DigestMismatchException} where digest or size differ.
 */
public final class VerifyingInputStream extends FilterInputStream {

  private final MessageDigest sha256 = Digest.sha256();
  private final Descriptor descriptor;
  private final String name;
  private long count;
  private boolean verified;

  /**
   * Verifies against a descriptor.
   *
   * @param name what is read, for the message
   */
  public VerifyingInputStream(InputStream in, Descriptor descriptor, String name) {
    super(in);
    this.descriptor = descriptor;
    this.name = name;
  }

  @Override
  public int read() throws IOException {
    return OneByte.of(this);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = in.read(buffer, offset, length);
    if (read < 0) {
      verifyAtEnd();
      return read;
    }
    Digest.update(sha256, buffer, offset, read);
    count += read;
    if (count > descriptor.sizeBytes()) {
      throw mismatch("more than " + descriptor.sizeBytes() + " bytes");
    }
    return read;
  }

  private void verifyAtEnd() throws DigestMismatchException {
    if (verified) {
      return;
    }
    if (count != descriptor.sizeBytes()) {
      throw mismatch(count + " bytes instead of " + descriptor.sizeBytes());
    }
    Digest actual = Digest.of(sha256);
    if (!actual.equals(descriptor.digest())) {
      throw mismatch(actual.toString());
    }
    verified = true;
  }

  private DigestMismatchException mismatch(String actual) {
    return new DigestMismatchException(name, descriptor.digest(), actual);
  }

  /** Reads on to the end, so that the digest is compared. */
  public void drain() throws IOException {
    byte[] buffer = new byte[Streams.BUFFER_BYTES];
    while (read(buffer, 0, buffer.length) >= 0) {
      // Reading is what verifies.
    }
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = 0;
    byte[] buffer = new byte[(int) Math.min(Streams.BUFFER_BYTES, Math.max(n, 1))];
    while (skipped < n) {
      int read = read(buffer, 0, (int) Math.min(buffer.length, n - skipped));
      if (read < 0) {
        break;
      }
      skipped += read;
    }
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
