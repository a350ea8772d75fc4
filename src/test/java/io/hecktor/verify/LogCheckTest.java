package io.hecktor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogCheckTest {

  @TempDir Path folder;
  private Run run;

  @BeforeEach
  void start() throws IOException {
    run = new Run(folder, Run.RFS).wrote("rfs.json", "0.5");
    run.logRules = true;
  }

  private List<String> warnings() throws IOException {
    CaseResult result = run.judged();
    assertThat(result.passed()).isTrue();
    return result.warnings().stream().map(RunFinding.Warning::subject).toList();
  }

  private void stdout(byte[] bytes) throws IOException {
    Files.write(folder.resolve("stdout.log"), bytes);
  }

  @Test
  void hasNothingToSayOfAnOrdinaryLog() throws IOException {
    run.stdout("Grüße, 世界 😀\n".repeat(500));
    assertThat(warnings()).isEmpty();
  }

  @Test
  void keepsQuietInProfilesWithoutLogRules() throws IOException {
    run.logRules = false;
    stdout(new byte[] {(byte) 0xff});
    run.stderr("x");
    assertThat(warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0xff, 0xc3, 0x80, 0xe2, 0xf0})
  void findsTheLineThatIsNotUtf8(int odd) throws IOException {
    byte[] bytes = "one\ntwo\nthree".getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 1] = (byte) odd;
    stdout(bytes);
    assertThat(warnings()).containsExactly("stdout is not UTF-8 in line 3");
  }

  @Test
  void findsOddBytesBeyondTheFirstBuffer() throws IOException {
    byte[] bytes = "é\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    bytes[3 * 70_000] = (byte) 0xff;
    stdout(bytes);
    assertThat(warnings()).contains("stdout is not UTF-8 in line 70001");
  }

  @ParameterizedTest
  @ValueSource(ints = {65533, 65534, 65535, 65536})
  void takesCharactersAcrossBuffersForWhole(int before) throws IOException {
    run.stdout("a".repeat(before) + "\n😀é世\n");
    assertThat(warnings()).isEmpty();
  }

  @Test
  void findsLinesThatThePlatformDrops() throws IOException {
    run.stdout("a".repeat(65536) + "\nb\n" + "c".repeat(65537) + "\n" + "\r50 %".repeat(20_000));
    assertThat(warnings()).containsExactly("stdout has 2 lines over 65536 bytes");
    assertThat(run.judged().warnings().get(0).evidence())
        .contains("line 3")
        .contains("A log line was skipped as it was too long");
  }

  @Test
  void warnsOfLinesThatAreNotKept() throws IOException {
    run.stdout("x\n".repeat(501));
    assertThat(warnings()).containsExactly("stdout has 501 lines");
  }

  @Test
  void warnsOfStderrAfterSuccessOnly() throws IOException {
    run.stderr("INFO loading\n");
    assertThat(warnings()).containsExactly("stderr is not empty");
    assertThat(run.exited(1).judged().warnings()).isEmpty();
  }

  @Test
  void readsAFloodInBoundedMemory() throws IOException {
    try (var file = new java.io.RandomAccessFile(folder.resolve("stdout.log").toFile(), "rw")) {
      file.setLength(65L << 20);
    }
    CaseResult result = run.judged();
    assertThat(result.notChecked().get(0).reason()).startsWith("stdout beyond its first");
  }
}
