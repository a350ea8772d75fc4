package io.hecktor.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The counts that were taken from NVIDIA's and Microsoft's libraries by other means, while the form
 * of fat binaries was found out. The jars have 2.4 GB, so this runs with {@code -Dhecktor.it.large}
 * and where the local repository has them.
 */
final class RealLibrariesIT {

  private static final String ORT =
      "com/microsoft/onnxruntime/onnxruntime_gpu/1.24.3/onnxruntime_gpu-1.24.3.jar";
  private static final String CUDA =
      "org/bytedeco/cuda/12.6-9.5-1.5.11/cuda-12.6-9.5-1.5.11-linux-x86_64-redist.jar";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "libonnxruntime_providers_cuda.so, 70, 200",
    "libonnxruntime_providers_cuda.so, 75, 200",
    "libonnxruntime_providers_cuda.so, 80, 200",
    "libcublasLt.so.12, 75, 120",
    "libcublasLt.so.12, 70, 144",
    "libcublas.so.12, 75, 14",
    "libcublas.so.12, 70, 194",
    "libcudnn_ops.so.9, 75, 22",
    "libcudnn_engines_precompiled.so.9, 75, 404",
    "libcudnn_cnn.so.9, 75, 12",
    "libcudnn_adv.so.9, 75, 33",
    "libcurand.so.10, 75, 11",
    "libcufft.so.11, 75, 290"
  })
  void agreesWithTheCountsTakenByHand(String name, int architecture, int count) throws IOException {
    GpuCode code = Fixtures.code(unpacked(name));

    assertThat(code.count(GpuCode.Kind.CUBIN, architecture)).isEqualTo(count);
    assertThat(code.runsNowhereOn(GpuTarget.T4_CAPABILITY)).isFalse();
  }

  private Path unpacked(String name) throws IOException {
    Assumptions.assumeTrue(System.getProperty("hecktor.it.large") != null, "opt-in");
    Path repository = Path.of(System.getProperty("hecktor.it.userRepository"));
    Path jar = repository.resolve(name.contains("onnxruntime") ? ORT : CUDA);
    Assumptions.assumeTrue(Files.isRegularFile(jar), jar.getFileName() + " is not here");
    Path file = folder.resolve(name);
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry entry =
          zip.stream().filter(e -> e.getName().endsWith("/" + name)).findFirst().orElseThrow();
      try (InputStream in = zip.getInputStream(entry)) {
        Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return file;
  }
}
