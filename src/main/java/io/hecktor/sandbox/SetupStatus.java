package io.hecktor.sandbox;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the set-up scripts have told so far: lines of a word, the machine's uptime in seconds and a
 * rest.
 */
record SetupStatus(List<Line> lines) {

  record Line(String word, BigDecimal uptime, String rest) {}

  SetupStatus {
    lines = List.copyOf(lines);
  }

  /** Reads what is there; a last line that is not whole yet is left for later. */
  static SetupStatus read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new SetupStatus(List.of());
    }
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    return new SetupStatus(whole.lines().flatMap(SetupStatus::line).toList());
  }

  private static Stream<Line> line(String text) {
    String[] parts = text.split(" ", 3);
    return parts.length == 3
        ? Stream.of(new Line(parts[0], new BigDecimal(parts[1]), parts[2]))
        : Stream.empty();
  }

  boolean has(String word) {
    return find(word).isPresent();
  }

  private Optional<Line> find(String word) {
    return lines.stream().filter(line -> line.word().equals(word)).findFirst();
  }

  /** The program's exit status as the shell tells it, once it has ended. */
  Optional<Integer> exitStatus() {
    return find("end").map(line -> Integer.valueOf(line.rest()));
  }

  /** Names of the processes that the program left. */
  List<String> leftOver() {
    return lines.stream().filter(line -> line.word().equals("left")).map(Line::rest).toList();
  }

  /** The time between start and stop, where both were told; steps of 10 ms. */
  Optional<Duration> duration() {
    return find("start")
        .flatMap(
            start -> find("stop").map(stop -> seconds(stop.uptime().subtract(start.uptime()))));
  }

  private static Duration seconds(BigDecimal seconds) {
    return Duration.ofMillis(seconds.movePointRight(3).longValue());
  }
}
