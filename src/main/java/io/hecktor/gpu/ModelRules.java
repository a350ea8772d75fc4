package io.hecktor.gpu;

import io.hecktor.ByteSize;
import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import io.hecktor.gpu.GpuFinding.Severity;
import java.util.List;

/** Judges models in ONNX's form. */
final class ModelRules {

  private final GpuTarget target;
  private final List<GpuFinding> findings;

  ModelRules(GpuTarget target, List<GpuFinding> findings) {
    this.target = target;
    this.findings = findings;
  }

  void judge(OnnxModel model) {
    types(model);
    model.external().forEach(file -> external(model, file));
    weights(model);
  }

  private void warn(OnnxModel model, Problem problem) {
    findings.add(new GpuFinding("model", Severity.WARNING, model.path(), problem));
  }

  private void types(OnnxModel model) {
    List<String> beyond = model.typesBeyondTuring();
    if (!beyond.isEmpty()) {
      warn(
          model,
          new Problem(
              ErrorCode.MODEL_TYPES,
              "`" + model.path() + "` uses " + String.join(", ", beyond) + ".",
              "An " + target.text() + " has no arithmetic for it, so kernels are missing or slow.",
              "Export the model with float16 or float32."));
    }
  }

  /** A model in a jar cannot have other files, so only those in folders are looked at. */
  private void external(OnnxModel model, OnnxModel.External file) {
    String folder = model.path().substring(0, model.path().lastIndexOf('/') + 1);
    Long size = target.files().get(folder + file.location());
    if (size == null || size < file.endBytes()) {
      warn(
          model,
          new Problem(
              ErrorCode.MODEL_WEIGHTS_MISSING,
              "`"
                  + model.path()
                  + "` keeps weights in `"
                  + file.location()
                  + "`, which "
                  + (size == null
                      ? "the image lacks."
                      : "has " + size + " of " + file.endBytes() + " bytes."),
              "The model cannot be loaded without them.",
              "Put the file that was written with the model beside it."));
    }
  }

  private void weights(OnnxModel model) {
    if (model.allWeightBytes() > target.memoryBytes()) {
      warn(
          model,
          new Problem(
              ErrorCode.MODEL_TOO_LARGE,
              "The weights of `"
                  + model.path()
                  + "` have "
                  + ByteSize.format(model.allWeightBytes())
                  + ".",
              "The GPU of the challenge has " + ByteSize.format(target.memoryBytes()) + ".",
              "Store the weights in half precision, or run a part of the model at a time."));
    }
  }
}
