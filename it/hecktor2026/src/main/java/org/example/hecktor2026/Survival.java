package org.example.hecktor2026;

/**
 * Turns a log hazard into days: the logarithm of the time to a recurrence falls with it in a
 * straight line. The file {@code survival.json} beside the network.
 *
 * @param logDays the logarithm of the days at a log hazard of 0
 * @param slope how much it falls per unit of the log hazard
 */
record Survival(double logDays, double slope) {
  private static final double LONGEST_DAYS = 36_500;

  Survival {
    if (!(logDays > 0 && slope > 0)) {
      throw new IllegalArgumentException("logDays " + logDays + ", slope " + slope);
    }
  }

  /** The days, between one and a hundred years. */
  double days(double logHazard) {
    double days = StrictMath.exp(logDays - slope * logHazard);
    return Math.max(1, Math.min(days, LONGEST_DAYS));
  }
}
