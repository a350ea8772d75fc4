package io.hecktor.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.gpu.GpuCode.Kind;
import io.hecktor.gpu.GpuCode.Piece;
import io.hecktor.gpu.GpuFinding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class GpuLintTest {

  private static final String ORT = "/opt/app/lib/ort.jar!ai/libonnxruntime_providers_cuda.so";
  private static final String CUDA = "/usr/local/cuda/lib64/";
  private static final String SYSTEM = "/usr/lib/x86_64-linux-gnu/";

  private static NativeLibrary library(String path, GpuCode code, String... needed) {
    return new NativeLibrary(path, 1, Optional.empty(), List.of(needed), code, false);
  }

  private static NativeLibrary library(String path, String... needed) {
    return library(path, GpuCode.none(), needed);
  }

  private static GpuCode cubins(int... architectures) {
    TreeMap<Piece, Integer> pieces = new TreeMap<>();
    for (int architecture : architectures) {
      pieces.put(new Piece(Kind.CUBIN, architecture, false), 3);
    }
    return new GpuCode(pieces);
  }

  private static LayerContents layer(List<NativeLibrary> libraries) {
    return new LayerContents(
        libraries, List.of(), List.of(), new TreeMap<>(), List.of(), List.of());
  }

  private static GpuTarget target(Map<String, String> environment) {
    return new GpuTarget(
        "NVIDIA T4",
        75,
        16L << 30,
        "nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04@sha256:2f",
        environment,
        Map.of("/opt/app/resources/model.data", 100L));
  }

  private static final Map<String, String> CUDA_PATH = Map.of("LD_LIBRARY_PATH", CUDA);

  private static GpuLint.Result judge(
      List<NativeLibrary> own, List<NativeLibrary> base, Map<String, String> environment) {
    ImageContents image = new ImageContents(List.of(layer(base), layer(own)));
    return GpuLint.judge(own, image, target(environment));
  }

  private static List<String> warnings(GpuLint.Result result) {
    return result.findings().stream()
        .filter(finding -> finding.severity() == Severity.WARNING)
        .map(finding -> finding.rule() + ": " + finding.problem().what())
        .toList();
  }

  private static List<NativeLibrary> cuda() {
    List<NativeLibrary> all = new ArrayList<>();
    all.add(library(CUDA + "libcudart.so.12", "libc.so.6"));
    all.add(library(CUDA + "libcublas.so.12", cubins(70, 75, 80), "libcublasLt.so.12"));
    all.add(library(CUDA + "libcublasLt.so.12", cubins(70, 80)));
    all.add(library(CUDA + "libnvrtc.so.12"));
    all.add(library(CUDA + "libnvrtc-builtins.so.12.6"));
    all.add(library(CUDA + "libcudnn.so.9"));
    all.add(library(CUDA + "libcudnn_graph.so.9", "libz.so.1"));
    for (String part :
        List.of("ops", "cnn", "heuristic", "engines_precompiled", "engines_runtime_compiled")) {
      all.add(library(CUDA + "libcudnn_" + part + ".so.9", "libcudnn_graph.so.9"));
    }
    all.add(library(SYSTEM + "libz.so.1"));
    return all;
  }

  private static final NativeLibrary PROVIDER =
      library(ORT, cubins(70, 75, 80), "libcublas.so.12", "libcudart.so.12", "libcudnn.so.9");

  private static List<NativeLibrary> without(String name) {
    return cuda().stream().filter(library -> !library.name().equals(name)).toList();
  }

  @Test
  void hasNothingToSayOfACompleteImage() {
    GpuLint.Result result = judge(List.of(PROVIDER), cuda(), CUDA_PATH);

    assertThat(warnings(result)).isEmpty();
    assertThat(result.findings()).extracting(GpuFinding::rule).containsExactly("driver");
    assertThat(result.findings().get(0).problem().what()).contains("525.60.13");
  }

  @Test
  void namesALibraryOfWhichAT4RunsNothing() {
    List<NativeLibrary> own = List.of(library("/opt/app/libnew.so", cubins(80, 90)));

    assertThat(warnings(judge(own, List.of(), Map.of())))
        .containsExactly("architecture: `/opt/app/libnew.so` holds GPU code for sm_80 3, sm_90 3.");
  }

  @Test
  void saysNothingOfABasesLibraryThatNobodyAsksFor() {
    List<NativeLibrary> base = new ArrayList<>(cuda());
    base.add(library(CUDA + "libnccl.so.2", cubins(90)));

    assertThat(warnings(judge(List.of(PROVIDER), base, CUDA_PATH))).isEmpty();
  }

  @Test
  void findsTheLibraryThatIsNotThere() {
    assertThat(warnings(judge(List.of(PROVIDER), without("libcublasLt.so.12"), CUDA_PATH)))
        .containsExactly(
            "library: `libcublas.so.12` asks for libcublasLt.so.12, which the image lacks.");
  }

  @Test
  void knowsWhatCudnnLoadsByName() {
    assertThat(warnings(judge(List.of(PROVIDER), without("libcudnn_heuristic.so.9"), CUDA_PATH)))
        .singleElement()
        .asString()
        .contains("`libcudnn_graph.so.9` asks for libcudnn_heuristic.so.9");
    assertThat(warnings(judge(List.of(PROVIDER), without("libnvrtc-builtins.so.12.6"), CUDA_PATH)))
        .singleElement()
        .asString()
        .contains("libnvrtc-builtins.so.12.");
  }

  @Test
  void knowsThatCudnnFailsWithoutZlib() {
    assertThat(warnings(judge(List.of(PROVIDER), without("libz.so.1"), CUDA_PATH)))
        .containsExactly(
            "library: `libcudnn_graph.so.9` asks for libz.so.1, which the image lacks.");
  }

  @Test
  void asksForNoTensorRtThatTheProgramMayNeverUse() {
    List<NativeLibrary> own =
        List.of(
            PROVIDER,
            library(
                "/opt/app/lib/ort.jar!ai/libonnxruntime_providers_tensorrt.so",
                "libnvinfer.so.10",
                "libcudart.so.12"));

    assertThat(warnings(judge(own, cuda(), CUDA_PATH))).isEmpty();
  }

  @Test
  void findsLibrariesWhereTheLoaderDoesNotLook() {
    GpuLint.Result result = judge(List.of(PROVIDER), cuda(), Map.of());

    assertThat(warnings(result))
        .contains("library: `" + CUDA + "libcudart.so.12` lies where the loader does not look.");
  }

  @Test
  void followsLinksToLibrariesAndFolders() {
    TreeMap<String, String> links = new TreeMap<>();
    links.put("usr/local/cuda", "cuda-12.6");
    links.put("usr/local/cuda-12.6/lib64", "targets/x86_64-linux/lib");
    links.put(
        "usr/local/cuda-12.6/targets/x86_64-linux/lib/libcudart.so.12", "libcudart.so.12.6.77");
    NativeLibrary real =
        library("/usr/local/cuda-12.6/targets/x86_64-linux/lib/libcudart.so.12.6.77");
    LayerContents base =
        new LayerContents(List.of(real), List.of(), List.of(), links, List.of(), List.of());
    List<NativeLibrary> own = List.of(library("/opt/app/liba.so", "libcudart.so.12"));

    GpuLint.Result result =
        GpuLint.judge(own, new ImageContents(List.of(base, layer(own))), target(CUDA_PATH));

    assertThat(warnings(result)).isEmpty();
  }

  @Test
  void seesWhatAWhiteoutHides() {
    LayerContents hiding =
        new LayerContents(
            List.of(),
            List.of(),
            List.of(),
            new TreeMap<>(),
            List.of("usr/local/cuda/lib64/.wh.libz.so.1", "usr/local/cuda/.wh..wh..opq"),
            List.of());

    ImageContents image = new ImageContents(List.of(layer(cuda()), hiding));

    assertThat(image.libraries())
        .extracting(NativeLibrary::path)
        .containsExactly(SYSTEM + "libz.so.1");
  }

  @Test
  void warnsOfARuntimeThatNeedsANewerDriverThanThePlatformIsKnownToHave() {
    List<NativeLibrary> own = List.of(library("/opt/app/liba.so", "libcudart.so.13"));
    List<NativeLibrary> base = List.of(library(CUDA + "libcudart.so.13"));

    assertThat(warnings(judge(own, base, CUDA_PATH)))
        .containsExactly(
            "driver: The program uses CUDA 13, which needs driver 580.65.06 or newer.");
  }

  @Test
  void warnsOfABaseThatIsNotStartedOnAnOlderDriver() {
    Map<String, String> environment = new TreeMap<>(CUDA_PATH);
    environment.put("NVIDIA_REQUIRE_CUDA", "cuda>=12.9 brand=tesla,driver>=535,driver<536");
    assertThat(warnings(judge(List.of(PROVIDER), cuda(), environment)))
        .containsExactly("driver: The base's NVIDIA_REQUIRE_CUDA asks for CUDA 12.9.");

    environment.put("NVIDIA_REQUIRE_CUDA", "cuda>=12.4 brand=tesla,driver>=470,driver<471");
    assertThat(warnings(judge(List.of(PROVIDER), cuda(), environment))).isEmpty();
  }

  @Test
  void warnsOfTelemetryUnlessItIsSwitchedOff() {
    List<NativeLibrary> own =
        List.of(
            new NativeLibrary(
                "/a.jar!libonnxruntime.so", 1, Optional.empty(), List.of(), GpuCode.none(), true));

    assertThat(warnings(judge(own, List.of(), Map.of()))).hasSize(1);
    assertThat(warnings(judge(own, List.of(), Map.of("ORT_DISABLE_TELEMETRY", "1")))).isEmpty();
  }

  private static List<String> ofModel(OnnxModel model) {
    LayerContents layer =
        new LayerContents(
            List.of(), List.of(model), List.of(), new TreeMap<>(), List.of(), List.of());
    ImageContents image = new ImageContents(List.of(layer));
    return warnings(GpuLint.judge(List.of(), image, target(Map.of())));
  }

  private static OnnxModel model(int type, long weights, OnnxModel.External... external) {
    return new OnnxModel(
        "/opt/app/resources/m.onnx",
        8,
        new TreeMap<>(Map.of("ai.onnx", 17L)),
        new TreeSet<>(List.of(type)),
        weights,
        List.of(external));
  }

  @Test
  void judgesModels() {
    assertThat(ofModel(model(1, 1000, new OnnxModel.External("model.data", 90, 100)))).isEmpty();
    assertThat(ofModel(model(16, 1000))).singleElement().asString().contains("uses bfloat16");
    assertThat(ofModel(model(1, 17L << 30))).singleElement().asString().contains("17.0 GiB");
    assertThat(ofModel(model(1, 0, new OnnxModel.External("other.data", 90, 100))))
        .singleElement()
        .asString()
        .contains("`other.data`, which the image lacks");
    assertThat(ofModel(model(1, 0, new OnnxModel.External("model.data", 90, 101))))
        .singleElement()
        .asString()
        .contains("has 100 of 101 bytes");
  }

  @Test
  void isNotConcernedWithAProgramWithoutCuda() {
    assertThat(GpuLint.concerns(List.of(library("/a.jar!libonnxruntime.so", "libc.so.6"))))
        .isFalse();
    assertThat(GpuLint.concerns(List.of(PROVIDER))).isTrue();
  }
}
