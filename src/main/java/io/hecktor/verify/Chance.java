package io.hecktor.verify;

/**
 * What so many failures among so many cases say of the cases that are still to come.
 *
 * <p>The interval is that of Clopper and Pearson, which holds its promise for few cases and for no
 * failure at all: its ends are the chances of a failure under which no more, and no fewer, failures
 * than were seen would have had a probability of 2.5 %. It takes for granted that the cases were
 * drawn like those to come.
 *
 * @param failures that were seen
 * @param cases that were run, at least one
 * @see <a href="https://doi.org/10.1093/biomet/26.4.404">Clopper, Pearson: The use of confidence or
 *     fiducial limits, 1934</a>
 */
record Chance(int failures, int cases) {

  private static final double TAIL = 0.025;
  private static final int HALVINGS = 100;

  Chance {
    if (cases < 1 || failures < 0 || failures > cases) {
      throw new IllegalArgumentException(failures + " failures of " + cases + " cases");
    }
  }

  /** From where to where something lies, with 95 % of confidence. */
  record Interval(double low, double high) {}

  /** The chance that one case fails. */
  Interval perCase() {
    double low = failures == 0 ? 0 : solve(p -> 1 - atMost(failures - 1, p), true);
    double high = failures == cases ? 1 : solve(p -> atMost(failures, p), false);
    return new Interval(low, high);
  }

  /** The chance that at least one of so many cases fails. */
  Interval anyOf(int more) {
    Interval one = perCase();
    return new Interval(any(one.low(), more), any(one.high(), more));
  }

  private static double any(double p, int more) {
    return p >= 1 ? 1 : -Math.expm1(more * Math.log1p(-p));
  }

  /** The probability of no more failures than these. */
  private double atMost(int most, double p) {
    if (p <= 0 || p >= 1) {
      return p <= 0 ? 1 : 0;
    }
    double logChoose = 0;
    double sum = 0;
    for (int i = 0; i <= most; i++) {
      if (i > 0) {
        logChoose += Math.log(cases - i + 1.0) - Math.log(i);
      }
      sum += Math.exp(logChoose + i * Math.log(p) + (cases - i) * Math.log1p(-p));
    }
    return Math.min(1, sum);
  }

  /** Where a tail that only grows, or only shrinks, is as improbable as asked for. */
  private static double solve(java.util.function.DoubleUnaryOperator tail, boolean grows) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      boolean above = tail.applyAsDouble(middle) > TAIL;
      if (above == grows) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return (low + high) / 2;
  }
}
