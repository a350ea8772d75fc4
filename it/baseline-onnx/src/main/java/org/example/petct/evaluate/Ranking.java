package org.example.petct.evaluate;

import java.util.List;

/** How well scores put patients in order; 0.5 is chance, 1 is right, ties count half. */
public final class Ranking {
  private Ranking() {}

  /**
   * What became of a patient.
   *
   * @param score higher where a relapse is expected earlier
   * @param days to the relapse, or to the end of the follow-up
   * @param relapsed whether one was seen
   */
  public record FollowUp(double score, double days, boolean relapsed) {}

  /** Harrell's concordance index: the share of comparable pairs that are in the right order. */
  public static double concordance(List<FollowUp> patients) {
    double right = 0;
    long pairs = 0;
    for (FollowUp first : patients) {
      for (FollowUp later : patients) {
        if (first.relapsed && first.days < later.days) {
          right += order(first.score, later.score);
          pairs++;
        }
      }
    }
    return right / pairs;
  }

  /** The area under the receiver operating characteristic. */
  public static double area(List<Double> positives, List<Double> negatives) {
    double right = 0;
    for (double positive : positives) {
      for (double negative : negatives) {
        right += order(positive, negative);
      }
    }
    return right / ((double) positives.size() * negatives.size());
  }

  private static double order(double higher, double lower) {
    return higher > lower ? 1 : higher == lower ? 0.5 : 0;
  }
}
