package io.hecktor.verify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.hecktor.ErrorCode;
import io.hecktor.blob.AtomicFile;
import io.hecktor.oci.Json;
import io.hecktor.oci.JsonStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    try (AtomicFile target = AtomicFile.at(file);
        OutputStream out = new BufferedOutputStream(target.output(), 1 << 16)) {
      new ReportJson(report).write(out);
      out.flush();
      target.commit();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** The document, indented. */
  static byte[] bytes(TestRunReport report) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      new ReportJson(report).write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** One case after the other: four hundred may have more to say than memory holds. */
  private void write(OutputStream out) throws IOException {
    List<CaseResult> cases = report.cases();
    try (JsonStream json = JsonStream.object(out)) {
      put(json, "task", report.subject().task());
      put(json, "image", report.subject().imageId().toString());
      put(json, "engine", report.subject().engine());
      put(json, "profile", report.subject().profile());
      put(json, "verdict", report.verdict());
      put(json, "started", report.started().toString());
      json.put("limits", limits());
      json.array("cases", cases.stream().map(this::caseNode));
      Optional<CaseResult> slowest = report.slowest();
      if (slowest.isPresent()) {
        json.put("slowest", slowest(slowest.get()));
      }
      json.put("batch", new BatchJson(report).node());
      json.array("violations", report.violations().map(ReportJson::node));
      json.array("warnings", report.warnings().map(ReportJson::node));
      json.array("notChecked", report.notChecked().map(ReportJson::node));
      ObjectNode exactness = Json.newObject();
      report.exactness().forEach((rule, words) -> exactness.put(rule.key(), words));
      json.put("exactness", exactness);
    }
  }

  private static void put(JsonStream json, String key, String text) throws IOException {
    json.put(key, TextNode.valueOf(text));
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

  private ObjectNode caseNode(CaseResult one) {
    ObjectNode node = Json.newObject();
    node.put("case", one.caseName());
    node.put("verdict", TestRunReport.verdict(one.passed()));
    node.put("exitCode", one.ending().exitCode());
    one.ending().signal().ifPresent(signal -> node.put("signal", signal));
    node.put("durationSeconds", seconds(one.usage().duration()));
    putOrNull(node, "peakMemoryBytes", one.usage().peakMemoryBytes());
    if (!one.usage().memory().values().isEmpty()) {
      node.set("memorySamples", samples(one.usage().memory()));
    }
    if (one.usage().peakGpuMemoryBytes().isPresent()) {
      node.put("peakGpuMemoryBytes", one.usage().peakGpuMemoryBytes().getAsLong());
    }
    if (one.usage().gpu().isPresent()) {
      node.set("gpu", gpu(one.usage(), one.usage().gpu().get()));
    }
    node.set("outputs", outputs(one.outputs()));
    if (one.outputs().omitted() > 0) {
      node.put("outputsOmitted", one.outputs().omitted());
    }
    if (!one.scores().isEmpty()) {
      node.set("scores", ScoreJson.nodes(one.scores()));
    }
    ArrayNode violations = node.putArray("violations");
    one.violations().forEach(found -> violations.add(node(found)));
    ArrayNode warnings = node.putArray("warnings");
    one.warnings().forEach(found -> warnings.add(node(found)));
    ArrayNode notChecked = node.putArray("notChecked");
    one.notChecked().forEach(found -> notChecked.add(node(found)));
    return node;
  }

  /** The highest sample of each step, in bytes, from the program's start on. */
  private static ObjectNode samples(CaseFacts.Curve memory) {
    ObjectNode node = Json.newObject();
    node.put("stepSeconds", seconds(memory.step()));
    memory.values().forEach(node.putArray("bytes")::add);
    return node;
  }

  /** What was seen of the GPU, and what that lets one expect of a T4. */
  private ObjectNode gpu(CaseFacts.Usage usage, GpuSeen seen) {
    ObjectNode node = Json.newObject();
    node.put("device", seen.device());
    seen.busyShare()
        .ifPresent(share -> node.put("busyShare", rounded(BigDecimal.valueOf(share), 3)));
    if (seen.measured().isPresent()) {
      MeasuredGpu measured = seen.measured().get();
      node.putObject("measured")
          .put("device", measured.device())
          .put("singleTflops", rounded(BigDecimal.valueOf(measured.singleTflops()), 2))
          .put("gigabytesPerSecond", rounded(BigDecimal.valueOf(measured.gigabytesPerSecond()), 0));
    }
    double limit = report.limits().time().value().toNanos() / 1e9;
    Optional<T4Estimate> estimate = T4Estimate.of(usage.duration(), seen);
    if (estimate.isPresent()) {
      node.putObject("estimateOnT4")
          .put("leastSeconds", rounded(BigDecimal.valueOf(estimate.get().least()), 1))
          .put("mostSeconds", rounded(BigDecimal.valueOf(estimate.get().most()), 1))
          .put("marginSeconds", rounded(BigDecimal.valueOf(limit - estimate.get().most()), 1))
          .put("note", "an estimate from " + estimate.get().basis() + "; nothing was run on a T4");
    }
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

  private static ObjectNode node(RunFinding.Violation one) {
    ObjectNode node = node(one, one.code(), List.of(one.subject(), one.evidence(), one.fix()));
    if (!one.stack().isEmpty()) {
      ArrayNode stack = node.putArray("stack");
      one.stack().forEach(stack::add);
    }
    return node;
  }

  private static ObjectNode node(RunFinding.Warning one) {
    return node(one, one.code(), List.of(one.subject(), one.evidence(), one.fix()));
  }

  private static ObjectNode node(RunFinding finding, ErrorCode code, List<String> words) {
    ObjectNode node = Json.newObject();
    node.put("case", finding.caseName());
    node.put("rule", finding.rule().key());
    node.put("code", code.text());
    node.put("subject", words.get(0));
    node.put("evidence", words.get(1));
    node.put("fix", words.get(2));
    return node;
  }

  private static ObjectNode node(RunFinding.NotChecked one) {
    ObjectNode node = Json.newObject();
    node.put("case", one.caseName());
    node.put("rule", one.rule().key());
    node.put("reason", one.reason());
    return node;
  }

  /** Seconds to the millisecond, without needless zeroes. */
  static BigDecimal seconds(Duration duration) {
    return rounded(BigDecimal.valueOf(duration.toMillis(), 3), 3);
  }

  static BigDecimal rounded(BigDecimal value, int digits) {
    BigDecimal bare = value.setScale(digits, RoundingMode.HALF_UP).stripTrailingZeros();
    return bare.scale() < 0 ? bare.setScale(0) : bare;
  }
}
