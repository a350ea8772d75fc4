package io.hecktor.goal;

import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.ProjectException;
import io.hecktor.sandbox.WriteAttempt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A batch of which every case breaks a hundred rules and has much to say of each. */
final class LoudBatch {

  private LoudBatch() {}

  /** Runs as many cases as the second argument says, in the folder that the first one names. */
  public static void main(String[] arguments) throws IOException, HecktorException {
    BuiltProject project = new BuiltProject(Path.of(arguments[0]), "hecktor2025", List.of("task2"));
    for (int i = 1; i < Integer.parseInt(arguments[1]); i++) {
      project.withCase("Task2/test/cases/c" + i + "/input");
    }
    FakeEngine engine = new FakeEngine();
    engine.inRun = spec -> engine.specs.clear();
    engine.writes =
        FakeEngine.named(
            IntStream.range(0, 100)
                .mapToObj(i -> new WriteAttempt("x".repeat(1800) + i, "open", "/opt/" + i, "EROFS"))
                .toList());
    BuildGoal unused = new BuildGoal(project.store, null, Progress.silent());
    try {
      new TestRunGoal(unused, project.store, () -> null, Progress.silent())
          .run(project.request(false, 1), engine, project.images());
    } catch (ProjectException e) {
      System.out.print(Files.size(project.run("task2").resolve("report.json")));
    }
  }
}
