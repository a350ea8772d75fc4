package org.example.hecktor;

import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads what the linear models use of a case; what the case does not tell has no entry. */
final class CaseFeatures {
  private CaseFeatures() {}

  static Map<Feature, Double> read(Path input, LesionRule rule, Consumer<String> progress)
      throws InferenceException {
    Map<Feature, Double> features = clinical(JsonSection.readLenient(input.resolve("ehr.json")));
    String missing =
        Feature.CLINICAL.stream()
            .filter(feature -> !features.containsKey(feature))
            .map(Feature::label)
            .collect(Collectors.joining(", "));
    progress.accept("Read ehr.json, missing: " + (missing.isEmpty() ? "nothing" : missing));
    CaseImages images = CaseImages.read(input, progress);
    features.putAll(imaging(images, rule, progress));
    return features;
  }

  /**
   * The health record's values. A key may be absent, null, or hold a value that means nothing here;
   * one such case must not stop a whole submission, so all these count as missing.
   */
  static Map<Feature, Double> clinical(JsonSection record) {
    Map<Feature, Double> features = new EnumMap<>(Feature.class);
    for (Feature feature : Feature.CLINICAL) {
      record
          .primitive(feature.label())
          .map(value -> feature == Feature.M_STAGE ? stage(value) : number(value))
          .orElse(OptionalDouble.empty())
          .ifPresent(value -> features.put(feature, value));
    }
    return features;
  }

  /** What the lesions tell; nothing if an image is 2D, as the platform's placeholders are. */
  static Map<Feature, Double> imaging(
      CaseImages images, LesionRule rule, Consumer<String> progress) {
    if (!images.ct().grid().isVolume() || !images.pet().grid().isVolume()) {
      progress.accept("The images are 2D: no lesions to measure");
      return Map.of();
    }
    Lesions lesions = rule.find(images.ct(), images.pet());
    progress.accept(lesions.describe());
    return Map.of(
        Feature.LOG_LESION_VOLUME, StrictMath.log1p(lesions.volumeMl()),
        Feature.PEAK_SUV, lesions.peakSuv(),
        Feature.LESION_COUNT, (double) lesions.components().size());
  }

  /** Reads {@code 63}, {@code "63"} and {@code true}; nothing else, and no NaN. */
  private static OptionalDouble number(JsonPrimitive value) {
    if (value.isBoolean()) {
      return OptionalDouble.of(value.getAsBoolean() ? 1 : 0);
    }
    try {
      double number = Double.parseDouble(value.getAsString());
      return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** Reads {@code "M0"} as 0 and {@code "M1"} as 1, with any suffix; {@code "Mx"} is unknown. */
  private static OptionalDouble stage(JsonPrimitive value) {
    String stage = value.getAsString().trim().toUpperCase(Locale.ROOT);
    if (stage.startsWith("M0")) {
      return OptionalDouble.of(0);
    }
    return stage.startsWith("M1") ? OptionalDouble.of(1) : number(value);
  }
}
