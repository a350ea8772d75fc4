package io.hecktor.trace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what the recorder wrote. The program could write to the same file, so there may be anything
 * in it: it is read up to a bound, and what is no record is passed over.
 */
final class CodeRecords {

  static final int MOST_BYTES = 16 << 20;

  private static final int MOST_LINES = (Recorder.MOST_STARTS + 1) * (Recorder.MOST_FRAMES + 1);
  private static final int MOST_CHARS = 300;
  private static final int FRAME_FIELDS = 7;
  private static final int NATIVE_METHOD = -2;
  private static final String KINDS =
      ""
          + Recorder.WRITE
          + Recorder.ADDRESS
          + Recorder.HOST
          + Recorder.REVERSE
          + Recorder.CHILD
          + Recorder.LIBRARY;

  private final List<CodeRecord> records = new ArrayList<>();
  private final List<String> stack = new ArrayList<>();
  private char kind;
  private String subject = "";

  private CodeRecords() {}

  /** All whole records, in the order of time. */
  static List<CodeRecord> read(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      bytes = in.readNBytes(MOST_BYTES);
    }
    CodeRecords reader = new CodeRecords();
    new String(bytes, StandardCharsets.UTF_8).lines().forEach(reader::line);
    return List.copyOf(reader.records);
  }

  private void line(String line) {
    String[] fields = line.split("\t", -1);
    char first = line.isEmpty() ? 0 : line.charAt(0);
    if (fields[0].length() != 1) {
      kind = 0;
    } else if (KINDS.indexOf(first) >= 0 && fields.length == 2) {
      kind = first;
      subject = fields[1];
      stack.clear();
    } else if (kind != 0) {
      within(first, fields);
    }
  }

  private void within(char first, String[] fields) {
    if (first == Recorder.FRAME && fields.length == FRAME_FIELDS && stack.size() < MOST_LINES) {
      stack.add(cut(frame(fields)));
    } else if (first == Recorder.STARTED && fields.length == 2 && stack.size() < MOST_LINES) {
      stack.add(cut("- thread `" + fields[1] + "` was started by"));
    } else if (first == Recorder.END) {
      if (records.size() < Recorder.MOST_RECORDS) {
        records.add(new CodeRecord(kind, subject, stack));
      }
      kind = 0;
    }
  }

  /** As Java prints it, with the jar where it is a dependency's. */
  private static String frame(String[] fields) {
    StringBuilder text = new StringBuilder();
    if (!fields[1].isEmpty()) {
      text.append(fields[1]).append('/');
    }
    text.append(fields[2]).append('.').append(fields[3]).append('(').append(place(fields));
    return text.append(')').append(jar(fields[6])).toString();
  }

  private static String place(String[] fields) {
    int line = fields[5].matches("-?\\d{1,9}") ? Integer.parseInt(fields[5]) : 0;
    if (line == NATIVE_METHOD) {
      return "Native Method";
    }
    if (fields[4].isEmpty()) {
      return "Unknown Source";
    }
    return line > 0 ? fields[4] + ":" + line : fields[4];
  }

  /** An image has its dependencies in a folder of their own, {@code lib}. */
  private static String jar(String location) {
    int name = location.lastIndexOf('/') + 1;
    return location.endsWith(".jar") && location.startsWith("/lib/", name - "/lib/".length())
        ? " [" + location.substring(name) + "]"
        : "";
  }

  private static String cut(String text) {
    return text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS);
  }
}
