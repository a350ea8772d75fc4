package io.hecktor.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The scores of all cases, summed up for each output. */
final class ScoreSummary {

  private static final int PAIRS_OF = 2000;

  private final Map<String, Map<Integer, List<Dice>>> dice = new TreeMap<>();
  private final Map<String, List<Score.Survival>> survivals = new TreeMap<>();
  private final Map<String, List<Score.Value>> values = new TreeMap<>();
  private final Map<String, List<Score.Flag>> flags = new TreeMap<>();
  private final Map<String, int[]> matches = new TreeMap<>();

  private record Dice(String caseName, double value) {}

  /**
   * One figure.
   *
   * @param path the output
   * @param name such as {@code Dice of label 1}
   * @param value the figure: for Dice the mean
   * @param cases how many cases it is made from
   * @param rest what else is to be said, such as the worst case
   */
  record Figure(String path, String name, double value, int cases, String rest) {}

  void add(CaseResult result) {
    for (Score score : result.scores()) {
      if (score instanceof Score.Overlap one) {
        dice.computeIfAbsent(one.path(), path -> new TreeMap<>())
            .computeIfAbsent(one.label(), label -> new ArrayList<>())
            .add(new Dice(result.caseName(), one.dice()));
      } else if (score instanceof Score.Survival one) {
        survivals.computeIfAbsent(one.path(), path -> new ArrayList<>()).add(one);
      } else if (score instanceof Score.Value one) {
        values.computeIfAbsent(one.path(), path -> new ArrayList<>()).add(one);
      } else if (score instanceof Score.Flag one) {
        flags.computeIfAbsent(one.path(), path -> new ArrayList<>()).add(one);
      } else if (score instanceof Score.Match one) {
        int[] counts = matches.computeIfAbsent(one.path(), path -> new int[2]);
        counts[0] += one.same() ? 1 : 0;
        counts[1]++;
      }
    }
  }

  /** All figures, by output. */
  List<Figure> figures() {
    List<Figure> all = new ArrayList<>();
    dice.forEach((path, labels) -> labels.forEach((label, list) -> all.add(of(path, label, list))));
    survivals.forEach((path, list) -> concordance(path, outcomes(list)).ifPresent(all::add));
    values.forEach((path, list) -> concordance(path, ranks(list)).ifPresent(all::add));
    flags.forEach((path, list) -> auc(path, list).ifPresent(all::add));
    matches.forEach(
        (path, counts) ->
            all.add(
                new Figure(
                    path,
                    "same as expected",
                    (double) counts[0] / counts[1],
                    counts[1],
                    counts[0] + " of " + counts[1])));
    return all;
  }

  private static Figure of(String path, int label, List<Dice> list) {
    Dice worst = list.get(0);
    double sum = 0;
    for (Dice one : list) {
      worst = one.value() < worst.value() ? one : worst;
      sum += one.value();
    }
    String least =
        String.format(
            java.util.Locale.ROOT, "least %.4f in case %s", worst.value(), worst.caseName());
    return new Figure(path, "Dice of label " + label, sum / list.size(), list.size(), least);
  }

  /** Something that should stand before others: the sooner, the higher its risk. */
  private record Ranked(double when, boolean known, double risk) {}

  private static List<Ranked> outcomes(List<Score.Survival> list) {
    return list.stream().map(one -> new Ranked(one.time(), one.event(), one.risk())).toList();
  }

  /** The higher the expected risk, the sooner. */
  private static List<Ranked> ranks(List<Score.Value> list) {
    return list.stream().map(one -> new Ranked(-one.expected(), true, one.actual())).toList();
  }

  /**
   * Harrell's index: of all pairs of which it is known who came first, the share in which that one
   * had the higher risk; equal risks count half.
   */
  private static Optional<Figure> concordance(String path, List<Ranked> all) {
    List<Ranked> list = all.subList(0, Math.min(all.size(), PAIRS_OF));
    double agree = 0;
    long pairs = 0;
    for (Ranked first : list) {
      for (Ranked second : list) {
        boolean comparable =
            first.known()
                && (first.when() < second.when()
                    || (first.when() == second.when() && !second.known()));
        if (comparable) {
          pairs++;
          agree += share(first.risk(), second.risk());
        }
      }
    }
    return pairs == 0
        ? Optional.empty()
        : Optional.of(
            new Figure(path, "concordance index", agree / pairs, list.size(), pairs + " pairs"));
  }

  private static double share(double higher, double lower) {
    return higher > lower ? 1 : higher == lower ? 0.5 : 0;
  }

  /** The share of pairs of a true and a false case in which the true one was given more. */
  private static Optional<Figure> auc(String path, List<Score.Flag> list) {
    List<Score.Flag> positive = list.stream().filter(Score.Flag::expected).toList();
    List<Score.Flag> negative = list.stream().filter(one -> !one.expected()).toList();
    if (positive.isEmpty() || negative.isEmpty()) {
      return Optional.empty();
    }
    double sum = 0;
    for (Score.Flag one : positive) {
      for (Score.Flag other : negative) {
        sum += share(one.actual(), other.actual());
      }
    }
    double value = sum / ((double) positive.size() * negative.size());
    String rest = positive.size() + " true, " + negative.size() + " false";
    return Optional.of(new Figure(path, "AUC", value, list.size(), rest));
  }
}
