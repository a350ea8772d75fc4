package io.hecktor.oci;

/**
 * An operating system and a processor architecture, by Go's names.
 *
 * @param os such as {@code linux}
 * @param architecture such as {@code amd64}
 */
public record Platform(String os, String architecture) {

  /** The only platform that the challenge runs. */
  public static final Platform LINUX_AMD64 = new Platform("linux", "amd64");

  @Override
  public String toString() {
    return os + "/" + architecture;
  }
}
