
  /** A rule that gives the same score for everybody, and takes what is above 1 for the next answer. */
  private static Map<String, String> score(String output, String value) {
    return Map.of(
        output + ".intercept", value,
        output + ".perYear", "0",
        output + ".perSuv", "0",
        output + ".ageWhenMissing", "60",
        output + ".peakWhenMissing", "10",
        output + ".threshold", "1",
        output + ".bounds", "1");
  }
