package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.ProjectException;
import io.hecktor.oci.Digest;
import io.hecktor.page.ReportPage;
import io.hecktor.testing.RecordingProgress;
import io.hecktor.verify.UploadFinding;
import io.hecktor.verify.UploadRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page that is made of what goals left, whole or not. */
class ProjectPageTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path temp;

  private final FakeEngine engine = new FakeEngine();
  private BuiltProject project;
  private BuiltImage image;
  private Path target;
  private Path task;

  @BeforeEach
  void oneTask() throws IOException, HecktorException {
    project = new BuiltProject(temp, "hecktor2025", List.of("task2"));
    image = project.images().get(0);
    target = project.folder.resolve("target/hecktor");
    task = target.resolve("task2");
    Files.writeString(task.resolve("image.json"), imageJson(imageId()));
    Files.writeString(
        task.resolve("sbom.cdx.json"),
        "{\"metadata\":{\"component\":{\"name\":\"a-task2\",\"version\":\"1.0\"},\"tools\":"
            + "{\"components\":[{\"version\":\"0.1\"}]}},\"components\":[{\"type\":\"library\","
            + "\"licenses\":[{\"license\":{\"id\":\"MIT\"}}]}]}");
  }

  private String imageId() {
    return image.image().config().imageId().toString();
  }

  private static String imageJson(String id) {
    return "{\"image\":\""
        + id
        + "\",\"profile\":\"hecktor2025\",\"inputs\":{\"base\":{\"reference\":\"host\"}},"
        + "\"archiveLimit\":2147483648,\"layers\":[{\"name\":\"app\",\"digest\":\"sha256:12\","
        + "\"size\":12,\"uncompressedSize\":34}],\"largestFiles\":[{\"path\":\"/a\","
        + "\"layer\":\"app\",\"size\":9}],\"savings\":[{\"bytes\":5,\"what\":\"x\",\"fix\":\"y\"}]}";
  }

  private void testRun() throws IOException, HecktorException {
    BuildGoal unused = new BuildGoal(project.store, null, Progress.silent());
    new TestRunGoal(unused, project.store, () -> null, Progress.silent())
        .run(project.request(false, 1), engine, List.of(image));
  }

  @Test
  void isThereWhileTheFirstCaseRuns() throws IOException, HecktorException {
    Path file = target.resolve(ProjectPage.NAME);
    StringBuilder seen = new StringBuilder();
    engine.inRun =
        spec -> {
          Instant deadline = Instant.now().plusSeconds(30);
          while (!Files.exists(file) && Instant.now().isBefore(deadline)) {
            Thread.onSpinWait();
          }
          seen.append(Files.readString(file));
        };
    testRun();

    String own = imageId().substring("sha256:".length(), "sha256:".length() + 12);
    assertThat(Jsoup.parse(seen.toString()).select("#task2").text()).contains(own);
  }

  private void save() throws HecktorException {
    SavedArchive saved =
        new SavedArchive(
            "task2",
            target.resolve("submission_task2.tar.gz"),
            12_345,
            Digest.of(new byte[] {7}),
            image.image().config().imageId(),
            List.of(new UploadFinding.Passed(UploadRule.USER, "1001:1002")),
            Optional.empty(),
            new SavedArchive.Standing(
                2L << 30, new TestRunStatus(true, false, "passed its test run")));
    ArchiveReport.write(saved, BuiltProject.NOW, image);
  }

  private Document page() throws IOException {
    new ProjectPage(target, new RecordingProgress()).refresh();
    return Jsoup.parse(Files.readString(target.resolve(ProjectPage.NAME)));
  }

  @Test
  void addsTheArchiveAndKeepsWhatTheTestRunFound() throws IOException, HecktorException {
    engine.output = "high";
    assertThatThrownBy(this::testRun).isInstanceOf(ProjectException.class);
    Document before = page();
    assertThat(before.select("#task2").text())
        .contains("A JSON output has another value", "HECK-815", "rfs.json")
        .doesNotContain("The archive to upload");

    save();
    Document after = page();
    assertThat(after.select("#task2 .note.bad").text())
        .isEqualTo(before.select("#task2 .note.bad").text())
        .isNotEmpty();
    assertThat(after.select("#task2").text())
        .contains(
            "The archive to upload",
            "submission_task2.tar.gz",
            "(12345 bytes)",
            Digest.of(new byte[] {7}).hex(),
            "the user is not root",
            "1001:1002");
    assertThat(after.title()).isEqualTo("a 1.0: HECKTOR report");
  }

  @Test
  void marksARunAndAnArchiveOfAnOlderImage() throws IOException, HecktorException {
    testRun();
    save();
    assertThat(page().select("header").text()).contains("passed");

    Files.writeString(task.resolve("image.json"), imageJson("sha256:" + "0".repeat(64)));
    Document page = page();
    assertThat(page.select("header").text()).contains("not all images have been tried");
    assertThat(page.select("#task2 h2").text()).contains("passed, an older image");
    assertThat(page.select("#task2 .note").text())
        .contains("this test run was one of an older image", "the archive holds an older one");
  }

  @Test
  void isNotWrittenWhereThereIsNothingToTell() throws IOException {
    Path empty = Files.createDirectories(temp.resolve("empty"));
    new ProjectPage(empty, new RecordingProgress()).refresh();
    new ProjectPage(temp.resolve("missing"), new RecordingProgress()).refresh();

    assertThat(empty).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image.json",
        "sbom.cdx.json",
        "archive.json",
        "test-run/report.json",
        "test-run/.exhibits/input.json"
      })
  void tellsOfAFileThatWasCutShortAndShowsTheRest(String name)
      throws IOException, HecktorException {
    testRun();
    save();
    Path file = task.resolve(name);
    String whole = Files.readString(file);
    Files.writeString(file, whole.substring(0, whole.length() / 2));

    Document page = page();
    assertThat(page.select("#task2 .note").text())
        .contains("cannot be read: ", file.getFileName().toString())
        .doesNotContain(temp.toString());
    assertThat(page.select("header .badge").text()).contains("not all files can be read");
    assertThat(page.select("#task2 h3")).hasSizeGreaterThan(1);
  }

  @Test
  void passesNoRunWithoutItsRecords() throws IOException, HecktorException {
    testRun();
    Files.delete(task.resolve("test-run/.records/input.json"));

    Document page = page();
    assertThat(page.select("#task2 .note").text()).contains("The record of case input is gone.");
    assertThat(page.select(".badge.big").text()).doesNotContain("passed");
  }

  /** Every value of every file in turn becomes each of these. */
  @ParameterizedTest
  @ValueSource(strings = {"null", "-1e308", "\"<script>'\\u202e\"", "[[7]]", "{}"})
  void isWrittenWhateverStandsInTheFiles(String value) throws IOException, HecktorException {
    testRun();
    save();
    List<Path> files =
        List.of(
            task.resolve("image.json"),
            task.resolve("sbom.cdx.json"),
            task.resolve("archive.json"),
            task.resolve("test-run/report.json"),
            task.resolve("test-run/.records/input.json"),
            task.resolve("test-run/.exhibits/input.json"));
    ProjectPage page = new ProjectPage(target, Progress.silent());
    int tried = 0;
    for (Path file : files) {
      byte[] whole = Files.readAllBytes(file);
      JsonNode root = JSON.readTree(whole);
      for (Place place : places(root)) {
        place.set(JSON.readTree(value));
        Files.writeString(file, root.toString());
        place.set(place.before());
        assertThat(written(page))
            .as("%s with %s in the place of %s", file.getFileName(), value, place.before())
            .endsWith("</html>")
            .doesNotContain("<script", "\u202e");
        tried++;
      }
      Files.write(file, whole);
    }
    assertThat(tried).isGreaterThan(80);
  }

  private static String written(ProjectPage page) throws IOException {
    StringBuilder text = new StringBuilder();
    ReportPage.write(page.facts(), text);
    return text.toString();
  }

  /** Where a value stands, and which. */
  private record Place(Consumer<JsonNode> setter, JsonNode before) {
    void set(JsonNode value) {
      setter.accept(value);
    }
  }

  private static List<Place> places(JsonNode node) {
    List<Place> places = new ArrayList<>();
    if (node instanceof ObjectNode object) {
      for (var one : List.copyOf(object.properties())) {
        String key = one.getKey();
        places.add(new Place(value -> object.set(key, value), object.get(key)));
        places.addAll(places(object.get(key)));
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int index = i;
        places.add(new Place(value -> array.set(index, value), array.get(i)));
        places.addAll(places(array.get(i)));
      }
    }
    return places;
  }
}
