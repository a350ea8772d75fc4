package io.hecktor.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.oci.Json;
import io.hecktor.testing.RecordingProgress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people and bug reports get to see. */
class DiagnosisTest {

  private static final Diagnosis DIAGNOSIS =
      new Diagnosis(
          List.of(
              new Chapter("Java", List.of(Remark.ok("jlink", "17"))),
              new Chapter(
                  "Disk",
                  List.of(
                      Remark.stop("cache folder", "`/home/anna/.cache` is full", "Make room."),
                      Remark.warning("proxy", "http://anna:pass-word@proxy:80 is slow", "Wait…"),
                      Remark.notApplicable("GPU", "none")))));

  private static final Discretion DISCRETION =
      new Discretion("/home/anna", "anna", List.of("pass-word", "x"));

  @Test
  void theTableHasALineEachAndTheRemedyBelow() {
    assertThat(new DiagnosisTable(DIAGNOSIS, false).lines())
        .containsExactly(
            "Java",
            "  ok       jlink         17",
            "Disk",
            "  MISSING  cache folder  `/home/anna/.cache` is full",
            "                         Make room.",
            "  warning  proxy         http://anna:pass-word@proxy:80 is slow",
            "                         Wait…",
            "  n/a      GPU           none",
            "1 ok, 1 warning, 1 missing, 1 n/a: images can NOT be built and saved here.");
  }

  @Test
  void keepsToAsciiWhereTheConsoleDoes() {
    assertThat(new DiagnosisTable(DIAGNOSIS, true).lines())
        .allMatch(line -> line.chars().allMatch(c -> c >= 32 && c < 127))
        .anyMatch(line -> line.endsWith("Wait..."));
  }

  @Test
  void namesHomesAndSecretsStayHere() {
    String told = String.join("\n", new DiagnosisTable(DIAGNOSIS.with(DISCRETION), false).lines());
    assertThat(told)
        .contains("`~/.cache` is full", "http://…@proxy:80 is slow")
        .doesNotContain("anna", "pass-word");
  }

  @Test
  void aHomeIsNotTakenForTheBeginningOfAnotherName() {
    Discretion root = new Discretion("/root", "root", List.of());
    assertThat(root.applied("/rootfs /root/.cache `/root` root needs none /data/root/x"))
        .isEqualTo("/rootfs ~/.cache `~` root needs none /data/…/x");
  }

  @Test
  void theReportHasAllOfIt() throws IOException {
    byte[] bytes =
        DiagnosisJson.format(
            new DiagnosisJson.Heading("1.0", "Linux 6.1 amd64", "2025-09-01T00:00:00Z"), DIAGNOSIS);
    var json = Json.object(bytes, "report");
    assertThat(json.path("buildsAndSaves").asBoolean(true)).isFalse();
    assertThat(json.path("warnings").asInt()).isEqualTo(1);
    var stop = json.path("chapters").get(1).path("remarks").get(0);
    assertThat(stop.path("state").asText()).isEqualTo("missing");
    assertThat(stop.path("stops").asBoolean()).isTrue();
    assertThat(stop.path("remedy").asText()).isEqualTo("Make room.");
    assertThat(new String(bytes, StandardCharsets.UTF_8)).endsWith("}\n");
  }

  private record Failing(Exception failure) implements Examination {
    @Override
    public String title() {
      return "failing";
    }

    @Override
    public List<Remark> examine() throws IOException, HecktorException {
      if (failure instanceof HecktorException known) {
        throw known;
      }
      throw (IOException) failure;
    }
  }

  @Test
  void anExaminationThatFailsHindersNoOther() {
    Problem problem = new Problem(ErrorCode.FILE_SYSTEM, "It broke.", "It is old.", "Buy another.");
    Diagnosis found =
        new Doctor(
                List.of(
                    new Failing(new EnvironmentException(problem)),
                    new Failing(new IOException("no such disk")),
                    new MemoryExamination(new MemoryExamination.Machine(4, 16L << 30), 16L << 30)),
                new RecordingProgress())
            .examine();
    assertThat(found.chapters()).hasSize(3);
    assertThat(found.warnings())
        .extracting(Remark::found)
        .containsExactly("It broke", "it could not be finished: java.io.IOException: no such disk");
    assertThat(found.stops()).isEmpty();
  }

  @Test
  void lessMemoryThanARunMayTakeIsAWarning() {
    Remark found =
        StandIns.only(
            new MemoryExamination(new MemoryExamination.Machine(2, 8L << 30), 16L << 30).examine(),
            "memory");
    assertThat(found.state()).isEqualTo(State.WARNING);
    assertThat(found.remedy()).contains("-Dhecktor.memoryLimit=7g");
  }
}
