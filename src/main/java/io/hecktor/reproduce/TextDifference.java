package io.hecktor.reproduce;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells by the first lines in which two texts differ which habit is behind it. */
final class TextDifference {

  private static final int SHOWN_CHARS = 80;

  private static final Pattern UUID =
      Pattern.compile("\\b[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\b");
  private static final Pattern SNAPSHOT = Pattern.compile("\\d{8}\\.\\d{6}-\\d+|-SNAPSHOT");
  private static final Pattern JDK =
      Pattern.compile(
          "(?i)^(created-by|build-(tool-)?jdk(-spec)?|java[._-]version|java\\.vm\\..*|x-compile.*jdk"
              + "|originally-created-by|tool)\\s*[:=].*");
  private static final Pattern MAKER =
      Pattern.compile(
          "(?i)^\\W*(built-by|build-?(user|host).*|user(\\.?name)?|host(name)?)\\W*[:=].*");
  private static final Pattern ISO_TIME =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?([+-]\\d\\d:\\d\\d|Z)");
  private static final Pattern DATE =
      Pattern.compile(
          "\\d{4}[-/.]\\d\\d?[-/.]\\d\\d?|\\d\\d?[./]\\d\\d?[./]\\d{2,4}|\\d\\d?:\\d\\d(:\\d\\d)?"
              + "|\\b1[5-9]\\d{8}(\\d{3})?\\b|\\b20\\d{6}(T?-?\\d{4,6})?Z?\\b");
  private static final Pattern ZONE =
      Pattern.compile(
          "\\b(UTC|GMT|CES?T|[ECMP][SD]T|NPT|[A-Z][a-z]+/[A-Z][A-Za-z_]+)\\b|[+-]\\d\\d:?\\d\\d\\b");
  private static final Pattern STORED_COMMENT =
      Pattern.compile("#[A-Z][a-z]{2} [A-Z][a-z]{2} \\d\\d \\d\\d:\\d\\d:\\d\\d .* \\d{4}");
  private static final Pattern HEX =
      Pattern.compile("\\b(?=\\w*\\d)[0-9a-fA-F]{12,}\\b|@[0-9a-f]{5,8}\\b");

  private static final Pattern LONG_NUMBER = Pattern.compile("-?\\d{9,}|0\\.\\d{9,}");
  private static final Pattern LETTERS = Pattern.compile("[\\p{L}\\p{M}]+");

  private final Circumstances first;
  private final Circumstances second;

  TextDifference(Circumstances first, Circumstances second) {
    this.first = first;
    this.second = second;
  }

  /**
   * A finding.
   *
   * @param what both lines
   * @param habit the cause
   */
  record Finding(String what, Habit habit) {}

  /** Why the texts differ; empty if one of them is no text. */
  Optional<Finding> explain(byte[] one, byte[] other) {
    Optional<String> a = text(one);
    Optional<String> b = text(other);
    if (a.isEmpty() || b.isEmpty()) {
      return isLatin1Of(one, b) || isLatin1Of(other, a)
          ? Optional.of(new Finding("the same text in two encodings", Habit.ENCODING))
          : Optional.empty();
    }
    return Optional.of(explain(a.get(), b.get()));
  }

