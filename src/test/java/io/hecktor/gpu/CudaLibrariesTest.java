package io.hecktor.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import io.hecktor.plan.Natives;
import io.hecktor.testing.TestElf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CudaLibrariesTest {

  private static final String AT = "org/bytedeco/cuda/linux-x86_64/";

  @TempDir Path folder;
  private Path cuda;

  @BeforeEach
  void makeCuda() throws IOException {
    cuda = folder.resolve("cuda.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(cuda))) {
      put(zip, "libcudart.so.12", "libc.so.6");
      put(zip, "libcublas.so.12", "libcublasLt.so.12", "libm.so.6");
      put(zip, "libcublasLt.so.12");
      put(zip, "libcusparse.so.12", "libnvJitLink.so.12");
      put(zip, "libnvJitLink.so.12");
      put(zip, "libnccl.so.2");
      put(zip, "libcudnn.so.9");
      put(zip, "libcudnn_graph.so.9", "libz.so.1");
      put(zip, "libcudnn_ops.so.9", "libcudnn_graph.so.9");
      put(zip, "libcudnn_cnn.so.9", "libcudnn_ops.so.9");
      put(zip, "libcudnn_adv.so.9", "libcudnn_ops.so.9");
      put(zip, "libcudnn_heuristic.so.9");
      put(zip, "libcudnn_engines_precompiled.so.9");
      put(zip, "libcudnn_engines_runtime_compiled.so.9");
      put(zip, "libnvrtc.so.12");
      put(zip, "libnvrtc-builtins.so.12.6");
      zip.putNextEntry(new ZipEntry("META-INF/licenses/EULA.txt"));
      zip.write("terms".getBytes("UTF-8"));
    }
  }

  private static void put(ZipOutputStream zip, String name, String... needed) throws IOException {
    zip.putNextEntry(new ZipEntry(AT + name));
    zip.write(TestElf.library(name, needed));
  }

  private Path program(String... needed) throws IOException {
    Path jar = folder.resolve("program.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("native/libprovider.so"));
      zip.write(TestElf.library("libprovider.so", needed));
    }
    return jar;
  }

  private CudaLibraries.Chosen choose(List<String> excluded, String... needed) throws IOException {
    BlobStore store = new BlobStore(folder.resolve("store"));
    Natives.CudaJar jar = new Natives.CudaJar("org.bytedeco:cuda:12.6", cuda, excluded);
    return new CudaLibraries(store, Progress.silent()).choose(jar, List.of(program(needed)));
  }

  @Test
  void takesWhatHeadersAskForAndWhatTheseAskFor() throws IOException {
    assertThat(choose(List.of(), "libcublas.so.12", "libcudart.so.12", "libc.so.6").names())
        .containsExactlyInAnyOrder("libcublas.so.12", "libcublasLt.so.12", "libcudart.so.12");
  }

  @Test
  void takesWhatCudnnLoadsByName() throws IOException {
    CudaLibraries.Chosen chosen = choose(List.of(), "libcudnn.so.9", "libcudart.so.12");

    assertThat(chosen.names())
        .hasSize(11)
        .contains("libcudnn_engines_precompiled.so.9", "libcudnn_adv.so.9")
        .contains("libnvrtc.so.12", "libnvrtc-builtins.so.12.6")
        .doesNotContain("libcublas.so.12", "libnccl.so.2", "libnvJitLink.so.12");
    assertThat(chosen.wanted()).contains("libz.so.1");
  }

  @Test
  void takesTheLicencesAlong() throws IOException {
    assertThat(choose(List.of(), "libcudart.so.12").entries())
        .extracting(ZipEntry::getName)
        .containsExactlyInAnyOrder(AT + "libcudart.so.12", "META-INF/licenses/EULA.txt");
  }

  @Test
  void leavesOutWhatTheUserExcludes() throws IOException {
    assertThat(choose(List.of("libcudnn_adv.so.9"), "libcudnn.so.9").names())
        .contains("libcudnn_cnn.so.9")
        .doesNotContain("libcudnn_adv.so.9");
  }

  @Test
  void choosesTheSameFromItsRecords() throws IOException {
    List<String> first = choose(List.of(), "libcudnn.so.9").names();

    assertThat(choose(List.of(), "libcudnn.so.9").names()).isEqualTo(first);
    assertThat(choose(List.of(), "libcublas.so.12").names()).isNotEqualTo(first);
  }

  @Test
  void choosesNothingForAProgramWithoutCuda() throws IOException {
    assertThat(choose(List.of(), "libc.so.6").libraries()).isEmpty();
  }
}
