package io.hecktor.verify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.blob.AtomicFile;
import io.hecktor.oci.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * {@code report.json}: a test run for programs, keys always in the same order. What was not
 * measured is {@code null}.
 */
public final class ReportJson {

  private final TestRunReport report;

  private ReportJson(TestRunReport report) {
    this.report = report;
  }

  /** Writes the file whole or not at all. */
  public static void write(TestRunReport report, Path file) throws IOException {
    AtomicFile.write(file, bytes(report));
  }

  /** The document, indented. */
  static byte[] bytes(TestRunReport report) {
    return Json.pretty(new ReportJson(report).document());
  }

  private ObjectNode document() {
    ObjectNode root = Json.newObject();
    root.put("task", report.subject().task());
    root.put("image", report.subject().imageId().toString());
    root.put("engine", report.subject().engine());
    root.put("profile", report.subject().profile());
    root.put("verdict", report.verdict());
    root.put("started", report.started().toString());
    root.set("limits", limits());
    ArrayNode cases = root.putArray("cases");
    report.cases().forEach(one -> cases.add(caseNode(one)));
    report.slowest().ifPresent(one -> root.set("slowest", slowest(one)));
    root.set("violations", violations(report.violations()));
    root.set("warnings", warnings(report.warnings()));
    root.set("notChecked", notChecked(report.notChecked()));
    ObjectNode exactness = root.putObject("exactness");
    report.exactness().forEach((rule, words) -> exactness.put(rule.key(), words));
    return root;
  }

  private ObjectNode limits() {
    ObjectNode node = Json.newObject();
    node.put("timeSeconds", seconds(report.limits().time().value()));
    node.put("memoryBytes", report.limits().memoryBytes().value());
    node.put("gpuMemoryBytes", report.limits().gpuMemoryBytes().value());
    report
        .limits()
        .dataSegmentBytes()
        .ifPresent(limit -> node.put("dataSegmentBytes", limit.value()));
    return node;
  }

  private static ObjectNode caseNode(CaseResult one) {
    ObjectNode node = Json.newObject();
    node.put("case", one.caseName());
    node.put("verdict", TestRunReport.verdict(one.passed()));
    node.put("exitCode", one.ending().exitCode());
    one.ending().signal().ifPresent(signal -> node.put("signal", signal));
    node.put("durationSeconds", seconds(one.usage().duration()));
    putOrNull(node, "peakMemoryBytes", one.usage().peakMemoryBytes());
    if (one.usage().peakGpuMemoryBytes().isPresent()) {
      node.put("peakGpuMemoryBytes", one.usage().peakGpuMemoryBytes().getAsLong());
    }
    node.set("outputs", outputs(one.outputs()));
    if (one.outputs().omitted() > 0) {
      node.put("outputsOmitted", one.outputs().omitted());
    }
    node.set("violations", violations(one.violations()));
    node.set("warnings", warnings(one.warnings()));
    node.set("notChecked", notChecked(one.notChecked()));
    return node;
  }

  private static void putOrNull(ObjectNode node, String key, OptionalLong value) {
    if (value.isPresent()) {
      node.put(key, value.getAsLong());
    } else {
      node.putNull(key);
    }
  }

  private static ArrayNode outputs(Outputs outputs) {
    ArrayNode all = Json.newArray();
    for (Outputs.Output output : outputs.listed()) {
      ObjectNode node = all.addObject();
      node.put("path", output.path());
      node.put("bytes", output.bytes());
      output
          .sha256()
          .ifPresentOrElse(
              digest -> node.put("sha256", digest.hex()), () -> node.putNull("sha256"));
    }
    return all;
  }

  private ObjectNode slowest(CaseResult one) {
    ObjectNode node = Json.newObject();
    node.put("case", one.caseName());
    node.put("durationSeconds", seconds(one.usage().duration()));
    node.put("shareOfLimit", rounded(BigDecimal.valueOf(report.shareOfTime(one)), 4));
    return node;
  }

  private static ArrayNode violations(List<RunFinding.Violation> violations) {
    ArrayNode all = Json.newArray();
    for (RunFinding.Violation one : violations) {
      put(all.addObject(), one, List.of(one.subject(), one.evidence(), one.fix()));
    }
    return all;
  }

  private static ArrayNode warnings(List<RunFinding.Warning> warnings) {
    ArrayNode all = Json.newArray();
    for (RunFinding.Warning one : warnings) {
      put(all.addObject(), one, List.of(one.subject(), one.evidence(), one.fix()));
    }
    return all;
  }

  private static void put(ObjectNode node, RunFinding finding, List<String> words) {
    node.put("case", finding.caseName());
    node.put("rule", finding.rule().key());
    node.put("subject", words.get(0));
    node.put("evidence", words.get(1));
    node.put("fix", words.get(2));
  }

  private static ArrayNode notChecked(List<RunFinding.NotChecked> notChecked) {
    ArrayNode all = Json.newArray();
    for (RunFinding.NotChecked one : notChecked) {
      ObjectNode node = all.addObject();
      node.put("case", one.caseName());
      node.put("rule", one.rule().key());
      node.put("reason", one.reason());
    }
    return all;
  }

  /** Seconds to the millisecond, without needless zeroes. */
  private static BigDecimal seconds(Duration duration) {
    return rounded(BigDecimal.valueOf(duration.toMillis(), 3), 3);
  }

  private static BigDecimal rounded(BigDecimal value, int digits) {
    BigDecimal bare = value.setScale(digits, RoundingMode.HALF_UP).stripTrailingZeros();
    return bare.scale() < 0 ? bare.setScale(0) : bare;
  }
}
