package io.hecktor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.hecktor.testing.ImageFixtures;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileInputTest {

  @TempDir private Path folder;

  @Test
  void givesWhatTheFileHoldsWhateverThePieces() throws Exception {
    byte[] content = ImageFixtures.noise(700_001, 7);
    Path file = Files.write(folder.resolve("a"), content);

    try (InputStream in = FileInput.open(file)) {
      assertThat(in.readAllBytes()).isEqualTo(content);
      assertThat(in.read()).isEqualTo(-1);
    }
    try (InputStream in = FileInput.open(file)) {
      byte[] piece = new byte[600_000];
      assertThat(in.read()).isEqualTo(content[0] & 0xff);
      assertThat(in.readNBytes(piece, 3, 599_997)).isEqualTo(599_997);
      assertThat(ByteBuffer.wrap(piece, 3, 599_997))
          .isEqualTo(ByteBuffer.wrap(content, 1, 599_997));
    }
  }

  @Test
  void twoFilesThatAreReadInTurnDoNotMix() throws Exception {
    Path one = Files.writeString(folder.resolve("one"), "abcd");
    Path other = Files.writeString(folder.resolve("other"), "wxyz");

    try (InputStream first = FileInput.open(one);
        InputStream second = FileInput.open(other)) {
      byte[] both = new byte[8];
      for (int i = 0; i < 8; i += 4) {
        first.readNBytes(both, i, 2);
        second.readNBytes(both, i + 2, 2);
      }
      assertThat(both).isEqualTo("abwxcdyz".getBytes());
    }
  }

  @Test
  void skipsNotBeyondTheEnd() throws Exception {
    Path file = Files.writeString(folder.resolve("a"), "abcdef");

    try (InputStream in = FileInput.open(file)) {
      assertThat(in.skip(-1)).isZero();
      assertThat(in.skip(4)).isEqualTo(4);
      assertThat(in.read()).isEqualTo('e');
      assertThat(in.skip(9)).isEqualTo(1);
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void readsFilesOfOtherFileSystems() throws Exception {
    try (FileSystem other = Jimfs.newFileSystem(Configuration.unix())) {
      Path file = Files.writeString(other.getPath("/a"), "abc");

      try (InputStream in = FileInput.open(file)) {
        assertThat(in.readAllBytes()).asString().isEqualTo("abc");
      }
    }
  }

  @Test
  void aMissingFileIsNamed() {
    Path file = folder.resolve("missing");

    assertThatThrownBy(() -> FileInput.open(file))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void memoryBeginsWithAPageAndHasTheSizeThatWasAskedFor() {
    for (int bytes : new int[] {1, 4096, 100_000}) {
      ByteBuffer buffer = FileInput.allocate(bytes);

      assertThat(buffer.alignmentOffset(0, 4096)).isZero();
      assertThat(buffer.remaining()).isEqualTo(bytes);
    }
  }
}
