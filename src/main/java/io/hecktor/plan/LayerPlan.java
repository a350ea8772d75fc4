package io.hecktor.plan;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * A layer that is to be written: its entries in the order of the tar, parents before what they
 * hold.
 *
 * @param name what it holds, such as {@code dependencies}
 * @param entries sorted by path; each path once
 * @param time whole seconds, the time of every entry
 */
public record LayerPlan(String name, List<LayerEntry> entries, Instant time) {

  /**
   * Sorts the entries.
   *
   * @throws IllegalArgumentException if a path stands there twice
   */
  public LayerPlan {
    entries =
        entries.stream().sorted(Comparator.comparing(entry -> entry.path().toString())).toList();
    for (int i = 1; i < entries.size(); i++) {
      if (entries.get(i).path().equals(entries.get(i - 1).path())) {
        throw new IllegalArgumentException(entries.get(i).path() + " stands twice in " + name);
      }
    }
  }

  /** How many bytes the files hold. */
  public long contentBytes() {
    return entries.stream().mapToLong(LayerPlan::contentBytes).sum();
  }

  private static long contentBytes(LayerEntry entry) {
    return entry instanceof LayerEntry.RegularFile file ? file.content().sizeBytes() : 0;
  }
}
