package org.example.petct.intensity;

/** How values are scaled for the networks. Each method returns a new array. */
public final class Intensity {
  private Intensity() {}

  /** Maps -250 to 250 HU onto -6 to 6, and what lies beyond onto the ends. */
  public static float[] softTissue(float[] ct) {
    float[] scaled = new float[ct.length];
    for (int at = 0; at < ct.length; at++) {
      double share = (ct[at] + 250.0) / 500;
      scaled[at] = (float) (Math.max(0, Math.min(1, share)) * 12 - 6);
    }
    return scaled;
  }

  /** Gives the values that are not 0 a mean of 0 and a deviation of 1; zeros stay. */
  public static float[] standardised(float[] pet) {
    long count = 0;
    double sum = 0;
    for (float value : pet) {
      count += value != 0 ? 1 : 0;
      sum += value;
    }
    double mean = count == 0 ? 0 : sum / count;
    double squares = 0;
    for (float value : pet) {
      squares += value != 0 ? (value - mean) * (value - mean) : 0;
    }
    double deviation = squares > 0 ? Math.sqrt(squares / count) : 1;
    float[] scaled = new float[pet.length];
    for (int at = 0; at < pet.length; at++) {
      scaled[at] = pet[at] != 0 ? (float) ((pet[at] - mean) / deviation) : 0;
    }
    return scaled;
  }

  /** Maps the least value onto 0 and the greatest onto 1; all onto 0 where they are the same. */
  public static float[] unit(float[] values) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    float[] scaled = new float[values.length];
    if (high > low) {
      for (int at = 0; at < values.length; at++) {
        scaled[at] = (float) (((double) values[at] - low) / ((double) high - low));
      }
    }
    return scaled;
  }
}
