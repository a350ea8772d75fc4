package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hecktor.oci.Digest;
import io.hecktor.oci.Json;
import io.hecktor.reproduce.Difference;
import io.hecktor.reproduce.Habit;
import io.hecktor.testing.RecordingProgress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerifyReportTest {

  private static final Digest ONE = Digest.of(new byte[] {1});
  private static final Digest TWO = Digest.of(new byte[] {2});

  private static VerifyReport report(Digest second, Difference... differences) {
    return new VerifyReport(
        List.of("folder", "cache"),
        List.of(new ComparedArchive("submission_task1.tar.gz", ONE, second, List.of(differences))));
  }

  private static Difference difference(String file, Habit habit) {
    return new Difference(List.of("layer 3", "opt/app/a.jar", file), "line 1: `a`, `b`", habit);
  }

  @Test
  void tellsTheDigestOfWhatIsTheSame() {
    RecordingProgress progress = new RecordingProgress();

    report(ONE).tell(progress);

    assertThat(report(ONE).isReproducible()).isTrue();
    assertThat(progress.stages)
        .containsExactly(
            "submission_task1.tar.gz: the same bytes, sha256 " + ONE.hex(),
            "Other in the second build: folder; cache");
  }

  @Test
  void tellsPlaceCauseAndFixOfEachHabit() {
    RecordingProgress progress = new RecordingProgress();
    VerifyReport report =
        report(
            TWO,
            difference("build.txt", Habit.GENERATED_DATE),
            difference("paths.txt", Habit.ABSOLUTE_PATH));

    report.tell(progress);

    assertThat(report.isReproducible()).isFalse();
    assertThat(progress.stages)
        .containsSubsequence(
            "  layer 3 > opt/app/a.jar > build.txt: line 1: `a`, `b`",
            "    cause: " + Habit.GENERATED_DATE.cause(),
            "    fix:   " + Habit.GENERATED_DATE.fix(),
            "  layer 3 > opt/app/a.jar > paths.txt: line 1: `a`, `b`",
            "    cause: " + Habit.ABSOLUTE_PATH.cause());
  }

  @Test
  void tellsAHabitOnceAndKeepsAllInTheFile() throws Exception {
    List<Difference> many = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      many.add(difference(i + ".class", Habit.JAR_TIMES));
    }
    RecordingProgress progress = new RecordingProgress();
    VerifyReport report = report(TWO, many.toArray(Difference[]::new));

    report.tell(progress);

    assertThat(progress.stages).hasSizeLessThan(10).contains("  and 97 more like these");
    JsonNode json = Json.node(report.json(), "the report");
    assertThat(json.at("/archives/0/differences")).hasSize(100);
    assertThat(json.at("/archives/0/differences/99/place/2").asText()).isEqualTo("99.class");
    assertThat(json.at("/archives/0/differences/0/fix").asText()).isEqualTo(Habit.JAR_TIMES.fix());
    assertThat(json.at("/reproducible").asBoolean(true)).isFalse();
  }

  @Test
  void namesArchiveHabitAndFixInTheMessage() {
    String message =
        report(TWO, difference("build.txt", Habit.GENERATED_DATE))
            .problem("target/r.json")
            .message();

    assertThat(message)
        .contains(
            "`submission_task1.tar.gz` has other bytes, by a generated file that names the time of"
                + " the build.",
            "`target/r.json`")
        .endsWith(Habit.GENERATED_DATE.fix());
  }
}
