package io.hecktor.reproduce;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compares two contents of the same name, and goes into jars within jars. */
final class ContentComparison {

  private static final int MAX_DEPTH = 4;
  private static final int CLASS_MAGIC = 0xcafebabe;
  private static final int CONTEXT_BYTES = 16;

  private final Circumstances first;
  private final Circumstances second;
  private final List<Difference> found = new ArrayList<>();

  ContentComparison(Circumstances first, Circumstances second) {
    this.first = first;
    this.second = second;
  }

  /** What differs, or nothing. */
  List<Difference> compare(List<String> place, byte[] one, byte[] other) {
    found.clear();
    content(place, one, other);
    return List.copyOf(found);
  }

  private void content(List<String> place, byte[] one, byte[] other) {
    if (Arrays.equals(one, other)) {
      return;
    }
    if (isZip(one) && isZip(other) && place.size() < MAX_DEPTH) {
      int before = found.size();
      try (ZipEntries ours = new ZipEntries(one);
          ZipEntries theirs = new ZipEntries(other)) {
        zip(place, ours, theirs);
      } catch (IOException e) {
        found.add(bytes(place, one, other));
      }
      if (found.size() == before) {
        found.add(bytes(place, one, other));
      }
      return;
    }
    leaf(place, one, other);
  }

  private static boolean isZip(byte[] bytes) {
    return bytes.length > 4 && bytes[0] == 'P' && bytes[1] == 'K' && bytes[2] == 3 && bytes[3] == 4;
  }

  private void zip(List<String> place, ZipEntries ours, ZipEntries theirs) throws IOException {
    Set<String> all = new TreeSet<>(ours.names());
    all.addAll(theirs.names());
    for (String name : all) {
      List<String> inner = Difference.within(place, name);
      if (!ours.has(name) || !theirs.has(name)) {
        found.add(
            new Difference(
                inner, "only in the " + (ours.has(name) ? "first" : "second"), Habit.FILE_SET));
      } else {
        entry(inner, name, ours, theirs);
      }
    }
    if (!ours.names().equals(theirs.names())
        && Set.copyOf(ours.names()).equals(Set.copyOf(theirs.names()))) {
      found.add(new Difference(place, "the order of its entries", Habit.ORDER));
    }
  }

  private void entry(List<String> inner, String name, ZipEntries ours, ZipEntries theirs)
      throws IOException {
    byte[] one = ours.content(name);
    byte[] other = theirs.content(name);
    content(inner, one, other);
    if (!ours.time(name).equals(theirs.time(name))) {
      String what = "time " + ours.shownTime(name) + ", " + theirs.shownTime(name);
      found.add(new Difference(inner, what, Habit.JAR_TIMES));
    }
    if (ours.mode(name) != theirs.mode(name)) {
      String what =
          String.format(Locale.ROOT, "mode %04o, %04o", ours.mode(name), theirs.mode(name));
      found.add(new Difference(inner, what, Habit.UMASK));
    }
    if (Arrays.equals(one, other) && !ours.compression(name).equals(theirs.compression(name))) {
      String what = ours.compression(name) + " bytes, " + theirs.compression(name) + " bytes";
      found.add(new Difference(inner, what, Habit.OTHER_COMPRESSION));
    }
  }

  private void leaf(List<String> place, byte[] one, byte[] other) {
    if (isGzip(one) && isGzip(other) && !Arrays.equals(one, 4, 8, other, 4, 8)) {
      found.add(new Difference(place, "the time in the gzip header", Habit.GZIP_TIME));
      return;
    }
    if (isClass(one) && isClass(other)) {
      found.add(classes(place, one, other));
      return;
    }
    Optional<TextDifference.Finding> text = new TextDifference(first, second).explain(one, other);
    found.add(
        text.map(finding -> new Difference(place, finding.what(), finding.habit()))
            .orElseGet(() -> bytes(place, one, other)));
  }

  private static boolean isGzip(byte[] bytes) {
    return bytes.length > 10 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
  }

  private static boolean isClass(byte[] bytes) {
    return bytes.length > 8 && intAt(bytes, 0) == CLASS_MAGIC;
  }

  private static int intAt(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
  }

  private Difference classes(List<String> place, byte[] one, byte[] other) {
    int ours = intAt(one, 4);
    int theirs = intAt(other, 4);
    if (ours != theirs) {
      return new Difference(
          place,
          "class file version " + (ours & 0xffff) + ", " + (theirs & 0xffff),
          Habit.OTHER_JDK);
    }
    Difference bytes = bytes(place, one, other);
    // One compiler gives one class file for one source; what differs is the source or the compiler.
    return bytes.habit() == Habit.UNKNOWN && !first.java().equals(second.java())
        ? new Difference(place, bytes.what(), Habit.OTHER_JDK)
        : bytes;
  }

  /** Where two contents that are no text begin to differ. */
  private Difference bytes(List<String> place, byte[] one, byte[] other) {
    int at = Math.max(0, Arrays.mismatch(one, other));
    String what =
        "byte "
            + at
            + " of "
            + one.length
            + " and "
            + other.length
            + ": "
            + hex(one, at)
            + ", "
            + hex(other, at);
    return new Difference(place, what, holdsPath(one, other) ? Habit.ABSOLUTE_PATH : Habit.UNKNOWN);
  }

  private static String hex(byte[] bytes, int at) {
    return java.util.HexFormat.of()
        .formatHex(bytes, Math.min(at, bytes.length), Math.min(at + CONTEXT_BYTES, bytes.length));
  }

  private boolean holdsPath(byte[] one, byte[] other) {
    return !first.folder().equals(second.folder())
        && holds(one, first.folder())
        && holds(other, second.folder());
  }

  private static boolean holds(byte[] bytes, String text) {
    java.nio.charset.Charset latin1 = java.nio.charset.StandardCharsets.ISO_8859_1;
    String needle = new String(text.getBytes(java.nio.charset.StandardCharsets.UTF_8), latin1);
    return new String(bytes, latin1).contains(needle);
  }
}
