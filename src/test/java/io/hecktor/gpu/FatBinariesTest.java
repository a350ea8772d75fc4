package io.hecktor.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.testing.Command;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FatBinariesTest {

  private static final int T4 = 75;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "libscale-default.so        | sm_75 1, sm_80 1, compute_90 1",
        "libscale-size.so           | sm_75 1, sm_80 1, compute_90 1",
        "libscale-speed.so          | sm_75 1, sm_80 1, compute_90 1",
        "libscale-none.so           | sm_75 1, sm_80 1, compute_90 1",
        "libscale-without-turing.so | sm_80 1, sm_90a 1, compute_90 1",
        "libscale-ptx.so            | compute_75 1",
        "scale-75.cubin             | sm_75 1",
        "scale-80.cubin             | sm_80 1",
      })
  void readsWhatNvccWasAskedFor(String library, String code) throws IOException {
    assertThat(Fixtures.code(Fixtures.copy(library, folder)).text()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "libscale-none.so, false",
    "libscale-ptx.so, false",
    "scale-75.cubin, false",
    "libscale-without-turing.so, true",
    "scale-80.cubin, true"
  })
  void knowsWhatATuringRunsNothingOf(String library, boolean nothing) throws IOException {
    GpuCode code = Fixtures.code(Fixtures.copy(library, folder));

    assertThat(code.runsNowhereOn(T4)).isEqualTo(nothing);
  }

  @Test
  void readsWhatThisMachinesNvccMakes() throws Exception {
    // No Debian package that CI installs has nvcc, so this test is one more where it is there.
    Assumptions.assumeTrue(isOnPath("nvcc"), "nvcc is not here");
    Path source = Fixtures.copy("scale.cu", folder);
    Path made = folder.resolve("scale.fatbin");

    Command.of("nvcc", "-fatbin", "--compress-mode=size", source, "-o", made)
        .with("-gencode", "arch=compute_80,code=sm_80", "-gencode", "arch=compute_75,code=sm_75")
        .succeed();

    assertThat(Fixtures.code(made).text()).isEqualTo("sm_75 1, sm_80 1");
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 64, 4096, (1 << 20) - 24, (1 << 20) - 8, 1 << 20})
  void findsAContainerWhereverABufferEnds(int padding) throws IOException {
    Path file = folder.resolve("padded");
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(new byte[padding / 8 * 8]);
      out.write(container(2, 75, 0, 200));
    }

    assertThat(Fixtures.code(file).text()).isEqualTo("sm_75 1");
  }

  @Test
  void countsCodeInsideAContainerOnce() throws IOException {
    byte[] container = container(2, 75, 0, 3000);
    System.arraycopy(Fixtures.bytes("scale-80.cubin"), 0, container, 80, 2900);

    assertThat(Fixtures.code(Files.write(folder.resolve("nested"), container)).text())
        .isEqualTo("sm_75 1");
  }

  @Test
  void takesNoNumbersForAContainerThatItsEntriesDoNotFill() throws IOException {
    byte[] container = container(2, 75, 0, 200);
    ByteBuffer.wrap(container).order(ByteOrder.LITTLE_ENDIAN).putLong(24, 192);

    assertThat(Fixtures.code(Files.write(folder.resolve("almost"), container)).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 15, 16, 20, 79, 100})
  void survivesAFileThatEndsTooEarly(int length) throws IOException {
    byte[] whole = container(2, 75, 0, 200);

    assertThat(
            Fixtures.code(
                    Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(whole, length)))
                .isEmpty())
        .isTrue();
  }

  @Test
  void leavesOpenWhatCodeOfAnUnknownFormRunsOn() throws IOException {
    GpuCode code = Fixtures.code(Files.write(folder.resolve("lto"), container(8, 80, 0, 64)));

    assertThat(code.text()).isEqualTo("other_80 1");
    assertThat(code.runsNowhereOn(T4)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "2, 70, 0, true",
    "2, 75, 0, true",
    "2, 72, 0, true",
    "2, 80, 0, false",
    "2, 61, 0, false",
    "1, 52, 0, true",
    "1, 75, 0, true",
    "1, 80, 0, false",
    "2, 90, 0x100000, false",
    "1, 90, 0x100000, false"
  })
  void knowsNvidiasRulesOfCompatibility(int kind, int architecture, String flags, boolean runs)
      throws IOException {
    byte[] container = container(kind, architecture, Long.decode(flags), 64);

    GpuCode code = Fixtures.code(Files.write(folder.resolve("one"), container));

    assertThat(code.runsNowhereOn(T4)).isEqualTo(!runs);
  }

  /** A container with one entry, by the layout that was found in nvcc's. */
  static byte[] container(int kind, int architecture, long flags, int payloadBytes) {
    int payload = (payloadBytes + 7) / 8 * 8;
    ByteBuffer bytes = ByteBuffer.allocate(80 + payload).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(0xba55ed50).putShort((short) 1).putShort((short) 16).putLong(64 + payload);
    bytes.putShort((short) kind).putShort((short) 0x101).putInt(64).putLong(payload);
    bytes.putInt(16 + 0x1c, architecture).putLong(16 + 0x28, flags);
    return bytes.array();
  }
}
