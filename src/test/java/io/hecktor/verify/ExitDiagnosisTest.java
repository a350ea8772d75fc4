package io.hecktor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class ExitDiagnosisTest {

  private static final String FRAMES = "\n\tat org.example.Main.main(Main.java:12)\n\t... 3 more\n";

  @TempDir Path folder;
  private Run run;

  @BeforeEach
  void start() throws IOException {
    run = new Run(folder, Run.RFS).wrote("rfs.json", "0.5");
  }

  private RunFinding.Violation onlyViolation() throws IOException {
    CaseResult result = run.judged();
    assertThat(result.violations()).hasSize(1);
    return result.violations().get(0);
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "last-words.csv", delimiter = '|', quoteCharacter = '~')
  void tellsTheCauseByTheLastWords(String words, String cause, String fix) throws IOException {
    run.exited(1).stderr("INFO: starting\n" + words + FRAMES);
    RunFinding.Violation found = onlyViolation();
    assertThat(found.rule()).isEqualTo(RunRule.EXIT);
    assertThat(found.subject()).isEqualTo("exit code 1");
    assertThat(found.evidence()).startsWith(cause);
    assertThat(found.fix()).contains(fix);
  }

  @Test
  void takesTheRootCauseOfAChain() throws IOException {
    run.exited(1)
        .stderr(
            "Exception in thread \"main\" java.lang.RuntimeException: no model"
                + FRAMES
                + "Caused by: java.nio.file.AccessDeniedException: /opt/app/a"
                + FRAMES
                + "Caused by: java.nio.file.NoSuchFileException: resources/model.onnx"
                + FRAMES);
    assertThat(onlyViolation().evidence())
        .startsWith("The path resources/model.onnx is relative to the working directory");
  }

  @Test
  void quotesTheLineThatThePlatformShows() throws IOException {
    run.exited(3).stderr("java.nio.file.NoSuchFileException: m.onnx\ngiving up\n\n");
    assertThat(onlyViolation().evidence())
        .contains("It said: \"java.nio.file.NoSuchFileException: m.onnx\".")
        .contains("The platform shows stderr's last line: \"giving up\".");
  }

  @Test
  void readsStdoutWhereStderrIsSilent() throws IOException {
    run.exited(1).stdout("CUDA driver version is insufficient for CUDA runtime version\n");
    assertThat(onlyViolation().evidence())
        .contains("driver is older")
        .contains("No errors were reported in the logs.");
  }

  @Test
  void forgetsWhatWasSaidLongBefore() throws IOException {
    run.exited(1).stderr("java.net.UnknownHostException: a.b\n" + "fine\n".repeat(60));
    assertThat(onlyViolation().evidence()).startsWith("The program ended itself");
  }

  @Test
  void namesAnExceptionThatNoRowKnows() throws IOException {
    run.exited(1)
        .stderr("Exception in thread \"main\" org.example.InferenceException: bad" + FRAMES);
    assertThat(onlyViolation().evidence())
        .startsWith("The program ended with org.example.InferenceException.");
  }

  @ParameterizedTest
  @CsvSource({
    "9, killed by SIGKILL (exit code 137), exceeded its memory limit",
    "11, killed by SIGSEGV (exit code 139), Native code crashed",
    "6, killed by SIGABRT (exit code 134), gave up",
    "4, killed by SIGILL (exit code 132), instruction",
    "31, killed by signal 31 (exit code 159), did not say why",
  })
  void namesSignals(int signal, String subject, String evidence) throws IOException {
    run.signalled(signal);
    RunFinding.Violation found = onlyViolation();
    assertThat(found.subject()).isEqualTo(subject);
    assertThat(found.evidence()).contains(evidence);
  }

  @Test
  void readsASignalThatAShellTells() throws IOException {
    run.exited(137);
    assertThat(onlyViolation().subject()).isEqualTo("killed by SIGKILL (exit code 137)");
  }

  @ParameterizedTest
  @CsvSource({
    "126, does not have permission to execute the command",
    "127, ENTRYPOINT and CMD instructions does not exist",
    "2, did not say why",
  })
  void namesPlainExitCodes(int code, String evidence) throws IOException {
    run.exited(code);
    assertThat(onlyViolation().evidence()).contains(evidence);
  }

  @Test
  void doubtsSuccessAfterAStackTrace() throws IOException {
    run.stderr("java.nio.file.NoSuchFileException: model.onnx" + FRAMES + "done\n");
    CaseResult result = run.judged();
    assertThat(result.passed()).isTrue();
    assertThat(result.warnings().get(0).subject())
        .isEqualTo("exit code 0 after java.nio.file.NoSuchFileException");
    assertThat(result.warnings().get(0).fix()).contains("resources/");
  }

  @ParameterizedTest
  @CsvSource({
    "handled java.io.IOException: retrying",
    "java.io.IOException: retrying",
    "WARN no GPU: CUDA driver version is insufficient",
  })
  void doesNotDoubtAMereMention(String line) throws IOException {
    assertThat(run.stderr(line + "\nall is well\n").judged().findings()).isEmpty();
  }

  @Test
  void readsTheEndOfALongStream() throws IOException {
    run.exited(1).stderr("x".repeat(300_000) + "\n" + "y\n".repeat(10) + "std::bad_alloc\n");
    assertThat(onlyViolation().evidence()).contains("refused memory");
  }

  @Test
  void doesNotPuzzleOverEndlessLines() throws IOException {
    run.exited(1).stderr("/a.so:".repeat(11_000));
    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(30), () -> assertThat(onlyViolation().evidence()).contains("/a.so"));
  }

  @Test
  void survivesBytesThatAreNoText() throws IOException {
    byte[] odd = "\u001b[31m\0\u202e ?no\n".getBytes(StandardCharsets.UTF_8);
    odd[10] = (byte) 0xff;
    Files.write(folder.resolve("stderr.log"), odd);
    run.exited(1);
    assertThat(onlyViolation().evidence()).contains("\"\\u001b[31m\\u0000\\u202e \ufffdno\"");
  }

  @Test
  void blamesTheTimeAloneWhenItStoppedTheRun() throws IOException {
    run.ending = new CaseFacts.Ending(143, OptionalInt.of(15), true, false);
    run.duration = Duration.ofSeconds(901);
    RunFinding.Violation found = onlyViolation();
    assertThat(found.rule()).isEqualTo(RunRule.TIME);
    assertThat(found.subject()).isEqualTo("over the limit of 15 min");
    assertThat(found.evidence()).contains("Time limit exceeded").contains("README, 2025-07-03");
  }

  @Test
  void blamesTheMemoryAloneWhenItStoppedTheRun() throws IOException {
    run.ending = new CaseFacts.Ending(137, OptionalInt.of(9), false, true);
    run.peak = OptionalLong.of(16L << 30);
    assertThat(onlyViolation().rule()).isEqualTo(RunRule.MEMORY);
  }

  @Test
  void seesAPeakThatNobodyStopped() throws IOException {
    run.peak = OptionalLong.of((16L << 30) + 1);
    assertThat(onlyViolation().rule()).isEqualTo(RunRule.MEMORY);
    run.peak = OptionalLong.of(15L << 30);
    assertThat(run.judged().warnings().get(0).subject()).isEqualTo("94 % of the memory limit");
  }

  @Test
  void seesTheGpusPeak() throws IOException {
    run.gpuPeak = OptionalLong.of(17L << 30);
    assertThat(onlyViolation().rule()).isEqualTo(RunRule.GPU);
  }

  @Test
  void warnsNearTheTimeLimit() throws IOException {
    run.duration = Duration.ofMinutes(14);
    CaseResult result = run.judged();
    assertThat(result.passed()).isTrue();
    assertThat(result.warnings().get(0).subject()).isEqualTo("93 % of the time limit");
  }

  @Test
  void tellsMemoryThatThePlatformRefuses() throws IOException {
    String words = "os::commit_memory(0x7f, 65536, 0) failed; error='Not enough space' (errno=12)";
    run.exited(1).stderr(words);
    assertThat(run.judged().violations())
        .extracting(RunFinding.Violation::rule)
        .containsExactly(RunRule.EXIT);
    run.dataSegment = true;
    assertThat(run.judged().violations())
        .extracting(RunFinding.Violation::rule)
        .containsExactly(RunRule.MEMORY, RunRule.EXIT);
  }
}
