package io.hecktor.gpu;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The libraries of CUDA that an image's own libraries ask for, and those that these ask for in
 * turn, whether their headers say so or they load them by name.
 *
 * @param found by name; the first of those that the name leads to
 * @param missing by name, with one that asks for it
 */
record Demand(SortedMap<String, NativeLibrary> found, SortedMap<String, String> missing) {

  /** These belong to the system, and cuDNN fails late and without a word where one is missing. */
  private static final List<String> OF_THE_SYSTEM =
      List.of("libz.so.1", "libstdc++.so.6", "libgcc_s.so.1");

  /** ONNX Runtime opens it where TensorRT is asked for, and nowhere else. */
  private static final String OPTIONAL_CLIENT = "libonnxruntime_providers_tensorrt.so";

  private static final int NEWEST_CUDA_OF_ONNX_RUNTIME = 12;

  static Demand of(List<NativeLibrary> own, ImageContents image) {
    Map<String, String> asked = new LinkedHashMap<>();
    ArrayDeque<NativeLibrary> left = new ArrayDeque<>();
    own.stream().filter(Demand::usesCuda).forEach(left::add);
    int cuda = cuda(own);
    SortedMap<String, NativeLibrary> found = new TreeMap<>();
    SortedMap<String, String> missing = new TreeMap<>();
    while (!left.isEmpty()) {
      NativeLibrary client = left.poll();
      for (String name : wanted(client, cuda)) {
        if (asked.putIfAbsent(name, client.name()) == null) {
          Optional<NativeLibrary> library = image.named(name).stream().findFirst();
          if (library.isPresent()) {
            found.put(name, library.get());
            left.add(library.get());
          } else {
            missing.put(name, client.name());
          }
        }
      }
    }
    return new Demand(found, missing);
  }

  /** The libraries that one asks for, as far as they are CUDA's or cuDNN wants them. */
  static List<String> wanted(NativeLibrary client, int cuda) {
    List<String> all = new java.util.ArrayList<>();
    boolean ofCuda = CudaNames.isCuda(client.name());
    client.needed().stream()
        .filter(name -> CudaNames.isCuda(name) || (ofCuda && OF_THE_SYSTEM.contains(name)))
        .forEach(all::add);
    all.addAll(CudaNames.loads(client.soname().orElse(client.name()), cuda));
    return all;
  }

  /** Whether a library wants CUDA: it holds code for a GPU, or asks for one of CUDA's libraries. */
  static boolean usesCuda(NativeLibrary library) {
    return !library.name().equals(OPTIONAL_CLIENT)
        && (!library.code().isEmpty() || library.needed().stream().anyMatch(CudaNames::isCuda));
  }

  /** The first number of the version of CUDA that the libraries ask for. */
  static int cuda(List<NativeLibrary> own) {
    return own.stream()
        .flatMap(library -> library.needed().stream())
        .filter(name -> name.startsWith("libcudart.so."))
        .flatMap(name -> CudaNames.major(name).stream())
        .findFirst()
        .orElse(NEWEST_CUDA_OF_ONNX_RUNTIME);
  }
}
