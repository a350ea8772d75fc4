package io.hecktor.reproduce;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Compares two tars entry by entry, and what the entries hold down to its cause. */
final class TarComparison {

  /** Larger contents are models and the like, in which nothing can be told apart. */
  private static final long MAX_CONTENT_BYTES = 64L << 20;

  private static final Pattern SNAPSHOT = Pattern.compile("-(SNAPSHOT|\\d{8}\\.\\d{6}-\\d+)");

  private final Circumstances first;
  private final Circumstances second;
  private final List<Difference> found = new ArrayList<>();

  TarComparison(Circumstances first, Circumstances second) {
    this.first = first;
    this.second = second;
  }

  /** Opens a tar anew each time. */
  @FunctionalInterface
  interface Tar {
    InputStream open() throws IOException;
  }

  List<Difference> compare(String layer, Tar one, Tar other) throws IOException {
    Map<String, TarListing.Entry> ours = list(one);
    Map<String, TarListing.Entry> theirs = list(other);
    List<String> place = List.of(layer);
    files(place, ours.keySet(), theirs.keySet());
    for (Map.Entry<String, TarListing.Entry> entry : ours.entrySet()) {
      Optional<TarListing.Entry> match = Optional.ofNullable(theirs.get(entry.getKey()));
      if (match.isPresent()) {
        List<String> inner = Difference.within(place, entry.getKey());
        fields(inner, entry.getValue().fields(), match.get().fields());
        if (!entry.getValue().content().equals(match.get().content())) {
          content(inner, new Pair(entry.getValue(), match.get()), one, other);
        }
      }
    }
    if (found.isEmpty() && !List.copyOf(ours.keySet()).equals(List.copyOf(theirs.keySet()))) {
      found.add(new Difference(place, "the order of its entries", Habit.ORDER));
    }
    return List.copyOf(found);
  }

  private record Pair(TarListing.Entry one, TarListing.Entry other) {

    boolean isTooLarge() {
      return Math.max(one.sizeBytes(), other.sizeBytes()) > MAX_CONTENT_BYTES;
    }
  }

  private static Map<String, TarListing.Entry> list(Tar tar) throws IOException {
    try (InputStream in = tar.open()) {
      return TarListing.of(in);
    }
  }

  /** A snapshot has a new name whenever it is deployed, so two files are one that moved. */
  private void files(List<String> place, Set<String> ours, Set<String> theirs) {
    Map<String, String> snapshots = new TreeMap<>();
    for (String name : ours) {
      if (!theirs.contains(name)) {
        snapshots.put(SNAPSHOT.matcher(name).replaceFirst("-SNAPSHOT"), name);
      }
    }
    Set<String> told = new TreeSet<>();
    for (String name : theirs) {
      String plain = SNAPSHOT.matcher(name).replaceFirst("-SNAPSHOT");
      String match = snapshots.get(plain);
      if (!ours.contains(name) && match != null && SNAPSHOT.matcher(name).find()) {
        found.add(new Difference(place, "entry " + match + ", " + name, Habit.SNAPSHOT));
        told.add(name);
        told.add(match);
      }
    }
    only(place, ours, theirs, told, "first");
    only(place, theirs, ours, told, "second");
  }

  private void only(
      List<String> place, Set<String> here, Set<String> there, Set<String> told, String which) {
    for (String name : here) {
      if (!there.contains(name) && !told.contains(name)) {
        found.add(
            new Difference(Difference.within(place, name), "only in the " + which, Habit.FILE_SET));
      }
    }
  }

  private void fields(List<String> place, Map<String, String> ours, Map<String, String> theirs) {
    ours.forEach(
        (field, value) -> {
          String match = theirs.getOrDefault(field, "");
          if (!value.equals(match)) {
            found.add(new Difference(place, field + " " + value + ", " + match, habitOf(field)));
          }
        });
  }

  private static Habit habitOf(String field) {
    return switch (field) {
      case "mode" -> Habit.UMASK;
      case "names" -> Habit.USER_OR_HOST;
      case "owner", "time" -> Habit.PARAMETER;
      default -> Habit.UNKNOWN;
    };
  }

  private void content(List<String> place, Pair pair, Tar one, Tar other) throws IOException {
    if (pair.isTooLarge()) {
      String what =
          "content "
              + pair.one().content()
              + " ("
              + pair.one().sizeBytes()
              + " bytes), "
              + pair.other().content()
              + " ("
              + pair.other().sizeBytes()
              + " bytes)";
      found.add(new Difference(place, what, Habit.UNKNOWN));
      return;
    }
    String name = place.get(place.size() - 1);
    List<Difference> inside =
        new ContentComparison(first, second).compare(place, read(one, name), read(other, name));
    if (SNAPSHOT.matcher(name).find() && inside.stream().noneMatch(TarComparison::isExplained)) {
      found.add(new Difference(place, "the jar is another one", Habit.SNAPSHOT));
    }
    found.addAll(inside);
  }

  private static boolean isExplained(Difference difference) {
    return difference.habit() != Habit.UNKNOWN && difference.habit() != Habit.FILE_SET;
  }

  private static byte[] read(Tar tar, String name) throws IOException {
    try (InputStream in = tar.open()) {
      return TarListing.content(in, name);
    }
  }
}
