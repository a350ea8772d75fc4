package io.hecktor.lock;

import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import io.hecktor.ProjectException;
import io.hecktor.oci.Digest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A lock as text: one fact a line, so that a merge touches what changed and nothing else. The word
 * that says the fact's kind comes first, what may hold spaces last.
 */
public final class LockfileText {

  private static final String VERSION = "lock-version 1";

  private static final String HEADER =
      """
      # What the images were made from. Written by hecktor-maven-plugin; commit this file.
      # A build that must be the same: -Dhecktor.locked=true. To accept what moved: -Dhecktor.updateLock
      """;

  private LockfileText() {}

  /** The text, the same for the same content; tasks in the order of their names. */
  public static String format(Lockfile lock) {
    StringBuilder text = new StringBuilder(HEADER).append(VERSION).append('\n');
    List<Lockfile.Section> sections = new ArrayList<>(lock.shared());
    lock.tasks().stream()
        .sorted(Comparator.comparing(Lockfile.Section::name))
        .forEach(sections::add);
    for (Lockfile.Section section : sections) {
      text.append("\n[").append(section.name()).append("]\n");
      section.facts().forEach(fact -> text.append(line(fact)).append('\n'));
    }
    return text.toString();
  }

  private static String line(Fact fact) {
    String name = escape(fact.name());
    return switch (fact.kind().form()) {
      case TEXT, LIST -> fact.kind().word() + " " + escape(fact.value());
      case NAME -> fact.kind().word() + " " + name;
      case NAMED, NAMED_TWICE -> fact.kind().word() + " " + fact.value() + " " + name;
    };
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  private static String unescape(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        char next = text.charAt(++i);
        plain.append(next == 'n' ? '\n' : next == 'r' ? '\r' : next);
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  /**
   * Reads a lock.
   *
   * @throws ProjectException if a line is none, with its number
   */
  public static Lockfile parse(String text) throws ProjectException {
    Parser parser = new Parser();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isBlank() && !line.startsWith("#")) {
        parser.read(line, i + 1);
      }
    }
    return parser.end(lines.size());
  }

  /** What was read so far. */
  private static final class Parser {

    private final List<Lockfile.Section> sections = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private Optional<String> section = Optional.empty();
    private boolean versioned;

    void read(String line, int number) throws ProjectException {
      if (line.startsWith("<<<<<<<") || line.startsWith("=======") || line.startsWith(">>>>>>>")) {
        throw wrong(number, "is left of a merge conflict");
      } else if (!versioned) {
        version(line, number);
      } else if (line.startsWith("[") && line.endsWith("]")) {
        begin(line.substring(1, line.length() - 1), number);
      } else if (section.isEmpty()) {
        throw wrong(number, "stands before the first section");
      } else {
        add(fact(line, number), number);
      }
    }

    private void version(String line, int number) throws ProjectException {
      if (!line.equals(VERSION)) {
        throw wrong(number, "should be `" + VERSION + "`, the form that this version knows");
      }
      versioned = true;
    }

    private void begin(String name, int number) throws ProjectException {
      finishSection();
      if (sections.stream().anyMatch(known -> known.name().equals(name))) {
        throw wrong(number, "begins a section that was there already");
      }
      section = Optional.of(name);
    }

    private void finishSection() {
      section.ifPresent(name -> sections.add(new Lockfile.Section(name, facts)));
      facts.clear();
      seen.clear();
    }

    private static Fact fact(String line, int number) throws ProjectException {
      String[] words = line.split(" ", 2);
      FactKind kind =
          FactKind.of(words[0])
              .orElseThrow(() -> wrong(number, "begins with `" + words[0] + "`, which is unknown"));
      String rest = words.length < 2 ? "" : words[1];
      return switch (kind.form()) {
        case TEXT, LIST -> Fact.text(kind, unescape(rest));
        case NAME -> Fact.name(kind, unescape(rest));
        case NAMED, NAMED_TWICE -> named(kind, rest, number);
      };
    }

    private static Fact named(FactKind kind, String rest, int number) throws ProjectException {
      int words = kind.form().words();
      String[] parts = rest.split(" ", words + 1);
      if (parts.length <= words || parts[words].isEmpty()) {
        throw wrong(number, "lacks a word: a " + kind.word() + " has a digest and a name");
      }
      try {
        Digest.parse(parts[0]);
      } catch (IllegalArgumentException e) {
        throw wrong(number, "holds `" + parts[0] + "`, which is no SHA-256");
      }
      String value = words == 1 ? parts[0] : parts[0] + " " + parts[1];
      return new Fact(kind, value, unescape(parts[words]));
    }

    private void add(Fact fact, int number) throws ProjectException {
      boolean list = fact.kind().form() == FactKind.Form.LIST;
      if (!list && !seen.add(fact.kind() + " " + fact.name())) {
        throw wrong(number, "tells something a second time");
      }
      facts.add(fact);
    }

    Lockfile end(int lines) throws ProjectException {
      if (!versioned) {
        throw wrong(Math.max(lines, 1), "is the last one, and none said `" + VERSION + "`");
      }
      finishSection();
      return new Lockfile(sections);
    }

    private static ProjectException wrong(int number, String what) {
      return new ProjectException(
          new Problem(
              ErrorCode.LOCK_INVALID,
              "Line " + number + " of hecktor.lock " + what + ".",
              "A lock that is only half understood would promise what nobody checked.",
              "Correct the line, or take the file as it was before with `git checkout"
                  + " hecktor.lock`; to make it anew, delete it and run `mvn hecktor:save`."));
    }
  }
}
