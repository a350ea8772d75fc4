package io.hecktor.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Attempts as they come in: all counted, each different one kept once, up to a bound. */
final class Tally<T> {

  private final Set<T> distinct = new LinkedHashSet<>();
  private long count;

  void add(T attempt) {
    count++;
    if (distinct.size() < Attempts.KEPT) {
      distinct.add(attempt);
    }
  }

  long count() {
    return count;
  }

  List<T> distinct() {
    return new ArrayList<>(distinct);
  }
}
