package io.hecktor.goal;

import io.hecktor.oci.Digest;
import io.hecktor.verify.LocalCase;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A choice among cases that looks random and is the same for everybody: by the digest of seed and
 * name. A larger sample of the same seed holds the smaller one.
 *
 * @param count how many, at least one
 * @param seed another one chooses others
 */
public record Sample(int count, String seed) {

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if no case would be left
   */
  public Sample {
    if (count < 1) {
      throw new IllegalArgumentException("a sample has at least one case");
    }
  }

  /** The chosen cases, in the order in which they came. */
  List<LocalCase> of(List<LocalCase> cases) {
    Set<LocalCase> chosen =
        new HashSet<>(
            cases.stream().sorted(Comparator.comparing(this::rank)).limit(count).toList());
    return cases.stream().filter(chosen::contains).toList();
  }

  private String rank(LocalCase one) {
    return Digest.of((seed + "\n" + one.name()).getBytes(StandardCharsets.UTF_8)).hex();
  }
}
