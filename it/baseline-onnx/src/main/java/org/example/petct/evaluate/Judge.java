package org.example.petct.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.example.petct.InferenceException;
import org.example.petct.image.MetaImage;
import org.example.petct.image.MetaImageReader;
import org.example.petct.task.Folders;
import org.example.petct.task.PredictionTask;
import org.example.petct.task.SegmentationTask;

/**
 * Runs the tasks on one case after the other.
 *
 * @param project the folder with {@code TaskN/resources}
 * @param output gets a folder per case
 * @param tasks their numbers, such as {@code 123}
 */
record Judge(Path project, Path output, String tasks) {

  /**
   * What the tasks said of a case, as far as they were asked.
   *
   * @param primary how the primary tumour's voxels agree; {@code node} the nodes'
   * @param risk the log hazard; {@code hpv} the logit
   */
  record Judgement(
      String name,
      Truth truth,
      Optional<Overlap> primary,
      Optional<Overlap> node,
      Optional<Double> risk,
      Optional<Double> hpv) {}

  /** Runs the tasks on a case; task 1 where its mask is known. */
  Judgement of(Path folder) throws InferenceException, IOException {
    String name = folder.getFileName().toString();
    Path input = folder.resolve("input");
    Path target = Files.createDirectories(output.resolve(name));
    Optional<Masks> masks = Optional.empty();
    if (tasks.contains("1") && Files.exists(Truth.mask(folder))) {
      new SegmentationTask().run(folders(input, target, 1), progress -> {});
      masks = Optional.of(Masks.of(folder, target));
    }
    return new Judgement(
        name,
        Truth.of(folder),
        masks.map(both -> Overlap.of(1, both.truth, both.found)),
        masks.map(both -> Overlap.of(2, both.truth, both.found)),
        value(2, PredictionTask.risk(), input, target),
        value(3, PredictionTask.hpv(), input, target));
  }

  private Optional<Double> value(int number, PredictionTask task, Path input, Path target)
      throws InferenceException {
    if (!tasks.contains(Integer.toString(number))) {
      return Optional.empty();
    }
    return Optional.of(task.value(folders(input, target, number), progress -> {}));
  }

  private Folders folders(Path input, Path target, int task) {
    return new Folders(input, target, project.resolve("Task" + task).resolve("resources"));
  }

  private record Masks(MetaImage truth, MetaImage found) {
    static Masks of(Path folder, Path target) throws InferenceException {
      Path found = target.resolve("images/tumor-lymph-node-segmentation/output.mha");
      return new Masks(MetaImageReader.read(Truth.mask(folder)), MetaImageReader.read(found));
    }
  }
}
