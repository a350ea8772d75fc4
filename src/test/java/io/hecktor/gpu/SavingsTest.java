package io.hecktor.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class SavingsTest {

  private static final String JAR = "/opt/app/lib/ort.jar";

  private static NativeLibrary library(String path, long size, String... needed) {
    return new NativeLibrary(path, size, Optional.empty(), List.of(needed), GpuCode.none(), false);
  }

  private static LayerContents layer(NativeLibrary... libraries) {
    return new LayerContents(
        List.of(libraries), List.of(), List.of(), new TreeMap<>(), List.of(), List.of());
  }

  private static List<String> of(List<LayerContents> base, LayerContents own) {
    return Savings.of(base, List.of(own)).stream()
        .map(saving -> saving.bytes() + " " + saving.what())
        .toList();
  }

  @Test
  void addsUpLibrariesForOtherSystemsByJar() {
    LayerContents own =
        new LayerContents(
            List.of(),
            List.of(),
            List.of(
                new LayerContents.Foreign(JAR + "!a.dll", "Windows", 163),
                new LayerContents.Foreign(JAR + "!a.dylib", "macOS", 7)),
            new TreeMap<>(),
            List.of(),
            List.of());

    assertThat(of(List.of(), own))
        .containsExactly("170 libraries for other systems in /opt/app/lib/ort.jar");
  }

  @Test
  void findsWhatStandsTwiceAndWhatNobodyAsksForAndSortsThem() {
    LayerContents base =
        layer(
            library("/usr/lib/libcudart.so.12", 1),
            library("/usr/lib/libnccl.so.2", 256),
            library("/usr/lib/libcusparse.so.12", 293),
            library("/usr/lib/libother.so", 999));
    LayerContents own =
        layer(
            library("/opt/cuda/lib/libcudart.so.12", 2),
            library(JAR + "!libprovider.so", 3, "libcudart.so.12"));

    assertThat(of(List.of(base), own))
        .containsExactly(
            "549 the base's libraries of CUDA that the program never asks for",
            "2 /opt/cuda/lib/libcudart.so.12, which the base has as /usr/lib/libcudart.so.12");
  }

  @Test
  void halvesTheWeightsThatAreSinglePrecision() {
    OnnxModel model =
        new OnnxModel(
            "/opt/app/resources/m.onnx",
            8,
            new TreeMap<>(Map.of("ai.onnx", 17L)),
            new TreeSet<>(List.of(1)),
            1000,
            List.of());
    LayerContents own =
        new LayerContents(
            List.of(), List.of(model), List.of(), new TreeMap<>(), List.of(), List.of());

    assertThat(of(List.of(), own))
        .containsExactly("500 half of the weights of /opt/app/resources/m.onnx");
  }
}
