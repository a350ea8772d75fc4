package io.hecktor.testing;

import java.nio.file.Path;

/** A gzipped archive without its gzip, for tools that read only the plain tar inside. */
public final class UnpackedArchive {

  private UnpackedArchive() {}

  /** The archive itself when it isn't gzipped by name, else its content as a file in the folder. */
  public static Path of(Path archive, Path folder) {
    String name = archive.getFileName().toString();
    if (!name.endsWith(".gz")) {
      return archive;
    }
    Path unpacked = folder.resolve(name.substring(0, name.length() - ".gz".length()));
    RealTool.GZIP.command("--decompress", "--stdout", archive).stdoutTo(unpacked).succeed();
    return unpacked;
  }
}
