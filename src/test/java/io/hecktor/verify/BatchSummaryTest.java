package io.hecktor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hecktor.oci.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchSummaryTest {

  @TempDir Path folder;

  private final List<CaseResult> cases = new ArrayList<>();

  private void add(int number, boolean passed, Score... scores) {
    String name = "c" + number;
    List<RunFinding> findings =
        passed
            ? List.of()
            : List.of(new RunFinding.Violation(name, RunRule.NETWORK, "connect", "Seen.", "No."));
    cases.add(
        new CaseResult(
            name,
            CaseFacts.Ending.exited(0),
            new CaseFacts.Usage(
                Duration.ofSeconds(number),
                OptionalLong.of((long) number << 20),
                OptionalLong.empty()),
            new Outputs(List.of(), 0),
            findings,
            List.of(scores)));
  }

  private TestRunReport report(UnfinishedCase... left) throws IOException {
    TestRunReport plain = ReportFixture.report(folder, cases);
    return new TestRunReport(
        plain.subject(),
        plain.started(),
        plain.limits(),
        plain.exactness(),
        cases,
        new BatchFacts("slurm", 90, List.of(left)));
  }

  @Test
  void tellsHowTimeAndMemoryAreSpreadAndWhatThatSays() throws IOException {
    for (int i = 1; i <= 40; i++) {
      add(i, i != 7 && i != 9);
    }
    JsonNode batch = Json.object(ReportJson.bytes(report()), "report").path("batch");

    assertThat(batch.path("executor").asText()).isEqualTo("slurm");
    assertThat(batch.path("found").asInt()).isEqualTo(90);
    assertThat(batch.path("chosen").asInt()).isEqualTo(40);
    assertThat(batch.path("passed").asInt()).isEqualTo(38);
    assertThat(batch.path("failed").asInt()).isEqualTo(2);
    assertThat(batch.path("timeSeconds").path("median").asInt()).isEqualTo(20);
    assertThat(batch.path("timeSeconds").path("ninetyPercentWithin").asInt()).isEqualTo(36);
    assertThat(batch.path("timeSeconds").path("mostOfLimit").asDouble()).isEqualTo(0.0444);
    assertThat(batch.path("timeSeconds").path("chanceOfMoreIn400").asDouble()).isEqualTo(0.9091);
    assertThat(batch.path("memoryBytes").path("most").asLong()).isEqualTo(40L << 20);
    assertThat(batch.path("slowest").get(0).path("case").asText()).isEqualTo("c40");
    assertThat(batch.path("hungriest")).hasSize(5);
    assertThat(batch.path("breach").path("perCase").get(0).asDouble()).isEqualTo(0.006114);
    assertThat(batch.path("breach").path("atLeastOneIn400").get(0).asDouble()).isBetween(0.9, 0.95);
  }

  @Test
  void theTableOfManyCasesShowsThoseThatFailed() throws IOException {
    for (int i = 1; i <= 40; i++) {
      add(i, i != 7 && i != 9);
    }
    List<String> lines = new RunTable(report(), true).lines();

    assertThat(lines).filteredOn(line -> line.contains("FAIL  ")).hasSize(2);
    assertThat(lines)
        .contains(
            "and 38 more, of which 0 cases failed",
            "40 cases (chosen from 90): 38 passed, 2 failed",
            "time: median 20.0 s, 9 of 10 within 36.0 s, most 40.0 s (23 times below 15 min)",
            "chance that one of 400 more is slower than the slowest seen: 91 %");
    assertThat(lines)
        .anyMatch(line -> line.startsWith("chance that 400 cases like these hold a breach: "));
  }

  @Test
  void aCaseWithoutAVerdictIsNoPassAndNoBreach() throws IOException {
    add(1, true);
    TestRunReport report =
        report(new UnfinishedCase("c2", UnfinishedCase.Cause.NODE_LOST, "The node failed."));

    assertThat(report.passed()).isFalse();
    assertThat(report.violations()).isEmpty();
    assertThat(Json.object(ReportJson.bytes(report), "r").path("batch").path("unfinished").get(0))
        .hasToString("{\"case\":\"c2\",\"cause\":\"node-lost\",\"evidence\":\"The node failed.\"}");
    assertThat(new String(JunitReport.bytes(report), StandardCharsets.UTF_8))
        .contains(
            "tests=\"2\"", "skipped=\"1\"", "<skipped message=\"node-lost: The node failed.\"/>");
  }

  private List<ScoreSummary.Figure> figures() throws IOException {
    return BatchSummary.of(report()).orElseThrow().scores();
  }

  @Test
  void sumsUpMasksByLabel() throws IOException {
    add(
        1,
        true,
        new Score.Overlap("masks", 1, 10, 10, 10),
        new Score.Overlap("masks", 2, 10, 0, 0));
    add(2, true, new Score.Overlap("masks", 1, 10, 10, 5));

    assertThat(figures())
        .containsExactly(
            new ScoreSummary.Figure("masks", "Dice of label 1", 0.75, 2, "least 0.5000 in case c2"),
            new ScoreSummary.Figure("masks", "Dice of label 2", 0, 1, "least 0.0000 in case c1"));
  }

  /** Of the pairs with a known order (1-2, 1-3, 2-3; 3 and 4 have no event) two are told right. */
  @Test
  void sumsUpRisksByHarrellsIndex() throws IOException {
    add(1, true, new Score.Survival("rfs.json", 100, true, 0.9));
    add(2, true, new Score.Survival("rfs.json", 200, true, 0.1));
    add(3, true, new Score.Survival("rfs.json", 300, false, 0.5));
    add(4, true, new Score.Survival("rfs.json", 50, false, 0.99));

    assertThat(figures())
        .containsExactly(
            new ScoreSummary.Figure("rfs.json", "concordance index", 2.0 / 3, 4, "3 pairs"));
  }

  @Test
  void sumsUpNumbersByTheirOrder() throws IOException {
    add(1, true, new Score.Value("rfs.json", 1, 5));
    add(2, true, new Score.Value("rfs.json", 2, 6));
    add(3, true, new Score.Value("rfs.json", 3, 5));

    assertThat(figures())
        .containsExactly(
            new ScoreSummary.Figure("rfs.json", "concordance index", 0.5, 3, "3 pairs"));
  }

  @Test
  void sumsUpTruthByTheAreaUnderTheCurve() throws IOException {
    add(1, true, new Score.Flag("hpv-status.json", true, 1));
    add(2, true, new Score.Flag("hpv-status.json", true, 0));
    add(3, true, new Score.Flag("hpv-status.json", false, 0));

    assertThat(figures())
        .containsExactly(
            new ScoreSummary.Figure("hpv-status.json", "AUC", 0.75, 3, "2 true, 1 false"));
  }
}
