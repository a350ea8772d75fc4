package io.hecktor.goal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.gpu.GpuFinding;
import io.hecktor.gpu.GpuLint;
import io.hecktor.gpu.NativeLibrary;
import io.hecktor.gpu.OnnxModel;
import java.util.Locale;

/** The part of {@code image.json} that tells what an image brings for the challenge's GPU. */
final class GpuReport {

  private GpuReport() {}

  /** Adds nothing where an image has nothing to do with a GPU. */
  static void add(ObjectNode node, GpuLint.Result result) {
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
        .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
        .put("subject", finding.subject())
        .put("what", finding.problem().what())
        .put("why", finding.problem().why())
        .put("fix", finding.problem().fix());
  }
}
