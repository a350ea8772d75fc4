package io.hecktor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunRulesTest {

  @TempDir Path folder;

  @Test
  void findsNothingWhereNothingIsWrong() throws IOException {
    CaseResult result = new Run(folder, Run.RFS).wrote("rfs.json", "0.5").judged();
    assertThat(result.passed()).isTrue();
    assertThat(result.findings()).isEmpty();
    assertThat(result.outputs().listed())
        .containsExactly(
            new Outputs.Output(
                "rfs.json",
                3,
                java.util.Optional.of(
                    io.hecktor.oci.Digest.of(
                        "0.5".getBytes(java.nio.charset.StandardCharsets.UTF_8)))));
  }

  @Test
  void hidesNoRuleBehindAnother() throws IOException {
    Run run =
        new Run(folder, Run.RFS, Run.HPV)
            .tried(RunRule.NETWORK, "connect 93.184.216.34:443")
            .tried(RunRule.FILESYSTEM, "/opt/app/cache")
            .wrote("rfs.json", "NaN")
            .linked("hpv-status.json", "/etc/passwd")
            .exited(3);
    run.peak = java.util.OptionalLong.of(20L << 30);
    run.gpuPeak = java.util.OptionalLong.of(20L << 30);
    run.duration = java.time.Duration.ofHours(1);
    assertThat(run.judged().violations())
        .extracting(RunFinding.Violation::rule)
        .containsExactly(
            RunRule.NETWORK,
            RunRule.FILESYSTEM,
            RunRule.MEMORY,
            RunRule.TIME,
            RunRule.GPU,
            RunRule.EXIT,
            RunRule.OUTPUT,
            RunRule.OUTPUT);
  }

  @Test
  void saysOnceWhatWasTriedOften() throws IOException {
    Run run = new Run(folder);
    for (int i = 0; i < 1000; i++) {
      run.tried(RunRule.NETWORK, "connect 1.1.1.1:80");
    }
    run.tried(RunRule.NETWORK, "connect 1.1.1.1:81");
    assertThat(run.judged().violations()).hasSize(2);
    assertThat(run.judged().violations().get(0).evidence()).isEqualTo("as traced (1000 times)");
  }

  @Test
  void countsWhatItDoesNotList() throws IOException {
    Run run = new Run(folder);
    for (int i = 0; i < 250; i++) {
      run.tried(RunRule.FILESYSTEM, "/opt/" + i);
    }
    assertThat(run.judged().violations()).hasSize(101);
    assertThat(run.judged().violations().get(100).subject()).isEqualTo("150 more");
  }

  @ParameterizedTest
  @CsvSource({
    "NETWORK, lookup mobile.events.data.microsoft.com, setTelemetry(false)",
    "NETWORK, connect 93.184.216.34:443, resources/",
    "FILESYSTEM, /home/user/.cache/x, -Duser.home=/tmp",
    "FILESYSTEM, /opt/app/hs_err_pid7.log, ErrorFile",
    "FILESYSTEM, /opt/app/logs, The application's folder",
    "FILESYSTEM, /var/tmp/x, java.io.tmpdir",
    "FILESYSTEM, /opt/user/.java/.userPrefs, java.util.prefs.userRoot",
    "FILESYSTEM, /srv/x, HECKTOR_OUTPUT",
  })
  void advisesBySubject(RunRule rule, String subject, String fix) throws IOException {
    assertThat(new Run(folder).tried(rule, subject).judged().violations().get(0).fix())
        .contains(fix);
  }

  @Test
  void passesOnWhatTheEngineCouldNotSee() throws IOException {
    Run run = new Run(folder);
    run.unseen = Map.of(RunRule.GPU, "there is no GPU here");
    assertThat(run.judged().notChecked())
        .containsExactly(new RunFinding.NotChecked("small", RunRule.GPU, "there is no GPU here"));
  }

  @Test
  void showsContainerTextWithoutItsTricks() throws IOException {
    Run run = new Run(folder).tried(RunRule.FILESYSTEM, "/opt/\u001b[2J\u202ea\nb\ud800");
    assertThat(run.judged().violations().get(0).subject())
        .isEqualTo("/opt/\\u001b[2J\\u202ea\\u000ab\\ud800");
  }
}
