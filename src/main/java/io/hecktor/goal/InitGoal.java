package io.hecktor.goal;

import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.scaffold.Blueprint;
import io.hecktor.scaffold.ProjectWriter;
import io.hecktor.scaffold.Scaffold;
import io.hecktor.scaffold.ScaffoldRequest;
import java.io.IOException;
import java.util.List;

/** {@code hecktor:init}: a participant's project, written around what a folder holds. */
public final class InitGoal {

  private final Progress progress;

  /** Tells what it does. */
  public InitGoal(Progress progress) {
    this.progress = progress;
  }

  /**
   * Writes what is missing, and tells what was left alone.
   *
   * @throws HecktorException if the wishes do not fit the challenge or the folder, or the disk
   *     stands in the way; then nothing was written
   */
  public Blueprint run(ScaffoldRequest request) throws HecktorException {
    try {
      Blueprint blueprint = Scaffold.plan(request);
      ProjectWriter.write(blueprint, request.folder());
      tell(blueprint, request);
      return blueprint;
    } catch (IOException e) {
      throw Failures.of(e, "the project was written");
    }
  }

  private void tell(Blueprint blueprint, ScaffoldRequest request) {
    String whose = " for " + blueprint.profile() + ": " + String.join(", ", blueprint.tasks());
    progress.stage(written(blueprint.paths().size()) + whose);
    blueprint.paths().forEach(path -> progress.stage("  " + path));
    list("Left alone, as it is there:", blueprint.kept());
    blueprint.remarks().notes().forEach(progress::stage);
    list("The template's files stay; what does their work:", blueprint.remarks().replaced());
    progress.stage("");
    if (blueprint.remarks().plugin().isPresent()) {
      progress.stage("The pom.xml that is there is left alone. Add to its <build><plugins>:");
      blueprint.remarks().plugin().get().lines().forEach(progress::stage);
      return;
    }
    progress.stage("Next, build it, run each image on its local cases, and write the archives:");
    progress.stage("  mvn -B verify -Dhecktor.base=host");
    String algorithm = request.coordinates().sources() + "/Inference.java";
    if (blueprint.paths().contains(algorithm)) {
      progress.stage("Your algorithm takes the placeholder's place in " + algorithm);
    }
  }

  private static String written(int files) {
    return switch (files) {
      case 0 -> "Nothing is missing";
      case 1 -> "Wrote 1 file";
      default -> "Wrote " + files + " files";
    };
  }

  private void list(String title, List<String> lines) {
    if (!lines.isEmpty()) {
      progress.stage(title);
      lines.forEach(line -> progress.stage("  " + line));
    }
  }
}
