package io.hecktor.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredGzipOutputStreamTest {

  private static byte[] framed(byte[] bytes, int step) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (StoredGzipOutputStream gzip = new StoredGzipOutputStream(out)) {
      for (int at = 0; at < bytes.length; at += step) {
        gzip.write(bytes, at, Math.min(step, bytes.length - at));
      }
    }
    return out.toByteArray();
  }

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  @Test
  void writesTheSameBytesOnEveryJava() throws IOException {
    byte[] hello = framed("hello".getBytes(StandardCharsets.UTF_8), 1);

    assertThat(HexFormat.ofDelimiter(" ").formatHex(hello))
        .isEqualTo(
            // header; last block, stored; 5, ~5; hello; CRC-32; size
            "1f 8b 08 00 00 00 00 00 00 ff 01 05 00 fa ff 68 65 6c 6c 6f 86 a6 10 36 05 00 00 00");
  }

  @Test
  void writesAnEmptyMemberForNothing() throws IOException {
    assertThat(HexFormat.of().formatHex(framed(new byte[0], 1)))
        .isEqualTo("1f8b08000000000000ff" + "010000ffff" + "0000000000000000");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_534, 65_535, 65_536, 131_069, 131_070, 131_071, 1_000_000})
  void isReadBackAndOfTheSizeForetold(int size) throws IOException {
    byte[] bytes = noise(size);
    byte[] framed = framed(bytes, 65_536);

    assertThat(framed).hasSize((int) StoredGzipOutputStream.framedSizeBytes(size));
    assertThat(new GZIPInputStream(new ByteArrayInputStream(framed)).readAllBytes())
        .isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 512, 65_534, 65_535, 65_536, 200_000})
  void doesNotShowHowWritesAreCut(int step) throws IOException {
    byte[] bytes = noise(200_000);

    assertThat(framed(bytes, step)).isEqualTo(framed(bytes, 10_240));
  }

  @Test
  void closesOnceAndLeavesTheStreamBelowOpen() throws IOException {
    boolean[] closed = new boolean[1];
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    StoredGzipOutputStream gzip = new StoredGzipOutputStream(out);
    gzip.close();
    gzip.close();

    assertThat(out.size()).isEqualTo(23);
    assertThat(closed[0]).isFalse();
  }

  @Test
  void foretellsSizesAboveFourGigabytes() {
    // 5 GiB in blocks of 65,535 bytes: 81,922 of them, 5 bytes each, and 18 around them.
    assertThat(StoredGzipOutputStream.framedSizeBytes(5L << 30))
        .isEqualTo((5L << 30) + 81_922 * 5 + 18);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 131_070})
  void passesTheTestOfGzip(int size, @TempDir Path folder) throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/gzip")) || Files.isExecutable(Path.of("/bin/gzip")));
    Path file = Files.write(folder.resolve("x.gz"), framed(noise(size), 1_000));

    Process gzip = new ProcessBuilder("gzip", "-t", file.toString()).inheritIO().start();

    assertThat(gzip.waitFor()).isZero();
  }
}
