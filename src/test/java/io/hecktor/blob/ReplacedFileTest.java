package io.hecktor.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplacedFileTest {

  @TempDir Path folder;

  /** Takes no place on the disk. */
  private Path sparse(String name, long sizeBytes) throws IOException {
    Path path = folder.resolve(name);
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(sizeBytes);
    }
    return path;
  }

  @Test
  void onlyWhatTakesLongIsHeld() throws IOException {
    try (ReplacedFile large = ReplacedFile.at(sparse("large", 100 << 20));
        ReplacedFile small = ReplacedFile.at(sparse("small", 100));
        ReplacedFile none = ReplacedFile.at(folder.resolve("none"));
        ReplacedFile link =
            ReplacedFile.at(
                Files.createSymbolicLink(folder.resolve("link"), sparse("other", 100 << 20)))) {
      assertThat(large.isHeld()).isTrue();
      assertThat(small.isHeld()).isFalse();
      assertThat(none.isHeld()).isFalse();
      assertThat(link.isHeld()).isFalse();
    }
  }

  @Test
  void aLargeFileIsReplacedByASmallOne() throws IOException {
    Path target = sparse("target", 100 << 20);
    AtomicFile.write(target, new byte[] {1});

    assertThat(target).hasBinaryContent(new byte[] {1});
    assertThat(folder).isDirectoryContaining(path -> path.equals(target));
    assertThat(Files.list(folder)).hasSize(1);
  }
}
