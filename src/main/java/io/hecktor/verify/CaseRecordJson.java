package io.hecktor.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.ErrorCode;
import io.hecktor.oci.Digest;
import io.hecktor.oci.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A case's record as a document: all of it, and nothing rounded. */
final class CaseRecordJson {

  private static final String VIOLATION = "violation";
  private static final String WARNING = "warning";
  private static final String NOT_CHECKED = "notChecked";

  private CaseRecordJson() {}

  static ObjectNode node(CaseRecord record) {
    CaseResult result = record.result();
    ObjectNode root = Json.newObject();
    root.put("stamp", record.stamp());
    root.put("engine", record.engine());
    root.put("place", record.place());
    ObjectNode exactness = root.putObject("exactness");
    record.exactness().forEach((rule, words) -> exactness.put(rule.key(), words));
    root.put("case", result.caseName());
    ending(root.putObject("ending"), result.ending());
    usage(root.putObject("usage"), result.usage());
    outputs(root.putObject("outputs"), result.outputs());
    ArrayNode findings = root.putArray("findings");
    result.findings().forEach(one -> finding(findings.addObject(), one));
    root.set("scores", ScoreJson.nodes(result.scores()));
    return root;
  }

  private static void ending(ObjectNode node, CaseFacts.Ending ending) {
    node.put("exitCode", ending.exitCode());
    ending.signal().ifPresent(signal -> node.put("signal", signal));
    node.put("timedOut", ending.timedOut());
    node.put("outOfMemory", ending.outOfMemory());
  }

  private static void usage(ObjectNode node, CaseFacts.Usage usage) {
    node.put("nanos", usage.duration().toNanos());
    usage.peakMemoryBytes().ifPresent(bytes -> node.put("peakMemoryBytes", bytes));
    usage.peakGpuMemoryBytes().ifPresent(bytes -> node.put("peakGpuMemoryBytes", bytes));
    if (!usage.memory().values().isEmpty()) {
      ObjectNode memory = node.putObject("memory");
      memory.put("stepNanos", usage.memory().step().toNanos());
      usage.memory().values().forEach(memory.putArray("bytes")::add);
    }
    if (usage.gpu().isPresent()) {
      GpuSeen gpu = usage.gpu().get();
      ObjectNode seen = node.putObject("gpu");
      seen.put("device", gpu.device()).put("clockMhz", gpu.clockMhz());
      gpu.busyShare().ifPresent(share -> seen.put("busyShare", Double.toString(share)));
      gpu.measured().ifPresent(measured -> measured(seen.putObject("measured"), measured));
    }
  }

  private static void measured(ObjectNode node, MeasuredGpu measured) {
    node.put("device", measured.device())
        .put("singleTflops", Double.toString(measured.singleTflops()))
        .put("gigabytesPerSecond", Double.toString(measured.gigabytesPerSecond()));
  }

  private static void outputs(ObjectNode node, Outputs outputs) {
    ArrayNode listed = node.putArray("listed");
    for (Outputs.Output one : outputs.listed()) {
      ObjectNode file = listed.addObject();
      file.put("path", one.path());
      file.put("bytes", one.bytes());
      one.sha256().ifPresent(digest -> file.put("digest", digest.toString()));
    }
    node.put("omitted", outputs.omitted());
  }

  private static void finding(ObjectNode node, RunFinding finding) {
    if (finding instanceof RunFinding.Violation one) {
      words(
          node.put("kind", VIOLATION).put("code", one.code().text()),
          List.of(one.subject(), one.evidence(), one.fix()));
      ArrayNode stack = node.putArray("stack");
      one.stack().forEach(stack::add);
    } else if (finding instanceof RunFinding.Warning one) {
      words(
          node.put("kind", WARNING).put("code", one.code().text()),
          List.of(one.subject(), one.evidence(), one.fix()));
    } else if (finding instanceof RunFinding.NotChecked one) {
      node.put("kind", NOT_CHECKED).put("reason", one.reason());
    }
    node.put("rule", finding.rule().key());
  }

  private static void words(ObjectNode node, List<String> words) {
    node.put("subject", words.get(0)).put("evidence", words.get(1)).put("fix", words.get(2));
  }

  /**
   * Reads a record.
   *
   * @throws IOException if the bytes are no record
   */
  static CaseRecord read(byte[] bytes, String name) throws IOException {
    ObjectNode root = Json.object(bytes, name);
    try {
      Map<RunRule, String> exactness = new EnumMap<>(RunRule.class);
      root.path("exactness")
          .properties()
          .forEach(one -> exactness.put(rule(one.getKey()), one.getValue().asText()));
      return new CaseRecord(
          text(root, "stamp"), text(root, "engine"), text(root, "place"), exactness, result(root));
    } catch (IllegalArgumentException e) {
      throw new IOException(name + " is no record of a case: " + e.getMessage(), e);
    }
  }