  private static Optional<String> text(byte[] bytes) {
    for (byte value : bytes) {
      if (value >= 0 && value < ' ' && "\t\n\r\f".indexOf(value) < 0) {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static boolean isLatin1Of(byte[] bytes, Optional<String> text) {
    return text.isPresent() && new String(bytes, StandardCharsets.ISO_8859_1).equals(text.get());
  }

  private Finding explain(String a, String b) {
    if (a.replace("\r\n", "\n").equals(b.replace("\r\n", "\n"))) {
      return new Finding(
          a.contains("\r\n")
              ? "\\r\\n in the first, \\n in the second"
              : "\\n in the first, \\r\\n in the second",
          Habit.LINE_ENDINGS);
    }
    List<String> ours = a.lines().toList();
    List<String> theirs = b.lines().toList();
    int line = 0;
    while (line < ours.size() && line < theirs.size() && ours.get(line).equals(theirs.get(line))) {
      line++;
    }
    String one = line < ours.size() ? ours.get(line) : "";
    String other = line < theirs.size() ? theirs.get(line) : "";
    String what = "line " + (line + 1) + ": `" + shown(one) + "`, `" + shown(other) + "`";
    return new Finding(what, sameInOtherOrder(ours, theirs) ? Habit.ORDER : habit(one, other));
  }

  private static String shown(String line) {
    return line.length() <= SHOWN_CHARS ? line : line.substring(0, SHOWN_CHARS) + "…";
  }

  private static boolean sameInOtherOrder(List<String> ours, List<String> theirs) {
    return ours.stream().sorted().toList().equals(theirs.stream().sorted().toList());
  }

  private Habit habit(String one, String other) {
    if (STORED_COMMENT.matcher(one).matches() && STORED_COMMENT.matcher(other).matches()) {
      return Habit.PROPERTIES_DATE;
    } else if (names(one, other, first.folder(), second.folder())
        || names(one, other, first.home(), second.home())) {
      return Habit.ABSOLUTE_PATH;
    } else if (JDK.matcher(one).matches() || names(one, other, first.java(), second.java())) {
      return Habit.OTHER_JDK;
    } else if (MAKER.matcher(one).matches()
        || names(one, other, first.user(), second.user())
        || names(one, other, first.host(), second.host())) {
      return Habit.USER_OR_HOST;
    } else if (differIn(SNAPSHOT, one, other)) {
      return Habit.SNAPSHOT;
    } else if (differIn(UUID, one, other)) {
      return Habit.RANDOM;
    }
    return timeOrPlace(one, other);
  }

  private Habit timeOrPlace(String one, String other) {
    if (sameInstant(one, other) || differIn(ZONE, one, other)) {
      return Habit.TIME_ZONE;
    } else if (differIn(DATE, one, other)) {
      return Habit.GENERATED_DATE;
    } else if (sameNumbers(one, other)) {
      return Habit.LOCALE;
    } else if (words(one).equals(words(other))) {
      return Habit.ORDER;
    } else if (first.processors() != second.processors()
        && one.replaceAll("\\b" + first.processors() + "\\b", "#")
            .equals(other.replaceAll("\\b" + second.processors() + "\\b", "#"))) {
      return Habit.CORES;
    } else if (differIn(HEX, one, other) || differIn(LONG_NUMBER, one, other)) {
      return Habit.RANDOM;
    }
    return isWordsOnly(one, other) ? Habit.LOCALE : Habit.UNKNOWN;
  }

  /** One names the one, and the other the other; then all else is the same. */
  private static boolean names(String one, String other, String ours, String theirs) {
    return !ours.equals(theirs)
        && !ours.isEmpty()
        && one.contains(ours)
        && one.replace(ours, "\0").equals(other.replace(theirs, "\0"));
  }

  /** Whether the lines are the same but for what a pattern finds. */
  private static boolean differIn(Pattern pattern, String one, String other) {
    String a = pattern.matcher(one).replaceAll("\0");
    return a.indexOf('\0') >= 0 && a.equals(pattern.matcher(other).replaceAll("\0"));
  }

  private static boolean sameInstant(String one, String other) {
    Matcher a = ISO_TIME.matcher(one);
    Matcher b = ISO_TIME.matcher(other);
    try {
      return a.find()
          && b.find()
          && OffsetDateTime.parse(a.group())
              .toInstant()
              .equals(OffsetDateTime.parse(b.group()).toInstant());
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  /** The same digits, whatever script they are in and whatever stands between them. */
  private static boolean sameNumbers(String one, String other) {
    String a = latin(one).replaceAll("[.,'٫٬\\s\\u00a0\\u202f]", "");
    String b = latin(other).replaceAll("[.,'٫٬\\s\\u00a0\\u202f]", "");
    return a.equals(b) && !one.replaceAll("\\s", "").equals(other.replaceAll("\\s", ""));
  }

  private static String latin(String text) {
    StringBuilder latin = new StringBuilder();
    Normalizer.normalize(text, Normalizer.Form.NFKC)
        .codePoints()
        .forEach(
            c -> {
              int digit = Character.isDigit(c) ? Character.digit(c, 10) : -1;
              latin.appendCodePoint(digit >= 0 ? '0' + digit : c);
            });
    return latin.toString();
  }

  private static List<String> words(String line) {
    return Arrays.stream(line.split("[\\s,;:=\\[\\]{}()\"]+")).sorted().toList();
  }

  /** Words of a language, such as the name of a month, in otherwise equal lines. */
  private static boolean isWordsOnly(String one, String other) {
    return LETTERS.matcher(one).replaceAll("#").equals(LETTERS.matcher(other).replaceAll("#"));
  }
}
