package io.hecktor.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link ReportFile}. */
class ReportFileTest {

  @TempDir Path folder;

  private final List<String> spoilt = new ArrayList<>();
  private CaseRecords records;
  private Path file;
  private TestRunReport written;

  @BeforeEach
  void writeAReport() throws IOException {
    records = new CaseRecords(folder.resolve("records"));
    file = folder.resolve("report.json");
    written = ReportFixture.mixed(folder);
    for (CaseResult one : written.cases()) {
      records.write(new CaseRecord("stamp", "unshare", "here", Map.of(), one));
    }
    ReportJson.write(written, file);
  }

  private TestRunReport read() throws IOException {
    return ReportFile.read(file, records, spoilt::add).orElseThrow();
  }

  @Test
  void readsWhatWasWritten() throws IOException {
    TestRunReport read = read();

    assertThat(read.subject()).isEqualTo(written.subject());
    assertThat(read.started()).isEqualTo(written.started());
    assertThat(read.exactness()).isEqualTo(written.exactness());
    assertThat(new ArrayList<>(read.cases())).isEqualTo(new ArrayList<>(written.cases()));
    assertThat(read.batch()).isEqualTo(written.batch());
    assertThat(read.limits().time().value()).isEqualTo(written.limits().time().value());
    assertThat(read.limits().memoryBytes().value())
        .isEqualTo(written.limits().memoryBytes().value());
    assertThat(read.verdict()).isEqualTo("fail");
    assertThat(spoilt).isEmpty();
  }

  @Test
  void readsCasesWithoutAVerdict() throws IOException {
    UnfinishedCase lost =
        new UnfinishedCase("late", UnfinishedCase.Cause.NODE_LOST, "Its node failed.");
    TestRunReport batch =
        new TestRunReport(
            written.subject(),
            written.started(),
            written.limits(),
            written.exactness(),
            written.cases(),
            new BatchFacts("slurm", 9, List.of(lost)));
    ReportJson.write(batch, file);

    assertThat(read().batch()).isEqualTo(batch.batch());
  }

  @Test
  void isEmptyWhereThereIsNone() throws IOException {
    Files.delete(file);

    assertThat(ReportFile.read(file, records, spoilt::add)).isEmpty();
  }

  @Test
  void tellsWhichRecordsAreGoneOrCannotBeRead() throws IOException {
    Files.delete(records.folder().resolve("input.json"));
    Files.writeString(records.folder().resolve("missing-keys.json"), "{\"stamp\":");

    assertThat(new ArrayList<>(read().cases()))
        .extracting(CaseResult::caseName)
        .containsExactly("a-case-with-a-name-too-long-for-the-table");
    assertThat(spoilt)
        .containsExactly(
            "The record of case `input` is gone.",
            "The record of case `missing-keys` cannot be read.");
  }

  @Test
  void noticesThatAVerdictIsNotTheRecords() throws IOException {
    Files.writeString(file, Files.readString(file).replace("\"fail\"", "\"pass\""));
    read();

    assertThat(spoilt)
        .containsExactly("report.json says `pass`, and its cases' records say `fail`.");
  }

  @Test
  void refusesAFileThatWasCutShort() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length - 2; length += 97) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(this::read).as("%d bytes", length).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{\"cases\":[]}",
        "{\"cases\":5,\"started\":\"2026-11-23T10:00:00Z\"}",
        "{\"cases\":[],\"started\":\"yesterday\"}",
        "{\"cases\":[],\"started\":\"2026-11-23T10:00:00Z\",\"image\":\"sha256:../..\"}"
      })
  void refusesWhatIsNoReport(String text) throws IOException {
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(this::read)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("report.json ");
  }
}
