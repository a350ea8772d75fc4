package io.hecktor.trace;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Joins attempts with the recorder's records. */
public final class CodeFinder {

  /** Linux keeps so much of a process's name. */
  private static final int NAME_CHARS = 15;

  private static final int NAME_SERVER = 53;
  private static final String UNKNOWN = "?";

  /** Numeric only, so that parsing asks no name server. */
  private static final Pattern ADDRESS =
      Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|(\\d{1,3}(?:\\.\\d{1,3}){3})):(\\d{1,5})(?:/\\w+)?");

  private static final int MOST_LIBRARIES = 5;
  private static final Pattern LOADING =
      Pattern.compile("java\\.base/java\\.lang\\.(?:Runtime|System)\\.");
  private static final Pattern JDK = Pattern.compile("(?:java|jdk)\\.[^/(]*/");

  private final List<CodeRecord> records;
  private final UnaryOperator<String> canonical;

  private CodeFinder(List<CodeRecord> records, UnaryOperator<String> canonical) {
    this.records = records;
    this.canonical = canonical;
  }

  /**
   * Reads records that a run has left, or is leaving.
   *
   * @param canonical makes a path of the program absolute and follows the container's links
   */
  public static CodeFinder read(Path records, UnaryOperator<String> canonical) throws IOException {
    return new CodeFinder(CodeRecords.read(records), canonical);
  }

  /** The code that made an attempt, or started the child that made it, where it is known. */
  public Optional<FoundCode> code(Attempt attempt) {
    return first(attempt.write() ? writes(attempt) : reaches(attempt.target()))
        .map(record -> new FoundCode("", record.stack()))
        .or(() -> child(attempt));
  }

  /**
   * What there is to say of an attempt that no record is of.
   *
   * @param again whether the engine saw it again, where engines see such attempts
   */
  public FoundCode otherwise(Attempt attempt, Optional<Boolean> again) {
    if (again.isPresent() && !again.get()) {
      return new FoundCode(
          "It was not met again when the case was run to find the code.", List.of());
    }
    Optional<CodeRecord> child = first(record -> record.kind() == Recorder.CHILD);
    if (child.isPresent()) {
      String words =
          "No Java code was seen to do it; perhaps a child program did: `"
              + name(child.get())
              + "` is started by the code that is named.";
      return new FoundCode(words, child.get().stack());
    }
    List<CodeRecord> libraries = records.stream().filter(CodeFinder::isOwnLibrary).toList();
    String words = "No Java code was seen to do it: it came from native code";
    return libraries.isEmpty()
        ? new FoundCode(words + ".", List.of())
        : new FoundCode(words + loaded(libraries), libraries.get(0).stack());
  }

  private static String loaded(List<CodeRecord> libraries) {
    String names =
        libraries.stream()
            .map(record -> "`" + name(record) + "`")
            .distinct()
            .limit(MOST_LIBRARIES)
            .collect(Collectors.joining(", "));
    return "; the program loads " + names + ", the first of them by the code that is named.";
  }

  /** Whether it was loaded by other code than the JDK's. */
  private static boolean isOwnLibrary(CodeRecord record) {
    return record.kind() == Recorder.LIBRARY
        && record.stack().stream()
            .filter(frame -> !LOADING.matcher(frame).lookingAt())
            .findFirst()
            .filter(frame -> !JDK.matcher(frame).lookingAt())
            .isPresent();
  }

  private Optional<CodeRecord> first(Predicate<CodeRecord> wanted) {
    return records.stream().filter(wanted).findFirst();
  }

  private Predicate<CodeRecord> writes(Attempt attempt) {
    return record ->
        record.kind() == Recorder.WRITE
            && (record.subject().equals(attempt.target())
                || canonical.apply(record.subject()).equals(attempt.target()));
  }

  private Predicate<CodeRecord> reaches(String target) {
    if (target.equals(UNKNOWN)) {
      return record -> isReach(record.kind());
    }
    Matcher address = ADDRESS.matcher(target);
    if (address.matches()) {
      String host = address.group(1) == null ? address.group(2) : address.group(1);
      String wanted = hex(host) + " " + address.group(3);
      return record -> record.kind() == Recorder.ADDRESS && record.subject().equals(wanted);
    }
    if (target.startsWith(UNKNOWN)) {
      return CodeFinder::isLookUp;
    }
    String wanted = name(target);
    Predicate<CodeRecord> asks = record -> asks(record, wanted);
    // A program may speak to the name server itself; then the name is not known.
    return first(asks).isPresent() ? asks : CodeFinder::isQuery;
  }

  private static boolean isReach(char kind) {
    return kind == Recorder.ADDRESS || kind == Recorder.HOST || kind == Recorder.REVERSE;
  }

  private static boolean isLookUp(CodeRecord record) {
    return record.kind() == Recorder.HOST || record.kind() == Recorder.REVERSE || isQuery(record);
  }

  private static boolean asks(CodeRecord record, String name) {
    return (record.kind() == Recorder.HOST && name(record.subject()).equals(name))
        || (record.kind() == Recorder.REVERSE && reverse(record.subject()).equals(name));
  }

  private static boolean isQuery(CodeRecord record) {
    return record.kind() == Recorder.ADDRESS && record.subject().endsWith(" " + NAME_SERVER);
  }

  /** Names are the same in any case, and with the dot of the root (RFC 4343, RFC 1034). */
  private static String name(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  /** The name that is asked for in place of an address (RFC 1035, 3.5; RFC 3596, 2.5). */
  private static String reverse(String hex) {
    StringBuilder name = new StringBuilder();
    if (hex.length() == 8 && hex.matches("[0-9a-f]+")) {
      for (int i = 6; i >= 0; i -= 2) {
        name.append(Integer.parseInt(hex.substring(i, i + 2), 16)).append('.');
      }
      return name.append("in-addr.arpa").toString();
    }
    for (int i = hex.length() - 1; i >= 0; i--) {
      name.append(hex.charAt(i)).append('.');
    }
    return name.append("ip6.arpa").toString();
  }

  private static String hex(String address) {
    try {
      return HexFormat.of().formatHex(InetAddress.getByName(address).getAddress());
    } catch (UnknownHostException e) {
      return UNKNOWN;
    }
  }

  private Optional<FoundCode> child(Attempt attempt) {
    return first(
            record ->
                record.kind() == Recorder.CHILD
                    && !attempt.process().isEmpty()
                    && name(record).startsWith(attempt.process())
                    && processName(record).equals(attempt.process()))
        .map(
            record ->
                new FoundCode(
                    "The child program `"
                        + name(record)
                        + "` did it, which is started by the code that is named.",
                    record.stack()));
  }

  private static String name(CodeRecord record) {
    String path = record.subject();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String processName(CodeRecord child) {
    String name = name(child);
    return name.substring(0, Math.min(NAME_CHARS, name.length()));
  }
}
