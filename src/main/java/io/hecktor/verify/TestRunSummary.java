package io.hecktor.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.oci.Digest;
import io.hecktor.oci.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code save} asks of an older test run: which image it was, and how it ended.
 *
 * @param task as the profile names it
 * @param imageId the image that ran
 * @param engine such as {@code unshare}
 * @param profile whose rules it was judged by
 * @param passed whether the verdict was {@code pass}
 * @param started when it began
 * @param cases each case's verdict
 * @param notChecked the rules that could not be checked in every case
 */
public record TestRunSummary(
    String task,
    Digest imageId,
    String engine,
    String profile,
    boolean passed,
    Instant started,
    List<CaseVerdict> cases,
    Set<RunRule> notChecked) {

  /** Copies the collections. */
  public TestRunSummary {
    cases = List.copyOf(cases);
    notChecked = Set.copyOf(notChecked);
  }

  /**
   * How one case ended.
   *
   * @param name named as its folder
   * @param passed whether its verdict was {@code pass}
   */
  public record CaseVerdict(String name, boolean passed) {}

  /**
   * Reads a report.
   *
   * @return empty where there is no report
   * @throws IOException if the file is no report; its message says what is wrong with it
   */
  public static Optional<TestRunSummary> read(Path file) throws IOException {
    try {
      return Optional.of(of(Json.object(Files.readAllBytes(file), "report.json")));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException("report.json is no report of a test run: " + e.getMessage(), e);
    }
  }

  private static TestRunSummary of(ObjectNode root) throws IOException {
    List<CaseVerdict> cases = new ArrayList<>();
    for (JsonNode one : root.path("cases")) {
      cases.add(new CaseVerdict(text(one, "case"), passed(one)));
    }
    return new TestRunSummary(
        text(root, "task"),
        Digest.parse(text(root, "image")),
        text(root, "engine"),
        text(root, "profile"),
        passed(root),
        Instant.parse(text(root, "started")),
        cases,
        notChecked(root));
  }

  private static Set<RunRule> notChecked(ObjectNode root) {
    Set<RunRule> rules = EnumSet.noneOf(RunRule.class);
    for (JsonNode one : root.path("notChecked")) {
      for (RunRule rule : RunRule.values()) {
        if (rule.key().equals(one.path("rule").textValue())) {
          rules.add(rule);
        }
      }
    }
    return rules;
  }

  private static boolean passed(JsonNode node) throws IOException {
    String verdict = text(node, "verdict");
    if (!verdict.equals("pass") && !verdict.equals("fail")) {
      throw new IOException("report.json has the verdict '" + verdict + "'");
    }
    return verdict.equals("pass");
  }

  private static String text(JsonNode node, String key) throws IOException {
    String text = node.path(key).textValue();
    if (text == null) {
      throw new IOException("report.json has no text at '" + key + "'");
    }
    return text;
  }
}
