package io.hecktor.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The words by which programs tell that they asked for CUDA and go on without it, wherever in a
 * stream they stand: models are loaded first, and much may be said after that.
 */
final class GpuFallback {

  /** ONNX Runtime's, PyTorch's, TensorFlow's and CUDA's own, and those of the baseline. */
  private static final List<String> WORDS =
      List.of(
          "failed to create cudaexecutionprovider",
          "failed to find cuda shared provider",
          "libonnxruntime_providers_cuda.so with error",
          "'cudaexecutionprovider' is not in available provider names",
          "cuda_error_no_device",
          "cuda_error_not_initialized",
          "no cuda-capable device is detected",
          "cuda driver version is insufficient",
          "cuda is not available",
          "torch not compiled with cuda enabled",
          "found no nvidia driver on your system",
          "could not find cuda drivers",
          "libcuda.so.1: cannot open shared object file",
          "no gpu can be used, falling back to the cpu",
          "falling back to ['cpuexecutionprovider']");

  private static final int PIECE = 1 << 16;

  /** What is looked at again with the next piece; no words are longer. */
  private static final int OVERLAP = 1 << 10;

  private GpuFallback() {}

  /** The line that tells it, in one of the streams. */
  static Optional<String> in(CaseFacts.RunFiles files) throws IOException {
    Optional<String> line = in(files.stderr());
    return line.isPresent() ? line : in(files.stdout());
  }

  private static Optional<String> in(Path stream) throws IOException {
    if (!Files.exists(stream)) {
      return Optional.empty();
    }
    String before = "";
    try (InputStream in = Files.newInputStream(stream)) {
      byte[] piece = in.readNBytes(PIECE);
      while (piece.length > 0) {
        String text = before + new String(piece, StandardCharsets.UTF_8);
        Optional<String> line = line(text);
        if (line.isPresent()) {
          return line;
        }
        before = text.substring(Math.max(0, text.length() - OVERLAP));
        piece = in.readNBytes(PIECE);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> line(String text) {
    String small = text.toLowerCase(Locale.ROOT);
    for (String words : WORDS) {
      int at = small.indexOf(words);
      if (at >= 0 && small.length() == text.length()) {
        int from = Math.max(text.lastIndexOf('\n', at) + 1, at - OVERLAP);
        int end = text.indexOf('\n', at);
        int to = Math.min(end < 0 ? text.length() : end, at + OVERLAP);
        return Optional.of(text.substring(from, to).strip());
      } else if (at >= 0) {
        return Optional.of(words);
      }
    }
    return Optional.empty();
  }
}
