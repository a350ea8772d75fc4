package io.hecktor.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.hecktor.oci.Digest;
import io.hecktor.testing.Command;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TarFramesTest {

  private static final Instant TIME = Instant.ofEpochSecond(1_600_000_000);
  private static final String NAME = "ab".repeat(32) + "/layer.tar";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "0, 512",
    "8589934591, 512",
    "8589934592, 1536",
    "10737418240, 1536",
    "1099511627776, 1536"
  })
  void namesSizesBeyondWhatOctalDigitsHold(long sizeBytes, int headerBytes) throws IOException {
    byte[] header = TarFrames.header(NAME, sizeBytes, TIME);
    assertThat(header).hasSize(headerBytes);
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new ByteArrayInputStream(header), "UTF-8")) {
      TarArchiveEntry entry = tar.getNextEntry();
      assertThat(entry.getName()).isEqualTo(NAME);
      assertThat(entry.getSize()).isEqualTo(sizeBytes);
      assertThat(entry.isCheckSumOK()).isTrue();
      assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo(TIME);
    }
  }

  @Test
  void isReadByOtherTars() throws IOException {
    Path file = folder.resolve("big.tar");
    Files.write(file, TarFrames.header(NAME, 9L << 30, TIME));
    Command.Result listed = Command.of("tar", "-tvf", file).run();
    assertThat(listed.stdout()).contains(" 9663676416 ").contains(NAME);
  }

  /** The platform reads archives with it. */
  @Test
  void isReadByPython() throws IOException {
    assumeThat(onPath("python3")).isTrue();
    Path file = Files.write(folder.resolve("big.tar"), TarFrames.header(NAME, 9L << 30, TIME));
    String program =
        "import sys, tarfile; m = tarfile.open(sys.argv[1]).firstmember; print(m.name, m.size,"
            + " m.isreg())";
    assertThat(Command.of("python3", "-c", program, file).succeed().stdout())
        .isEqualTo(NAME + " 9663676416 True\n");
  }

  private static boolean onPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  @Test
  void dependsOnNothingButItsArguments() throws IOException {
    String user = System.getProperty("user.name");
    byte[] before = TarFrames.header(NAME, 9L << 30, TIME);
    try {
      System.setProperty("user.name", "somebody");
      assertThat(TarFrames.header(NAME, 9L << 30, TIME)).isEqualTo(before);
    } finally {
      System.setProperty("user.name", user);
    }
    assertThat(Digest.of(before).hex())
        .isEqualTo("4a39e5c35740dd6588faea01e588ca38b1d4a95b0990d9334000eb9381af22fa");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 511", "511, 1", "512, 0", "513, 511", "10737418241, 511"})
  void fillsTheLastBlock(long sizeBytes, int padding) {
    assertThat(TarFrames.padding(sizeBytes)).isEqualTo(padding);
  }
}
