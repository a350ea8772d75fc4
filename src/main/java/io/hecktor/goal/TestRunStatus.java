package io.hecktor.goal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.EnvironmentException;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.Progress;
import io.hecktor.ProjectException;
import io.hecktor.oci.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the very image that is saved has passed its test run. */
final class TestRunStatus {

  private TestRunStatus() {}

  /**
   * Says what the newest report tells of this image.
   *
   * @throws ProjectException if a passed test run is required and there is none
   */
  static void check(SaveRequest request, BuiltImage image, Progress progress)
      throws HecktorException {
    String task = image.task().task().name();
    String status = status(request, image);
    if (status.equals("pass")) {
      progress.stage(task + ": this very image passed its test run.");
    } else if (request.requireTestRun()) {
      throw new ProjectException(
          new Problem(
              "The image of " + task + " " + status + ".",
              "hecktor.requireTestRun asks that only images that passed are saved.",
              "Run `mvn hecktor:test-run`, or save without -Dhecktor.requireTestRun."));
    } else {
      progress.stage(task + ": this image " + status + ".");
    }
  }

  private static String status(SaveRequest request, BuiltImage image) throws HecktorException {
    Path report =
        request
            .build()
            .outputFolder()
            .resolve(image.task().task().name())
            .resolve("test-run")
            .resolve("report.json");
    if (!Files.isRegularFile(report)) {
      return "has not been through a test run";
    }
    try {
      ObjectNode node = Json.object(Files.readAllBytes(report), report.toString());
      boolean same =
          node.path("image").asText("").equals(image.image().config().imageId().toString());
      if (!same) {
        return "has not been through a test run since it changed";
      }
      return node.path("verdict").asText("").equals("pass") ? "pass" : "failed its test run";
    } catch (IOException e) {
      throw new EnvironmentException(
          new Problem(
              "`" + report + "` cannot be read.",
              "It tells whether the image passed its test run.",
              "Remove it, or run `mvn hecktor:test-run` again."),
          e);
    }
  }
}
