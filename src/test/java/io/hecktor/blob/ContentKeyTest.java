package io.hecktor.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentKeyTest {

  private static final int PIECE = 8 << 20;

  @TempDir Path folder;

  @Test
  void isTheSameForTheSameContentUnderOtherNamesAndTimes() throws IOException {
    Path one = Files.writeString(folder.resolve("one"), "content");
    Path two = Files.writeString(folder.resolve("two"), "content");
    Files.setLastModifiedTime(two, FileTime.fromMillis(0));

    assertThat(ContentKey.of(two)).isEqualTo(ContentKey.of(one));
  }

  @Test
  void staysTheSameFromVersionToVersion() throws IOException {
    assertThat(ContentKey.of(Files.writeString(folder.resolve("f"), "content")).hex())
        .isEqualTo("efa3b7455397594954c0fed83e588e7131ef3b09d751ec2b2a3dfb5075b6c514");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, PIECE - 1, PIECE, PIECE + 1, 2L * PIECE, 2L * PIECE + 99})
  void seesOneFlippedBitWhereverItIs(long at) throws IOException {
    Path file = folder.resolve("large");
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.setLength(2L * PIECE + 100);
    }
    ContentKey before = ContentKey.of(file);
    FileTime time = Files.getLastModifiedTime(file);
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at);
      bytes.write(1);
    }
    Files.setLastModifiedTime(file, time);

    assertThat(ContentKey.of(file)).isNotEqualTo(before);
  }

  @Test
  void tellsSizesApartWhereAllBytesAreZero() throws IOException {
    Set<ContentKey> keys = new HashSet<>();
    for (int size : new int[] {0, 1, PIECE - 1, PIECE, PIECE + 1}) {
      keys.add(ContentKey.of(Files.write(folder.resolve("zeros"), new byte[size])));
    }
    assertThat(keys).hasSize(5);
  }

  @Test
  void namesAFileThatIsMissing() {
    assertThatThrownBy(() -> ContentKey.of(folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("none");
  }
}
