package io.hecktor.goal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.gpu.GpuFinding;
import io.hecktor.gpu.GpuLint;
import io.hecktor.gpu.NativeLibrary;
import io.hecktor.gpu.OnnxModel;
import io.hecktor.gpu.Savings;
import java.util.Locale;

/**
 * The parts of {@code image.json} that tell what an image brings for the challenge's GPU, and what
 * it could do without.
 */
final class GpuReport {

  private GpuReport() {}

  /** Adds savings always, and the rest where an image has to do with a GPU. */
  static void add(ObjectNode node, GpuCheck.Looked looked) {
    GpuLint.Result result = looked.result();
    ArrayNode savings = node.putArray("savings");
    for (Savings.Saving saving : looked.savings()) {
      savings
          .addObject()
          .put("what", saving.what())
          .put("bytes", saving.bytes())
          .put("fix", saving.fix());
    }
    if (result.libraries().isEmpty() && result.models().isEmpty() && result.findings().isEmpty()) {
      return;
    }
    ObjectNode gpu = node.putObject("gpu");
    ArrayNode libraries = gpu.putArray("libraries");
    for (NativeLibrary library : result.libraries()) {
      libraries
          .addObject()
          .put("path", library.path())
          .put("size", library.sizeBytes())
          .put("code", library.code().text());
    }
    ArrayNode models = gpu.putArray("models");
    result.models().forEach(model -> add(models.addObject(), model));
    ArrayNode findings = gpu.putArray("findings");
    result.findings().forEach(finding -> add(findings.addObject(), finding));
  }

  private static void add(ObjectNode node, OnnxModel model) {
    node.put("path", model.path());
    ObjectNode opsets = node.putObject("opsets");
    model.opsets().forEach(opsets::put);
    node.put("weights", model.allWeightBytes());
  }

  private static void add(ObjectNode node, GpuFinding finding) {
    node.put("rule", finding.rule())
        .put("code", finding.problem().code().text())
        .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
        .put("subject", finding.subject())
        .put("what", finding.problem().what())
        .put("why", finding.problem().why())
        .put("fix", finding.problem().fix());
  }
}
