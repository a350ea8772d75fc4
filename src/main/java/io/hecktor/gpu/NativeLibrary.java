package io.hecktor.gpu;

import java.util.List;
import java.util.Optional;

/**
 * A library for linux/amd64 in an image.
 *
 * @param path absolute; of a library in a jar, {@code jar!entry}
 * @param sizeBytes unpacked
 * @param soname by which others ask for it
 * @param needed the libraries that it asks for
 * @param code that it holds for GPUs
 * @param phonesHome whether it is known to send telemetry unless it is told not to
 */
public record NativeLibrary(
    String path,
    long sizeBytes,
    Optional<String> soname,
    List<String> needed,
    GpuCode code,
    boolean phonesHome) {

  /** Copies the list. */
  public NativeLibrary {
    needed = List.copyOf(needed);
  }

  /** The same library in another place. */
  public NativeLibrary at(String otherPath) {
    return new NativeLibrary(otherPath, sizeBytes, soname, needed, code, phonesHome);
  }

  /** The file's own name. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Whether it lies in a jar, from where its program unpacks it. */
  public boolean isInJar() {
    return path.contains(IN_JAR);
  }

  /** Stands between a jar's path and that of an entry in it. */
  static final String IN_JAR = "!";
}
