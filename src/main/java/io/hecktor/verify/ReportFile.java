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

/** A test run's report, read again; the cases come from their records, where nothing is rounded. */
public final class ReportFile {

  private static final String NAME = "report.json";

  private final ObjectNode root;

  private ReportFile(ObjectNode root) {
    this.root = root;
  }

  /**
   * Reads a report.
   *
   * @param records of the same run; cases without one are left out
   * @return empty where there is no report
   * @throws IOException if the file is no report
   */
  public static Optional<TestRunReport> read(Path file, CaseRecords records) throws IOException {
    try {
      return Optional.of(
          new ReportFile(Json.object(Files.readAllBytes(file), NAME)).report(records));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException(NAME + " is no report of a test run: " + e.getMessage(), e);
    }
  }

  private TestRunReport report(CaseRecords records) throws IOException {
    Set<String> known = records.names();
    List<String> names = new ArrayList<>();
    for (JsonNode one : root.path("cases")) {
      String name = one.path("case").asText();
      if (known.contains(name)) {
        names.add(name);
      }
    }
    Instant started = Instant.parse(root.path("started").asText());
    return new TestRunReport(
        new TestRunReport.Subject(
            root.path("task").asText(),
            Digest.parse(root.path("image").asText()),
            root.path("engine").asText(),
            root.path("profile").asText()),
        started,
        limits(LocalDate.ofInstant(started, ZoneOffset.UTC)),
        exactness(),
        records.results(names),
        batch());
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
