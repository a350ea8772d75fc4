package org.example.petct.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.example.petct.InferenceException;

/**
 * A network in ONNX, run on the GPU where there is one and on the CPU elsewhere.
 *
 * <p>The GPU is tried with a warm-up: a driver that is missing or too old, or a library that is not
 * there, often shows only when the first kernel runs. Whatever goes wrong then, the CPU takes over.
 */
public final class OnnxModel implements AutoCloseable {

  /** Below the 16 GB of a T4, whose driver and libraries need some, too. */
  private static final long GPU_ARENA_BYTES = 12L << 30;

  private static final int MOST_THREADS = 4;

  private final Path file;
  private final OrtSession session;
  private final boolean onGpu;

  private OnnxModel(Path file, OrtSession session, boolean onGpu) {
    this.file = file;
    this.session = session;
    this.onGpu = onGpu;
  }

  /**
   * Loads a network.
   *
   * @param warmUp what it is tried with on a GPU, of the shape that it will get
   * @param progress takes a line about the device
   * @throws InferenceException if the file is no network that this version can run
   */
  public static OnnxModel load(Path file, List<Tensor> warmUp, Consumer<String> progress)
      throws InferenceException {
    requireReadable(file);
    if (OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
      try {
        OnnxModel model = new OnnxModel(file, gpuSession(file), true);
        model.tryOut(warmUp);
        progress.accept("Loaded " + file.getFileName() + " on the GPU");
        return model;
      } catch (OrtException e) {
        progress.accept("No GPU can be used, falling back to the CPU: " + oneLine(e));
      }
    }
    try (SessionOptions options = options(threads())) {
      OrtSession session = environment().createSession(file.toString(), options);
      progress.accept("Loaded " + file.getFileName() + " on the CPU, " + threads() + " threads");
      return new OnnxModel(file, session, false);
    } catch (OrtException e) {
      throw new InferenceException(
          file,
          "is no network that ONNX Runtime can load (" + oneLine(e) + ")",
          "Export it again for opset 17 or lower",
          e);
    }
  }

  private static void requireReadable(Path file) throws InferenceException {
    if (!Files.isReadable(file)) {
      throw new InferenceException(
          file, "is missing or cannot be read", "Put the network into the task's model files");
    }
  }

  private static OrtSession gpuSession(Path file) throws OrtException {
    try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(0);
        SessionOptions options = options(threads())) {
      cuda.add("gpu_mem_limit", Long.toString(GPU_ARENA_BYTES));
      cuda.add("arena_extend_strategy", "kSameAsRequested");
      // The default tries every algorithm for minutes, each with its workspace.
      cuda.add("cudnn_conv_algo_search", "HEURISTIC");
      options.addCUDA(cuda);
      return environment().createSession(file.toString(), options);
    }
  }

  private void tryOut(List<Tensor> warmUp) throws OrtException {
    try {
      infer(warmUp);
    } catch (OrtException e) {
      session.close();
      throw e;
    }
  }

  private static OrtEnvironment environment() {
    // Warnings would go to stderr, where the platform takes every line for a complaint.
    return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "petct");
  }

  /** The machine's processors, four at most as on the platform. */
  private static int threads() {
    return Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
  }

  private static SessionOptions options(int threads) throws OrtException {
    SessionOptions options = new SessionOptions();
    options.setIntraOpNumThreads(threads);
    options.setInterOpNumThreads(1);
    options.setDeterministicCompute(true);
    return options;
  }

  /** Tells whether the network runs on a GPU. */
  public boolean onGpu() {
    return onGpu;
  }

  /**
   * Returns the values of the only output.
   *
   * @throws InferenceException if the network does not take these inputs or memory is short
   */
  public FloatBuffer run(List<Tensor> inputs) throws InferenceException {
    try {
      return infer(inputs);
    } catch (OrtException e) {
      throw new InferenceException(
          file,
          "could not be run (" + oneLine(e) + ")",
          "Check that its inputs are those of this program and that memory suffices",
          e);
    }
  }

  private FloatBuffer infer(List<Tensor> inputs) throws OrtException {
    Map<String, OnnxTensor> feeds = new LinkedHashMap<>();
    try {
      for (Tensor tensor : inputs) {
        feeds.put(
            tensor.name(), OnnxTensor.createTensor(environment(), tensor.values(), tensor.shape()));
      }
      try (OrtSession.Result result = session.run(feeds)) {
        // A copy on the heap, so that the result may go.
        return ((OnnxTensor) result.get(0)).getFloatBuffer();
      }
    } finally {
      feeds.values().forEach(OnnxTensor::close);
    }
  }

  private static String oneLine(OrtException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
