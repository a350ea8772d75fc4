package org.example.petct.clinical;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How a health record becomes the numbers that a network was trained on: the age, standardised, and
 * a column for each known value of each category. The file {@code clinical.json} beside the
 * network.
 *
 * @param age the number
 * @param categories in the order of their columns
 */
public record ClinicalVector(Age age, List<Category> categories) {
  private static final String MISSING = "Unknown";

  public ClinicalVector {
    Objects.requireNonNull(age);
    categories = List.copyOf(categories);
  }

  /**
   * The age.
   *
   * @param median of the patients trained on, taken where the age is missing
   * @param mean of the patients trained on
   * @param deviation their standard deviation
   */
  public record Age(String key, double median, double mean, double deviation) {
    public Age {
      Objects.requireNonNull(key);
      if (!(deviation > 0)) {
        throw new IllegalArgumentException("deviation " + deviation);
      }
    }
  }

  /**
   * A category.
   *
   * @param values as {@link HealthRecord#category} words them; {@code Unknown} is what is missing
   */
  public record Category(String key, List<String> values) {
    public Category {
      Objects.requireNonNull(key);
      values = List.copyOf(values);
    }
  }

  /** How many numbers a vector has. */
  public int length() {
    return 1 + categories.stream().mapToInt(category -> category.values().size()).sum();
  }

  /** The numbers; a value that was not seen in training sets none of its category's columns. */
  public float[] of(HealthRecord record) {
    List<Double> columns = new ArrayList<>();
    double years = record.number(age.key()).orElse(age.median());
    columns.add((years - age.mean()) / age.deviation());
    for (Category category : categories) {
      String value = record.category(category.key()).orElse(MISSING);
      category.values().forEach(known -> columns.add(known.equals(value) ? 1.0 : 0.0));
    }
    float[] vector = new float[columns.size()];
    for (int at = 0; at < vector.length; at++) {
      vector[at] = columns.get(at).floatValue();
    }
    return vector;
  }
}
