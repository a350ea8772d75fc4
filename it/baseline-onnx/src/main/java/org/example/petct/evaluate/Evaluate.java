package org.example.petct.evaluate;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.example.petct.InferenceException;

/**
 * Runs the tasks on cases whose truth is known and prints how good they are.
 *
 * <pre>{@code java -cp … org.example.petct.evaluate.Evaluate . target/held-out target/evaluate}
 * </pre>
 */
public final class Evaluate {
  private final PrintStream out;
  private final List<Overlap> primaries = new ArrayList<>();
  private final List<Overlap> nodes = new ArrayList<>();
  private final List<Ranking.FollowUp> followUps = new ArrayList<>();
  private final List<Ranking.FollowUp> known = new ArrayList<>();
  private final List<Double> positives = new ArrayList<>();
  private final List<Double> negatives = new ArrayList<>();

  private Evaluate(PrintStream out) {
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
    Judge judge = new Judge(Path.of(args[0]), Path.of(args[2]), tasks);
    Evaluate evaluate = new Evaluate(System.out);
    Cases.in(Path.of(args[1])).each(judge::of, evaluate::add);
    evaluate.summarise();
  }

  private void add(Judge.Judgement judgement) {
    Truth truth = judgement.truth();
    StringBuilder line = new StringBuilder(judgement.name());
    judgement.primary().ifPresent(primaries::add);
    judgement.node().ifPresent(nodes::add);
    judgement.primary().ifPresent(dice -> line.append(", Dice of GTVp ").append(dice));
    judgement.node().ifPresent(dice -> line.append(", of GTVn ").append(dice));
    judgement
        .risk()
        .ifPresent(
            risk -> {
              followUps.add(truth.followUp(risk));
              known.add(truth.followUp(truth.logHazard()));
              line.append(format(", risk %.2f (log hazard %.2f)", risk, truth.logHazard()));
            });
    judgement
        .hpv()
        .ifPresent(
            hpv -> {
              (truth.hpv() ? positives : negatives).add(hpv);
              line.append(format(", HPV %.2f (%s)", hpv, truth.hpv()));
            });
    out.println(line);
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
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
              "Concordance index of the risk: %.3f, %d patients, %d relapses; of the hazard that"
                  + " they were drawn with, which is the most to be had: %.3f",
              Ranking.concordance(followUps),
              followUps.size(),
              relapses,
              Ranking.concordance(known)));
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
