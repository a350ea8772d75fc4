package io.hecktor.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComparedFileTest {

  private static final int SIZE = 40_000_000;

  @TempDir Path folder;

  private final byte[] content = new byte[SIZE];
  private Path large;

  @BeforeEach
  void write() throws IOException {
    new Random(7).nextBytes(content);
    large = Files.write(folder.resolve("large"), content);
  }

  private boolean holds(long position, byte[] bytes, long size) throws IOException {
    Path file = Files.write(folder.resolve("file"), bytes);
    try (ComparedFile compared = ComparedFile.open(large)) {
      assertThat(compared.holds(position, new ByteArrayInputStream(bytes)))
          .isEqualTo(compared.holds(position, file, bytes.length));
      return compared.holds(position, file, size);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0, 1",
    "0, 65535",
    "65534, 2",
    "65535, 65535",
    "65535, 1",
    "1, 1048576",
    "3, 30000000",
    "0, 40000000",
    "39999999, 1"
  })
  void findsWhatStandsThere(int from, int size) throws IOException {
    assertThat(holds(from, Arrays.copyOfRange(content, from, from + size), size)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_531, 65_532, 1_048_575, 1_048_576, 17_000_000, 29_999_999})
  void seesASingleOtherBit(int at) throws IOException {
    byte[] other = Arrays.copyOfRange(content, 3, 30_000_003);
    other[at] ^= 1;

    assertThat(holds(3, other, other.length)).isFalse();
  }

  @Test
  void aFileOfAnotherSizeThanPlannedIsAnother() throws IOException {
    assertThat(holds(0, Arrays.copyOf(content, 100), 101)).isFalse();
    assertThat(holds(0, Arrays.copyOf(content, 100), 99)).isFalse();
  }

  @Test
  void whatGoesOnBehindTheEndIsAnother() throws IOException {
    byte[] longer = Arrays.copyOfRange(content, SIZE - 10, SIZE + 90);

    assertThat(holds(SIZE - 10, longer, longer.length)).isFalse();
  }
}
