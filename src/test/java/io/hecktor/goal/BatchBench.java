package io.hecktor.goal;

import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.challenge.Profiles;
import io.hecktor.sandbox.Engine;
import io.hecktor.sandbox.Engines;
import io.hecktor.sandbox.Host;
import io.hecktor.verify.ExpectedUse;
import io.hecktor.verify.RunTable;
import io.hecktor.verify.TestRunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Runs a batch of small cases for {@code src/bench/batch.sh}; its images start a static program.
 */
final class BatchBench {

  private BatchBench() {}

  public static void main(String[] arguments) throws IOException, HecktorException {
    Path folder = Path.of(arguments[0]);
    int count = Integer.parseInt(arguments[1]);
    for (int i = 0; i < count; i++) {
      Path input = folder.resolve("cases/case-%04d/input".formatted(i));
      Files.createDirectories(input);
      Files.writeString(input.resolve("does.txt"), "nothing");
    }
    BuiltProject project =
        new BuiltProject(
            folder,
            Profiles.open("hecktor2025", folder),
            List.of("task2"),
            Optional.of(folder.resolve("program")));
    Engine engine =
        Engines.choose("auto", Host.of(folder.resolve("trial"), System.getenv())).engine();
    TestRunRequest plain = project.request(false, 1);
    TestRunRequest request =
        new TestRunRequest(
            plain.build(),
            plain.projectFolder(),
            new TestRunRequest.Options(false, ExpectedUse.SAME, true, GpuRequest.none(), false),
            new TestRunRequest.BatchOptions(
                Optional.of(folder.resolve("cases")),
                Optional.of(new Sample(count, "1")),
                Parallel.of(1),
                false,
                false),
            Instant::now);
    BuildGoal unused = new BuildGoal(project.store, null, Progress.silent());
    TestRunReport report =
        new TestRunGoal(unused, project.store, () -> null, Progress.silent())
            .run(request, engine, project.images())
            .get(0);
    new RunTable(report, true).lines().forEach(System.out::println);
    if (report.cases().size() != count) {
      throw new IllegalStateException("ran " + report.cases().size() + " of " + count + " cases");
    }
  }
}
