package io.hecktor.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.challenge.Limits;
import io.hecktor.challenge.Sourced;
import io.hecktor.oci.Digest;
import io.hecktor.oci.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A test run's report, read again; the cases come from their records, where nothing is rounded. */
public final class ReportFile {

  private static final String NAME = "report.json";

  private final ObjectNode root;
  private final Consumer<String> spoilt;

  private ReportFile(ObjectNode root, Consumer<String> spoilt) {
    this.root = root;
    this.spoilt = spoilt;
  }

  /**
   * Reads a report.
   *
   * @param records of the same run; cases without a sound one are left out
   * @param spoilt is told what was left out, in whole sentences
   * @return empty where there is no report
   * @throws IOException if the file is no report
   */
  public static Optional<TestRunReport> read(
      Path file, CaseRecords records, Consumer<String> spoilt) throws IOException {
    try {
      ReportFile report = new ReportFile(Json.object(Files.readAllBytes(file), NAME), spoilt);
      return Optional.of(report.report(records));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException(NAME + " is no report of a test run: " + e.getMessage(), e);
    }
  }

  private TestRunReport report(CaseRecords records) throws IOException {
    Instant started = Instant.parse(root.path("started").asText());
    TestRunReport report =
        new TestRunReport(
            new TestRunReport.Subject(
                root.path("task").asText(),
                Digest.parse(root.path("image").asText()),
                root.path("engine").asText(),
                root.path("profile").asText()),
            started,
            limits(LocalDate.ofInstant(started, ZoneOffset.UTC)),
            exactness(),
            records.results(sound(records)),
            batch());
    String verdict = root.path("verdict").asText();
    if (!verdict.equals(report.verdict())) {
      spoilt.accept(
          NAME + " says `" + verdict + "`, and its cases' records say `" + report.verdict() + "`.");
    }
    return report;
  }

  /** The cases whose records can be read; results are read when they are asked for. */
  private List<String> sound(CaseRecords records) throws IOException {
    JsonNode cases = root.path("cases");
    if (!cases.isArray()) {
      throw new IllegalArgumentException("it has no cases");
    }
    List<String> names = new ArrayList<>();
    Set<String> known = records.names();
    for (JsonNode one : cases) {
      String name = one.path("case").asText();
      if (!known.contains(name)) {
        spoilt.accept("The record of case `" + name + "` is gone.");
      } else if (isSound(name, records)) {
        names.add(name);
      }
    }
    return names;
  }

  private boolean isSound(String name, CaseRecords records) {
    try {
      return records.read(name).isPresent();
    } catch (IOException e) {
      spoilt.accept("The record of case `" + name + "` cannot be read.");
      return false;
    }
  }

  private Limits limits(LocalDate date) {
    JsonNode limits = root.path("limits");
    long nanos = Math.round(limits.path("timeSeconds").asDouble() * 1e9);
    return new Limits(
        new Sourced<>(Duration.ofNanos(nanos), NAME, date),
        new Sourced<>(limits.path("memoryBytes").asLong(), NAME, date),
        new Sourced<>(limits.path("gpuMemoryBytes").asLong(), NAME, date),
        new Sourced<>(0L, NAME, date),
        Optional.empty());
  }

  private Map<RunRule, String> exactness() {
    Map<RunRule, String> words = new EnumMap<>(RunRule.class);
    root.path("exactness")
        .properties()
        .forEach(
            one ->
                words.put(
                    RunRule.valueOf(one.getKey().toUpperCase(Locale.ROOT)),
                    one.getValue().asText()));
    return words;
  }

  private BatchFacts batch() {
    JsonNode batch = root.path("batch");
    List<UnfinishedCase> unfinished = new ArrayList<>();
    for (JsonNode one : batch.path("unfinished")) {
      String cause = one.path("cause").asText().toUpperCase(Locale.ROOT).replace('-', '_');
      unfinished.add(
          new UnfinishedCase(
              one.path("case").asText(),
              UnfinishedCase.Cause.valueOf(cause),
              one.path("evidence").asText()));
    }
    return new BatchFacts(batch.path("executor").asText(), batch.path("found").asInt(), unfinished);
  }
}