  private static CaseResult result(JsonNode root) {
    String name = text(root, "case");
    JsonNode ending = root.path("ending");
    JsonNode usage = root.path("usage");
    List<RunFinding> findings = new ArrayList<>();
    root.path("findings").forEach(one -> findings.add(finding(name, one)));
    return new CaseResult(
        name,
        new CaseFacts.Ending(
            (int) number(ending, "exitCode"),
            ending.has("signal")
                ? OptionalInt.of((int) number(ending, "signal"))
                : OptionalInt.empty(),
            ending.path("timedOut").asBoolean(),
            ending.path("outOfMemory").asBoolean()),
        new CaseFacts.Usage(
            Duration.ofNanos(number(usage, "nanos")),
            optional(usage, "peakMemoryBytes"),
            optional(usage, "peakGpuMemoryBytes"),
            gpu(usage),
            curve(usage.path("memory"))),
        outputs(root.path("outputs")),
        findings,
        ScoreJson.scores(root.path("scores")));
  }

  private static Optional<GpuSeen> gpu(JsonNode usage) {
    if (!usage.has("gpu")) {
      return Optional.empty();
    }
    JsonNode seen = usage.path("gpu");
    return Optional.of(
        new GpuSeen(
            text(seen, "device"),
            (int) number(seen, "clockMhz"),
            seen.has("busyShare")
                ? OptionalDouble.of(Double.parseDouble(text(seen, "busyShare")))
                : OptionalDouble.empty(),
            measured(seen)));
  }

  private static Optional<MeasuredGpu> measured(JsonNode seen) {
    if (!seen.has("measured")) {
      return Optional.empty();
    }
    JsonNode measured = seen.path("measured");
    return Optional.of(
        new MeasuredGpu(
            text(measured, "device"),
            Double.parseDouble(text(measured, "singleTflops")),
            Double.parseDouble(text(measured, "gigabytesPerSecond"))));
  }

  /** Records of older versions have none. */
  private static CaseFacts.Curve curve(JsonNode node) {
    if (node.isMissingNode()) {
      return CaseFacts.Curve.none();
    }
    List<Long> bytes = new ArrayList<>();
    node.path("bytes").forEach(one -> bytes.add(one.asLong()));
    return new CaseFacts.Curve(Duration.ofNanos(number(node, "stepNanos")), bytes);
  }

  private static Outputs outputs(JsonNode node) {
    List<Outputs.Output> listed = new ArrayList<>();
    for (JsonNode one : node.path("listed")) {
      Optional<Digest> digest =
          one.has("digest") ? Optional.of(Digest.parse(text(one, "digest"))) : Optional.empty();
      listed.add(new Outputs.Output(text(one, "path"), number(one, "bytes"), digest));
    }
    return new Outputs(listed, (int) number(node, "omitted"));
  }

  private static RunFinding finding(String caseName, JsonNode node) {
    RunRule rule = rule(text(node, "rule"));
    return switch (text(node, "kind")) {
      case VIOLATION ->
          new RunFinding.Violation(
              caseName,
              rule,
              code(node, rule),
              text(node, "subject"),
              text(node, "evidence"),
              text(node, "fix"),
              stack(node));
      case WARNING ->
          new RunFinding.Warning(
              caseName,
              rule,
              code(node, rule),
              text(node, "subject"),
              text(node, "evidence"),
              text(node, "fix"));
      case NOT_CHECKED -> new RunFinding.NotChecked(caseName, rule, text(node, "reason"));
      default -> throw new IllegalArgumentException("a finding of an unknown kind");
    };
  }

  private static List<String> stack(JsonNode node) {
    List<String> stack = new ArrayList<>();
    node.path("stack").forEach(frame -> stack.add(frame.asText()));
    return stack;
  }

  /** A record of an earlier version of the plugin may lack it, or have one that we do not know. */
  private static ErrorCode code(JsonNode node, RunRule rule) {
    return ErrorCode.of(node.path("code").asText("")).orElse(rule.code());
  }

  private static RunRule rule(String key) {
    return RunRule.valueOf(key.toUpperCase(Locale.ROOT));
  }

  static String text(JsonNode node, String key) {
    String text = node.path(key).textValue();
    if (text == null) {
      throw new IllegalArgumentException("it has no text at '" + key + "'");
    }
    return text;
  }

  static long number(JsonNode node, String key) {
    if (!node.path(key).canConvertToLong()) {
      throw new IllegalArgumentException("it has no number at '" + key + "'");
    }
    return node.path(key).longValue();
  }

  private static OptionalLong optional(JsonNode node, String key) {
    return node.has(key) ? OptionalLong.of(number(node, key)) : OptionalLong.empty();
  }
}
