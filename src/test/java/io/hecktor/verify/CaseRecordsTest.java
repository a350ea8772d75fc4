package io.hecktor.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseRecordsTest {

  @TempDir Path folder;

  private CaseRecord record(CaseResult result) {
    return new CaseRecord(
        "stamp", "unshare", "node-7", Map.of(RunRule.NETWORK, "every call seen"), result);
  }

  @Test
  void keepsAllOfACase() throws IOException {
    CaseRecords records = new CaseRecords(folder.resolve("records"));
    List<CaseRecord> all = new ArrayList<>();
    for (CaseResult result : ReportFixture.mixed(folder).cases()) {
      all.add(record(scored(result)));
      records.write(all.get(all.size() - 1));
    }

    for (CaseRecord one : all) {
      assertThat(records.read(one.result().caseName())).contains(one);
    }
    assertThat(records.names()).hasSize(3).contains("input", "missing-keys");
  }

  private static CaseResult scored(CaseResult result) {
    return new CaseResult(
        result.caseName(),
        result.ending(),
        result.usage(),
        result.outputs(),
        result.findings(),
        List.of(
            new Score.Overlap("masks", 2, 10, 12, 9),
            new Score.Value("rfs.json", 0.1, -0.25),
            new Score.Survival("rfs.json", 812.5, true, 1e-9),
            new Score.Flag("hpv-status.json", true, 0.75),
            new Score.Match("t-stage.json", false)));
  }

  @Test
  void readsResultsFromTheDiskWhenTheyAreAskedFor() throws IOException {
    CaseRecords records = new CaseRecords(folder);
    records.write(record(ReportFixture.passed("a")));
    records.write(record(ReportFixture.passed("b")));
    List<CaseResult> results = records.results(List.of("b", "a"));
    records.write(
        record(
            new CaseResult(
                "a",
                CaseFacts.Ending.exited(7),
                ReportFixture.passed("a").usage(),
                new Outputs(List.of(), 0),
                List.of(),
                List.of())));

    assertThat(results).extracting(CaseResult::caseName).containsExactly("b", "a");
    assertThat(results.get(1).ending().exitCode()).isEqualTo(7);
  }

  @Test
  void anUnfinishedRecordIsNone() throws IOException {
    Files.writeString(folder.resolve("a.json.1234.part"), "{");

    assertThat(new CaseRecords(folder).names()).isEmpty();
    assertThat(new CaseRecords(folder.resolve("none")).names()).isEmpty();
    assertThat(new CaseRecords(folder).read("a")).isEmpty();
  }

  @Test
  void saysWhichRecordIsSpoilt() throws IOException {
    Files.writeString(folder.resolve("a.json"), "{\"stamp\":\"s\",\"engine\":\"e\"}");

    assertThatThrownBy(() -> new CaseRecords(folder).read("a"))
        .isInstanceOf(IOException.class)
        .hasMessage("a.json is no record of a case: it has no text at 'place'");
  }
}
