package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hecktor.HecktorException;
import io.hecktor.ProjectException;
import io.hecktor.blob.BlobStore;
import io.hecktor.challenge.Profile;
import io.hecktor.challenge.Profiles;
import io.hecktor.sandbox.Availability;
import io.hecktor.sandbox.Engine;
import io.hecktor.sandbox.Engines;
import io.hecktor.sandbox.FileTrees;
import io.hecktor.sandbox.Host;
import io.hecktor.testing.RealTool;
import io.hecktor.testing.RecordingProgress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each of the challenge's common errors, met in a real run: what is said of it, everywhere. */
class CommonErrorsIT {

  private static Path folder;
  private static BlobStore store;
  private static MishapImage image;
  private static Engine engine;
  private static int count;

  @BeforeAll
  static void prepare() throws IOException {
    RealTool.requireRoot();
    RealTool.STRACE.require();
    folder = Files.createTempDirectory("common-errors");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    store = new BlobStore(folder.resolve("cache"));
    image = new MishapImage(store, MishapFiles.create(folder));
    engine = engine();
  }

  private static Engine engine() throws IOException {
    Host host = Host.of(folder.resolve("trials"), System.getenv());
    Engine found =
        Engines.all(host).stream()
            .filter(it -> it.name().equals("unshare"))
            .findFirst()
            .orElseThrow();
    if (found.availability() instanceof Availability.Fails fails) {
      String why = "unshare does not work here: " + fails.reason();
      Assumptions.assumeFalse(System.getenv("CI") == null, why);
      throw new AssertionError(why);
    }
    return found;
  }

  @AfterAll
  static void remove() throws IOException {
    if (folder != null) {
      FileTrees.delete(folder);
    }
  }

  static List<CommonError> errors() {
    return CommonErrors.all();
  }

  @ParameterizedTest
  @MethodSource("errors")
  void consoleAndReportsNameTheCauseAndTheFix(CommonError error)
      throws IOException, HecktorException {
    Heard heard = heard(error);

    for (CommonError.Told told : error.told()) {
      String code = told.code().text();
      JsonNode found = heard.finding(code);
      assertThat(found.path("subject").asText() + ": " + found.path("evidence").asText())
          .as("cause in report.json")
          .contains(told.cause());
      assertThat(found.path("fix").asText()).as("fix in report.json").contains(told.fix());
      assertThat(heard.console)
          .as("console")
          .anyMatch(line -> line.contains("(" + code + "): " + found.path("subject").asText()))
          .anyMatch(line -> line.strip().equals(ascii(found.path("evidence").asText())))
          .anyMatch(line -> line.strip().equals(ascii(found.path("fix").asText())));
      assertThat(heard.page)
          .as("report.html")
          .contains(code)
          .contains(asShown(told.cause()))
          .contains(asShown(told.fix()));
    }
    String first = error.told().get(0).code().text();
    if (heard.failure.isPresent()) {
      assertThat(heard.failure.get()).as("the goal's end").startsWith(first + ": ");
    }
  }

  /** What a reader sees of the page. */
  private static String text(String html) {
    return Jsoup.parse(html).text();
  }

  /** The page shows code in letters of its own, in the place of the backticks. */
  private static String asShown(String words) {
    return words.replace("`", "");
  }

  /** As a console without UTF-8 has it. */
  private static String ascii(String text) {
    return text.replace("…", "...").replaceAll("[^ -~]", "?");
  }

  /** What is left of a run. */
  private record Heard(
      Optional<String> failure, List<String> console, JsonNode report, String page) {

    JsonNode finding(String code) {
      for (String kind : List.of("violations", "warnings")) {
        for (JsonNode one : report.path("cases").path(0).path(kind)) {
          if (one.path("code").asText().equals(code)) {
            return one;
          }
        }
      }
      throw new AssertionError("no " + code + " in " + report.path("cases").path(0));
    }
  }

  private static Heard heard(CommonError error) throws IOException, HecktorException {
    Path place = Files.createDirectory(folder.resolve("run" + count++));
    Profile profile =
        Profiles.open(error.rules().profile(), place).withLimits(error.rules().limits());
    BuiltProject project =
        new BuiltProject(place, profile, List.of(error.rules().task()), Optional.empty());
    TestRunRequest request = project.request(false, 1);
    Path task = request.build().tasks().get(0).folder();
    boolean elsewhere = error.name().equals("a mask lies elsewhere");
    scan(task.resolve("test/input/images/ct/scan.mha"), elsewhere ? "9 9 9" : "0 0 0");
    RecordingProgress progress = new RecordingProgress();
    BuildGoal unused = new BuildGoal(store, null, progress);
    Optional<String> failure = Optional.empty();
    Path output = request.build().outputFolder();
    BuiltImage built = image.of(error, request.build().tasks().get(0), output);
    try {
      new TestRunGoal(unused, store, () -> null, progress).run(request, engine, List.of(built));
    } catch (ProjectException e) {
      failure = Optional.of(e.getMessage());
    }
    new ProjectPage(output, progress).refresh();
    JsonNode report =
        new ObjectMapper()
            .readTree(project.run(error.rules().task()).resolve("report.json").toFile());
    String page = text(Files.readString(output.resolve(ProjectPage.NAME)));
    return new Heard(failure, progress.stages, report, page);
  }

  private static void scan(Path file, String offset) throws IOException {
    Files.createDirectories(file.getParent());
    String header =
        "ObjectType = Image\nNDims = 3\nBinaryData = True\nBinaryDataByteOrderMSB = False\n"
            + "CompressedData = False\nTransformMatrix = 1 0 0 0 1 0 0 0 1\nOffset = "
            + offset
            + "\nElementSpacing = 1 1 3\nDimSize = 4 3 2\nElementType = MET_SHORT\n"
            + "ElementDataFile = LOCAL\n";
    Files.write(file, (header + "\0".repeat(48)).getBytes(StandardCharsets.US_ASCII));
  }
}
