package io.hecktor.oci;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The SHA-256 of bytes as they are stored.
 *
 * @param hex 64 lower-case hexadecimal digits
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md#digests">
 *     image-spec, descriptor.md, Digests</a>
 */
public record Digest(String hex) implements Comparable<Digest> {

  private static final String PREFIX = "sha256:";
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
  private static final int STEP_BYTES = 1 << 14;

  /**
   * Checks the digits.
   *
   * @throws IllegalArgumentException if they are not 64 lower-case hexadecimal digits
   */
  public Digest {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("not a SHA-256 in hexadecimal: " + hex);
    }
  }

  /**
   * Parses {@code sha256:<hex>}.
   *
   * @throws IllegalArgumentException for another algorithm or form
   */
  public static Digest parse(String text) {
    if (!text.startsWith(PREFIX)) {
      throw new IllegalArgumentException("not a sha256: digest: " + text);
    }
    return new Digest(text.substring(PREFIX.length()));
  }

  /** The digest of bytes in memory. */
  public static Digest of(byte[] bytes) {
    return finish(sha256(), bytes);
  }

  /** The digest that a SHA-256 computation ends in; resets it. */
  public static Digest of(MessageDigest sha256) {
    return new Digest(HexFormat.of().formatHex(sha256.digest()));
  }

  /** A SHA-256 computation at its start. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Hashes bytes in steps: the JVM compiles what is called often, and one call over many blocks
   * would be left to code that takes a tenth longer for each.
   */
  public static void update(MessageDigest sha256, byte[] bytes, int offset, int length) {
    int end = offset + length;
    for (int at = offset; at < end; at += STEP_BYTES) {
      sha256.update(bytes, at, Math.min(STEP_BYTES, end - at));
    }
  }

  private static Digest finish(MessageDigest sha256, byte[] bytes) {
    sha256.update(bytes);
    return of(sha256);
  }

  /** The first twelve digits, for lines that people read. */
  public String abbreviated() {
    return hex.substring(0, 12);
  }

  @Override
  public int compareTo(Digest other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return PREFIX + hex;
  }
}
