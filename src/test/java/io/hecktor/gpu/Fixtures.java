package io.hecktor.gpu;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Libraries with GPU code for known architectures, and how they are looked at. */
final class Fixtures {

  private Fixtures() {}

  static byte[] bytes(String name) throws IOException {
    try (InputStream in = Fixtures.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  static Path copy(String name, Path folder) throws IOException {
    return Files.write(folder.resolve(name), bytes(name));
  }

  static GpuCode code(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return FatBinaries.read(channel);
    }
  }
}
