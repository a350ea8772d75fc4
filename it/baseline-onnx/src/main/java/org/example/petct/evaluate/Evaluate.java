package org.example.petct.evaluate;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.example.petct.InferenceException;
import org.example.petct.image.MetaImage;
import org.example.petct.image.MetaImageReader;
import org.example.petct.task.Folders;
import org.example.petct.task.PredictionTask;
import org.example.petct.task.SegmentationTask;

/**
 * Runs the tasks on cases whose truth is known and prints how good they are.
 *
 * <pre>{@code java -cp … org.example.petct.evaluate.Evaluate . target/held-out target/evaluate}
 * </pre>
 */
public final class Evaluate {
  private final Path project;
  private final Path output;
  private final String tasks;
  private final PrintStream out;

  private final List<Overlap> primaries = new ArrayList<>();
  private final List<Overlap> nodes = new ArrayList<>();
  private final List<Ranking.FollowUp> followUps = new ArrayList<>();
  private final List<Double> positives = new ArrayList<>();
  private final List<Double> negatives = new ArrayList<>();

  private Evaluate(Path project, Path output, String tasks, PrintStream out) {
    this.project = project;
    this.output = output;
    this.tasks = tasks;
    this.out = out;
  }

  /**
   * Prints a line per case, and the figures.
   *
   * @param args the project's folder, the folder with the cases, a folder to write masks to, and
   *     perhaps the tasks, such as {@code 23}
   * @throws InferenceException if a case cannot be read
   */
  public static void main(String[] args) throws InferenceException, IOException {
    String tasks = args.length > 3 ? args[3] : "123";
    Evaluate evaluate = new Evaluate(Path.of(args[0]), Path.of(args[2]), tasks, System.out);
    for (Path folder : folders(Path.of(args[1]))) {
      evaluate.add(folder);
    }
    evaluate.summarise();
  }

  private static List<Path> folders(Path cases) throws IOException {
    try (Stream<Path> files = Files.list(cases)) {
      return files.filter(Files::isDirectory).sorted().toList();
    }
  }

  private void add(Path folder) throws InferenceException, IOException {
    Truth truth = Truth.of(folder);
    Path input = folder.resolve("input");
    Path target = Files.createDirectories(output.resolve(folder.getFileName()));
    StringBuilder line = new StringBuilder().append(folder.getFileName());
    if (tasks.contains("1") && Files.exists(Truth.mask(folder))) {
      new SegmentationTask().run(folders(input, target, 1), progress -> {});
      line.append(overlaps(folder, target));
    }
    if (tasks.contains("2")) {
      double risk = PredictionTask.risk().value(folders(input, target, 2), progress -> {});
      followUps.add(new Ranking.FollowUp(risk, truth.days(), truth.relapsed()));
      line.append(format(", risk %.2f (log hazard %.2f)", risk, truth.logHazard()));
    }
    if (tasks.contains("3")) {
      double hpv = PredictionTask.hpv().value(folders(input, target, 3), progress -> {});
      (truth.hpv() ? positives : negatives).add(hpv);
      line.append(format(", HPV %.2f (%s)", hpv, truth.hpv()));
    }
    out.println(line);
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }

  private Folders folders(Path input, Path target, int task) {
    return new Folders(input, target, project.resolve("Task" + task).resolve("resources"));
  }

  private String overlaps(Path folder, Path target) throws InferenceException {
    MetaImage truth = MetaImageReader.read(Truth.mask(folder));
    MetaImage found =
        MetaImageReader.read(target.resolve("images/tumor-lymph-node-segmentation/output.mha"));
    Overlap primary = Overlap.of(1, truth, found);
    Overlap node = Overlap.of(2, truth, found);
    primaries.add(primary);
    nodes.add(node);
    return ": Dice of GTVp " + primary + ", of GTVn " + node;
  }

  private void summarise() {
    if (!primaries.isEmpty()) {
      summarise("Dice of GTVp", primaries);
      summarise("Dice of GTVn", nodes);
    }
    if (!followUps.isEmpty()) {
      long relapses = followUps.stream().filter(Ranking.FollowUp::relapsed).count();
      out.println(
          format(
              "Concordance index of the risk: %.3f, %d patients, %d relapses",
              Ranking.concordance(followUps), followUps.size(), relapses));
    }
    if (!positives.isEmpty() && !negatives.isEmpty()) {
      out.println(
          format(
              "AUC of the HPV status: %.3f, %d positive, %d negative",
              Ranking.area(positives, negatives), positives.size(), negatives.size()));
    }
  }

  private void summarise(String name, List<Overlap> overlaps) {
    List<Overlap> present = overlaps.stream().filter(overlap -> overlap.truth() > 0).toList();
    out.printf(
        Locale.ROOT,
        "%s: mean %.3f, least %.3f of the %d cases that have it; over all voxels %s%n",
        name,
        present.stream().mapToDouble(Overlap::dice).average().orElse(Double.NaN),
        present.stream().mapToDouble(Overlap::dice).min().orElse(Double.NaN),
        present.size(),
        overlaps.stream().reduce(Overlap.NOTHING, Overlap::plus));
  }
}
