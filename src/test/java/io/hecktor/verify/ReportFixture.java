package io.hecktor.verify;

import io.hecktor.oci.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A report with one case of every kind, the same on every machine. */
final class ReportFixture {

  private ReportFixture() {}

  static TestRunReport mixed(Path folder) throws IOException {
    return report(folder, List.of(passed("input"), failed(), stopped()));
  }

  static TestRunReport green(Path folder) throws IOException {
    return report(folder, List.of(passed("input")));
  }

  static TestRunReport report(Path folder, List<CaseResult> cases) throws IOException {
    return new TestRunReport(
        new TestRunReport.Subject("task2", Digest.of(utf8("image")), "unshare", "hecktor2025"),
        Instant.parse("2026-11-23T10:00:00Z"),
        new Run(folder).limits(),
        Map.of(
            RunRule.NETWORK, "every call seen by strace",
            RunRule.MEMORY, "sampled every 50 ms: shorter peaks are missed"),
        cases,
        BatchFacts.whole(cases.size()));
  }

  static CaseResult passed(String name) {
    return new CaseResult(
        name,
        CaseFacts.Ending.exited(0),
        usage(3200, 128L << 20),
        new Outputs(
            List.of(new Outputs.Output("rfs.json", 4, Optional.of(Digest.of(utf8("0.5\n"))))), 0),
        List.of(
            new RunFinding.Warning(
                name, RunRule.EXIT, "stderr is not empty", "Seen.", "Print to stdout.")),
        List.of());
  }

  private static CaseResult failed() {
    String name = "missing-keys";
    return new CaseResult(
        name,
        new CaseFacts.Ending(137, OptionalInt.of(9), false, false),
        new CaseFacts.Usage(
            Duration.ofMillis(61_234), OptionalLong.empty(), OptionalLong.of(1L << 30)),
        new Outputs(List.of(), 0),
        List.of(
            new RunFinding.Violation(
                name,
                RunRule.NETWORK,
                "connect 93.184.216.34:443",
                "connect(3, …) = -1 ENETUNREACH <\"&'> ]]> \u0007",
                "Find the code & switch it off."),
            new RunFinding.Violation(
                name, RunRule.EXIT, "killed by SIGKILL (exit code 137)", "Two\nlines.", "Mend it."),
            new RunFinding.NotChecked(name, RunRule.GPU, "there is no GPU here")),
        List.of());
  }

  private static CaseResult stopped() {
    String name = "a-case-with-a-name-too-long-for-the-table";
    return new CaseResult(
        name,
        new CaseFacts.Ending(143, OptionalInt.of(15), true, false),
        usage(900_500, 13L << 30),
        new Outputs(List.of(new Outputs.Output("a/é.json", 5L << 30, Optional.empty())), 7),
        List.of(
            new RunFinding.Violation(
                name, RunRule.TIME, "over the limit of 15 min", "Stopped.", "Make it faster.")),
        List.of());
  }

  private static CaseFacts.Usage usage(long millis, long peak) {
    return new CaseFacts.Usage(
        Duration.ofMillis(millis), OptionalLong.of(peak), OptionalLong.empty());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
