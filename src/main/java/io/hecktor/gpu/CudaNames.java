package io.hecktor.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The libraries of CUDA and cuDNN by name, and what they load by name while they run, which their
 * headers do not tell: seen in the files of CUDA 12.6, cuDNN 9.5 and ONNX Runtime 1.22 to 1.29.
 */
public final class CudaNames {

  /** Everything that NVIDIA ships for programs, apart from the driver's own part. */
  private static final Pattern CUDA =
      Pattern.compile(
          "lib(cudart|cublas|cublasLt|cudnn\\w*|cufft|cufftw|curand|cusparse|cusparseLt|cusolver"
              + "|cusolverMg|nvrtc|nvrtc-builtins|nvJitLink|nvjpeg|npp\\w+|nccl|nvToolsExt|cupti"
              + "|nvcomp|nvblas)\\.so\\.[\\d.]+");

  /** It has to fit the kernel's module, so the platform mounts it. */
  private static final Pattern DRIVER =
      Pattern.compile("lib(cuda|nvidia-[\\w-]+|nvcuvid)\\.so\\.[\\d.]+");

  private static final Pattern VERSIONED = Pattern.compile("(lib[\\w-]+)\\.so\\.(\\d+)[\\d.]*");

  /** Parts of cuDNN 9, by what loads them. */
  private static final Map<String, List<String>> PARTS_OF_CUDNN_9 =
      Map.of(
          "libcudnn", List.of("libcudnn_graph", "libcudnn_ops", "libcudnn_cnn", "libcudnn_adv"),
          "libcudnn_graph",
              List.of(
                  "libcudnn_engines_precompiled",
                  "libcudnn_engines_runtime_compiled",
                  "libcudnn_heuristic"));

  private static final List<String> PARTS_OF_CUDNN_8 =
      List.of("libcudnn_ops_infer", "libcudnn_cnn_infer");

  /** Recurrent networks and attention alone need it, and it weighs 170 MB. */
  private static final Set<String> DISPENSABLE = Set.of("libcudnn_adv");

  private CudaNames() {}

  /** Whether NVIDIA ships a library of that name for programs. */
  public static boolean isCuda(String soname) {
    return CUDA.matcher(soname).matches();
  }

  /** Whether it belongs to the driver. */
  public static boolean isDriver(String soname) {
    return DRIVER.matcher(soname).matches();
  }

  /** Whether most models do without it. */
  public static boolean isDispensable(String soname) {
    return DISPENSABLE.contains(stem(soname));
  }

  private static String stem(String soname) {
    Matcher matcher = VERSIONED.matcher(soname);
    return matcher.matches() ? matcher.group(1) : soname;
  }

  /** The first number of a name's version. */
  public static Optional<Integer> major(String soname) {
    Matcher matcher = VERSIONED.matcher(soname);
    return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(2))) : Optional.empty();
  }

  /**
   * The names that a library loads while it runs; one that ends in {@code .} stands for any version
   * that begins so.
   *
   * @param name of the library
   * @param cuda the first number of CUDA's version
   */
  static List<String> loads(String name, int cuda) {
    Matcher matcher = VERSIONED.matcher(name);
    if (!matcher.matches()) {
      return List.of();
    }
    String stem = matcher.group(1);
    String version = ".so." + matcher.group(2);
    List<String> all = new ArrayList<>();
    if (stem.equals("libcudnn") && version.equals(".so.8")) {
      PARTS_OF_CUDNN_8.forEach(part -> all.add(part + version));
    } else {
      PARTS_OF_CUDNN_9.getOrDefault(stem, List.of()).forEach(part -> all.add(part + version));
    }
    if (stem.equals("libcudnn_graph")) {
      all.add("libnvrtc.so." + cuda);
    } else if (stem.equals("libnvrtc")) {
      all.add("libnvrtc-builtins.so." + matcher.group(2) + ".");
    }
    return all;
  }
}
