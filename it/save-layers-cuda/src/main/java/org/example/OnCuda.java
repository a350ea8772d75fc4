package org.example;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Runs a model on the GPU where there is one, and says where it ran. */
public final class OnCuda {

  private OnCuda() {}

  public static void main(String[] arguments) throws Exception {
    Path model = Path.of(System.getenv("HECKTOR_RESOURCES"), "model.onnx");
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = session(environment, model.toString());
        OnnxTensor input = OnnxTensor.createTensor(environment, new float[] {0, 1, -1, 4});
        OrtSession.Result result = session.run(Map.of("x", input))) {
      float[] values = (float[]) result.get(0).getValue();
      Path output = Path.of(System.getenv("HECKTOR_OUTPUT"), "rfs.json");
      Files.writeString(output, Float.toString(values[1]));
    }
  }

  /** CUDA's libraries are loaded by the option; the driver is only asked for by the session. */
  private static OrtSession session(OrtEnvironment environment, String model) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.addCUDA(0);
      OrtSession session = environment.createSession(model, options);
      System.out.println("provider: CUDA");
      return session;
    } catch (OrtException e) {
      System.out.println("provider: CPU, as " + e.getMessage());
      return environment.createSession(model, new OrtSession.SessionOptions());
    }
  }
}
