package io.hecktor.deflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hecktor.testing.Command;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramingTest {

  /**
   * Were one of these to change, so would every archive that is made again: the format's number
   * must follow.
   */
  private static final String GOLDEN =
      """
      auto-1 a1d57f11f2715fe80a6c5d98e6ee0021c0e2ab2f33cda7c34fc861e476e14df6
      stored-1 ed7632cab6c72644d7bfb744a4510f6dd29b324ab24f0577fd84ff68e782d66b
      deflate-1 58eb9ffe365a79007208e0ef244d6aeb143e0ac5f7a5a9a475ab2e9563692ea5
      """;

  @Test
  void writesTheSameBytesInEveryVersion() throws IOException {
    assertThat(Printed.digests()).isEqualTo(GOLDEN);
  }

  @Test
  void writesTheSameBytesOnEveryJdkAndWithEveryCompiler() throws Exception {
    for (Path java : javas()) {
      for (String flag : List.of("-XX:ActiveProcessorCount=1", "-XX:TieredStopAtLevel=1")) {
        Command.Result run =
            Command.of(
                    java.toString(),
                    flag,
                    "-cp",
                    System.getProperty("java.class.path"),
                    Printed.class.getName())
                .run();
        assertThat(run.output()).as(java + " " + flag).isEqualTo(GOLDEN);
      }
    }
  }

  /** That which runs the tests, and those installed beside it. */
  private static List<Path> javas() throws IOException {
    Path home = Path.of(System.getProperty("java.home")).toRealPath();
    Set<Path> homes = new TreeSet<>(Set.of(home));
    try (Stream<Path> beside = Files.list(home.getParent())) {
      for (Path folder : beside.toList()) {
        homes.add(folder.toRealPath());
      }
    }
    return homes.stream()
        .map(folder -> folder.resolve("bin/java"))
        .filter(Files::isExecutable)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 16})
  void doesNotShowHowManyThreadsThereAre(int threads) throws IOException {
    byte[] bytes = Samples.mixed();

    assertThat(Framed.by(Framing.AUTO, bytes, threads))
        .isEqualTo(Framed.by(Framing.AUTO, bytes, 5));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 511, 65_535, 262_139, 262_140, 262_141, 3_000_000})
  void doesNotShowHowWritesAreCut(int step) throws IOException {
    byte[] bytes = Arrays.copyOf(Samples.mixed(), 1_000_000);

    assertThat(Framed.by(Framing.DEFLATE, bytes, 2, step))
        .isEqualTo(Framed.by(Framing.DEFLATE, bytes, 2, 8_192));
  }

  @Test
  void storesTheEndOfWhatIsStoredUpToThere() throws IOException {
    byte[] bytes = Arrays.copyOf(Samples.random(600_000), 610_000);

    assertThat(Framed.by(Framing.AUTO, bytes, 2)).isEqualTo(Framed.by(Framing.STORED, bytes, 1));
    assertThat(Framed.by(Framing.DEFLATE, bytes, 2).length).isLessThan(601_000);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 2, 3, 65_534, 65_535, 65_536, 262_139, 262_140, 262_141, 524_280, 999_999})
  void storesWhatWillNotShrinkAsIfNothingWereEverDeflated(int size) throws IOException {
    byte[] bytes = Samples.random(size);
    byte[] stored = Framed.by(Framing.STORED, bytes, 1);

    assertThat(Framed.by(Framing.AUTO, bytes, 2)).isEqualTo(stored);
    // Not of the last few bytes, which are smaller deflated than with a stored block's header.
    if (size % Span.CAPACITY == 0 || size % Span.CAPACITY > 10) {
      assertThat(Framed.by(Framing.DEFLATE, bytes, 2)).isEqualTo(stored);
    }
  }

  static Stream<Arguments> inputs() {
    return Stream.of(
            0, 1, 2, 3, 4, 5, 8, 257, 258, 259, 260, 32_768, 32_769, 65_535, 65_536, 262_139,
            262_140, 262_141, 524_280, 524_281, 700_000)
        .flatMap(
            size ->
                Stream.of(
                    Arguments.of("zeros", size, new byte[size]),
                    Arguments.of("text", size, Samples.text(size)),
                    Arguments.of("records", size, Samples.records(size)),
                    Arguments.of("random", size, Samples.random(size)),
                    Arguments.of("counting", size, counting(size)),
                    Arguments.of("far", size, far(size))));
  }

  /** Each value as often as all others, and no four bytes that were there before, for long. */
  private static byte[] counting(int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (i * (1 + (i >> 8)));
    }
    return bytes;
  }

  /** Noise that comes again exactly as far back as a match may lie, and one further. */
  private static byte[] far(int size) {
    byte[] bytes = Samples.random(size);
    for (int i = Symbols.WINDOW; i < size; i++) {
      int distance = i / 100_000 % 2 == 0 ? Symbols.WINDOW : Symbols.WINDOW + 1;
      bytes[i] = i >= distance ? bytes[i - distance] : 0;
    }
    return bytes;
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("inputs")
  void isReadBackByZlib(String kind, int size, byte[] bytes) throws IOException {
    for (Framing framing : Framing.values()) {
      assertThat(Framed.unpacked(Framed.by(framing, bytes, 2))).isEqualTo(bytes);
    }
  }

  @Test
  void isReadBackWhateverWasWritten() throws IOException {
    Random random = new Random(20_251_123);
    for (int round = 0; round < 150; round++) {
      byte[] bytes = patchwork(random);
      Framing framing = Framing.values()[round % 3];

      assertThat(
              Framed.unpacked(Framed.by(framing, bytes, 1 + round % 3, 1 + random.nextInt(50_000))))
          .as("round %d", round)
          .isEqualTo(bytes);
    }
  }

  /** Runs, noise of few values, and copies of what stands before, of all lengths and distances. */
  private static byte[] patchwork(Random random) {
    byte[] bytes = new byte[random.nextInt(400_000)];
    int at = 0;
    while (at < bytes.length) {
      int length = Math.min(bytes.length - at, 1 + random.nextInt(1 << random.nextInt(12)));
      int kind = random.nextInt(4);
      int values = 1 + random.nextInt(256);
      int distance = at == 0 ? 0 : 1 + random.nextInt(Math.min(at, 40_000));
      for (int i = 0; i < length; i++, at++) {
        if (kind == 0) {
          bytes[at] = (byte) length;
        } else if (kind == 1 || distance == 0) {
          bytes[at] = (byte) random.nextInt(values);
        } else {
          bytes[at] = bytes[at - distance];
        }
      }
    }
    return bytes;
  }

  @Test
  void deflatesWhatShrinksAndStoresTheRestOfTheSameStream() throws IOException {
    byte[] bytes = new byte[2 * Span.CAPACITY];
    System.arraycopy(Samples.random(Span.CAPACITY), 0, bytes, Span.CAPACITY, Span.CAPACITY);

    byte[] framed = Framed.by(Framing.AUTO, bytes, 2);

    assertThat(framed).hasSizeBetween(Span.CAPACITY, Span.CAPACITY + 1_000);
    assertThat(Framed.unpacked(framed)).isEqualTo(bytes);
  }

  @Test
  void comesCloseToZlib() throws IOException {
    for (byte[] bytes : List.of(Samples.text(1_000_000), Samples.records(1_000_000))) {
      ByteArrayOutputStream zlib = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(zlib)) {
        gzip.write(bytes);
      }

      assertThat(Framed.by(Framing.DEFLATE, bytes, 2).length).isLessThan(zlib.size() * 112 / 100);
    }
  }

  @ParameterizedTest
  @EnumSource(Framing.class)
  void closesOnceAndLeavesTheStreamBelowOpen(Framing framing) throws IOException {
    boolean[] closed = new boolean[1];
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    OutputStream gzip = framing.gzip(out, 2);
    gzip.close();
    gzip.close();

    assertThat(out.size()).isEqualTo(23);
    assertThat(closed[0]).isFalse();
  }

  @Test
  void tellsOfAFullDisk() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("no space left");
          }
        };

    assertThatThrownBy(
            () -> {
              try (OutputStream gzip = Framing.AUTO.gzip(full, 2)) {
                gzip.write(Samples.mixed());
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessage("no space left");
  }

  @Test
  void passesTheTestOfGzip(@TempDir Path folder) throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/gzip")) || Files.isExecutable(Path.of("/bin/gzip")));
    Path file = folder.resolve("x.gz");
    Files.write(file, Framed.by(Framing.AUTO, Samples.mixed(), 2));

    assertThat(Command.of("gzip", "-t", file.toString()).run().exitCode()).isZero();
  }

  @Test
  void parsesItsNames() {
    assertThat(Stream.of("auto", "stored", "deflate").map(Framing::parse))
        .containsExactly(Framing.values());
    assertThatThrownBy(() -> Framing.parse("gzip")).isInstanceOf(IllegalArgumentException.class);
  }
}
