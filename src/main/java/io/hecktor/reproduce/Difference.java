package io.hecktor.reproduce;

import java.util.ArrayList;
import java.util.List;

/**
 * One thing that is not the same in both builds.
 *
 * @param place from the outermost to the innermost: layer, entry, entry of a jar
 * @param what the field or the bytes, with both values
 * @param habit what makes them differ
 */
public record Difference(List<String> place, String what, Habit habit) {

  /** Copies the list. */
  public Difference {
    place = List.copyOf(place);
  }

  /** The place in one line. */
  public String where() {
    return String.join(" > ", place);
  }

  static List<String> within(List<String> place, String name) {
    List<String> inner = new ArrayList<>(place);
    inner.add(name);
    return inner;
  }
}
