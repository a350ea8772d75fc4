package org.example.hecktor2026;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.example.petct.InferenceException;
import org.example.petct.evaluate.Cases;
import org.example.petct.evaluate.Ranking;
import org.example.petct.evaluate.Truth;
import org.example.petct.task.Folders;

/**
 * Runs the task on cases whose truth is known and prints how often the stages are right and how
 * well the days put patients in order. The masks are those of the baseline, which judges them.
 *
 * <p>Takes the folder with the networks, the folder with the cases, and a folder for outputs.
 */
public final class Evaluate {
  private final PrintStream out;
  private final List<Answer> answers = new ArrayList<>();

  private Evaluate(PrintStream out) {
    this.out = out;
  }

  /** What the task said of a case. */
  private record Answer(String name, Truth truth, String t, String n, double days) {}

  /**
   * Prints a line per case, and the figures; cases without a mask are left out.
   *
   * @param args the three folders
   * @throws InferenceException if a case cannot be read
   */
  public static void main(String[] args) throws InferenceException, IOException {
    Path output = Path.of(args[2]);
    Evaluate evaluate = new Evaluate(System.out);
    List<Path> known =
        Cases.in(Path.of(args[1])).folders().stream()
            .filter(folder -> Files.exists(Truth.mask(folder)))
            .toList();
    new Cases(known)
        .each(
            folder -> answer(folder, output.resolve(folder.getFileName()), Path.of(args[0])),
            evaluate::add);
    evaluate.summarise();
  }

  private static Answer answer(Path folder, Path output, Path model)
      throws InferenceException, IOException {
    Files.createDirectories(output);
    new WholeTask().run(new Folders(folder.resolve("input"), output, model), progress -> {});
    return new Answer(
        folder.getFileName().toString(),
        Truth.of(folder),
        Files.readString(output.resolve("t-stage.json")).replace("\"", "").strip(),
        Files.readString(output.resolve("n-stage.json")).replace("\"", "").strip(),
        Double.parseDouble(Files.readString(output.resolve("rfs.json"))));
  }

  private void add(Answer answer) {
    answers.add(answer);
    Truth truth = answer.truth;
    out.printf(
        Locale.ROOT,
        "%s: %s (%s), %s (%s), %.0f days (%.0f%s)%n",
        answer.name,
        answer.t,
        truth.tStage(),
        answer.n,
        truth.nStage(),
        answer.days,
        truth.days(),
        truth.relapsed() ? "" : " and more");
  }

  private void summarise() {
    TreeMap<String, int[]> stages = new TreeMap<>();
    for (Answer answer : answers) {
      count(stages, "T stage", answer.t.equals(answer.truth.tStage()));
      count(stages, "N stage", answer.n.equals(answer.truth.nStage()));
      count(stages, answer.truth.tStage(), answer.t.equals(answer.truth.tStage()));
      count(stages, answer.truth.nStage(), answer.n.equals(answer.truth.nStage()));
    }
    stages.forEach(
        (stage, found) -> out.println(stage + ": right in " + found[0] + " of " + found[1]));
    out.printf(
        Locale.ROOT,
        "Concordance index of the days: %.3f, %d patients%n",
        Ranking.concordance(
            answers.stream().map(answer -> answer.truth.followUp(-answer.days)).toList()),
        answers.size());
  }

  private static void count(TreeMap<String, int[]> stages, String stage, boolean right) {
    int[] found = stages.computeIfAbsent(stage, none -> new int[2]);
    found[0] += right ? 1 : 0;
    found[1]++;
  }
}
