package io.hecktor.blob;

import io.hecktor.oci.Digest;
import java.io.IOException;

/** Bytes that are not those that their digest promises. */
public final class DigestMismatchException extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient Digest expected;
  private final String name;
  private final String actual;

  /**
   * Names the bytes and what they should have been.
   *
   * @param name the file, or the part of an archive
   * @param expected the promise
   * @param actual what was read, such as a digest or a size
   */
  public DigestMismatchException(String name, Digest expected, String actual) {
    super(name + " should have the digest " + expected + " but has " + actual);
    this.expected = expected;
    this.name = name;
    this.actual = actual;
  }

  /** The digest that was promised. */
  public Digest expected() {
    return expected;
  }

  /** What was read instead, such as a digest or a size. */
  public String actual() {
    return actual;
  }

  /** The file, or the part of an archive. */
  public String name() {
    return name;
  }
}
