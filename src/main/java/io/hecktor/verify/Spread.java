package io.hecktor.verify;

import java.util.List;

/**
 * How a figure is spread over cases.
 *
 * @param sorted the figures, at least one, the smallest first
 */
record Spread(List<Double> sorted) {

  Spread {
    sorted = sorted.stream().sorted().toList();
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException("nothing is spread");
    }
  }

  int count() {
    return sorted.size();
  }

  double least() {
    return sorted.get(0);
  }

  double most() {
    return sorted.get(sorted.size() - 1);
  }

  double mean() {
    return sorted.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  /** The smallest figure that this share of the cases does not pass: 0.5 for the median. */
  double quantile(double share) {
    int index = (int) Math.ceil(share * sorted.size()) - 1;
    return sorted.get(Math.max(0, Math.min(sorted.size() - 1, index)));
  }

  /**
   * The chance that at least one of so many further cases passes the most that was seen, if they
   * are drawn alike: each of all cases is as likely to be the one with the most.
   */
  double anyAbove(int more) {
    return (double) more / (more + sorted.size());
  }
}
