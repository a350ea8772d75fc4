package io.hecktor.gpu;

import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import io.hecktor.gpu.GpuFinding.Severity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges by its files alone whether an image will use the challenge's GPU. It only speaks where
 * something is certain to go wrong: a library that holds code for a T4 in a few of its containers
 * is complete, as those of cuBLAS show.
 */
public final class GpuLint {

  private static final String TELEMETRY_SWITCH = "ORT_DISABLE_TELEMETRY";

  private final ImageContents image;
  private final GpuTarget target;
  private final List<GpuFinding> findings = new ArrayList<>();

  private GpuLint(ImageContents image, GpuTarget target) {
    this.image = image;
    this.target = target;
  }

  /**
   * What came of looking at an image.
   *
   * @param libraries those with code for a GPU that the program can come to use
   * @param models in ONNX's form
   * @param findings the graver ones first
   */
  public record Result(
      List<NativeLibrary> libraries, List<OnnxModel> models, List<GpuFinding> findings) {
    /** Copies the lists. */
    public Result {
      libraries = List.copyOf(libraries);
      models = List.copyOf(models);
      findings = List.copyOf(findings);
    }
  }

  /** Whether the program brings libraries that want CUDA, so that the base matters. */
  public static boolean concerns(List<NativeLibrary> own) {
    return own.stream().anyMatch(Demand::usesCuda);
  }

  /**
   * Judges an image.
   *
   * @param own the libraries of the image's own layers, which the program is meant to load
   * @param image all of its layers
   */
  public static Result judge(List<NativeLibrary> own, ImageContents image, GpuTarget target) {
    GpuLint lint = new GpuLint(image, target);
    Demand demand = Demand.of(own, image);
    Set<NativeLibrary> used = new LinkedHashSet<>();
    own.stream().filter(library -> !library.code().isEmpty()).forEach(used::add);
    demand.found().values().stream()
        .filter(library -> !library.code().isEmpty())
        .forEach(used::add);
    used.forEach(lint::architecture);
    lint.missing(demand);
    lint.unreachable(demand);
    lint.driver(demand);
    own.forEach(lint::telemetry);
    image.models().forEach(model -> new ModelRules(target, lint.findings).judge(model));
    lint.findings.sort(java.util.Comparator.comparing(GpuFinding::severity));
    return new Result(List.copyOf(used), List.copyOf(image.models()), lint.findings);
  }

  private void add(String rule, Severity severity, String subject, Problem problem) {
    findings.add(new GpuFinding(rule, severity, subject, problem));
  }

  private void architecture(NativeLibrary library) {
    if (library.code().runsNowhereOn(target.capability())) {
      add(
          "architecture",
          Severity.WARNING,
          library.path(),
          new Problem(
              ErrorCode.GPU_CODE_FOREIGN,
              "`" + library.path() + "` holds GPU code for " + library.code().text() + ".",
              "An " + target.text() + " runs none of it, so its kernels fail there.",
              "Take a version that was built for compute capability 7.5 or below, or build it with"
                  + " `-gencode arch=compute_75,code=sm_75`."));
    }
  }

  private void missing(Demand demand) {
    List<String> gone =
        demand.missing().keySet().stream().filter(name -> !CudaNames.isDispensable(name)).toList();
    if (gone.isEmpty()) {
      return;
    }
    String client = demand.missing().getOrDefault(gone.get(0), "");
    add(
        "library",
        Severity.WARNING,
        client,
        new Problem(
            ErrorCode.GPU_LIBRARY_MISSING,
            "`" + client + "` asks for " + String.join(", ", gone) + ", which the image lacks.",
            "The program then runs on the CPU or fails, and with cuDNN only when a layer first"
                + " needs it.",
            "Take a <base> that has them, such as the profile's CUDA image, or layer them with"
                + " <cuda>org.bytedeco:cuda:12.6-9.5-1.5.11:linux-x86_64-redist</cuda>."));
  }

  private void unreachable(Demand demand) {
    Set<String> searched = image.searched(target.environment().getOrDefault("LD_LIBRARY_PATH", ""));
    for (var entry : demand.found().entrySet()) {
      boolean reachable =
          image.named(entry.getKey()).stream()
              .anyMatch(library -> library.isInJar() || searched.contains(folder(library)));
      if (!reachable) {
        String folder = folder(entry.getValue());
        add(
            "library",
            Severity.WARNING,
            entry.getValue().path(),
            new Problem(
                ErrorCode.GPU_LIBRARY_UNREACHABLE,
                "`" + entry.getValue().path() + "` lies where the loader does not look.",
                "Neither LD_LIBRARY_PATH nor an ld.so.conf of the image names `" + folder + "`.",
                "Take a <base> whose environment has `LD_LIBRARY_PATH=" + folder + "`."));
      }
    }
  }

  private String folder(NativeLibrary library) {
    String path = library.path();
    return image.resolve(path.substring(0, path.lastIndexOf('/')));
  }

  private void driver(Demand demand) {
    Optional<Cuda> known = Cuda.ofImage(target.knownImage());
    Optional<Cuda> required =
        Cuda.required(target.environment().getOrDefault("NVIDIA_REQUIRE_CUDA", ""));
    if (required.isPresent() && known.isPresent() && required.get().compareTo(known.get()) > 0) {
      add(
          "driver",
          Severity.WARNING,
          "NVIDIA_REQUIRE_CUDA",
          new Problem(
              ErrorCode.CUDA_REQUIRED,
              "The base's NVIDIA_REQUIRE_CUDA asks for CUDA " + required.get().text() + ".",
              "A container with it is not started where the driver is older, and of the platform"
                  + " it is only known that it runs CUDA "
                  + known.get().text()
                  + ".",
              "Take a <base> with CUDA " + known.get().text() + " or older."));
    }
    demand.found().keySet().stream()
        .filter(name -> name.startsWith("libcudart.so."))
        .flatMap(name -> CudaNames.major(name).stream())
        .forEach(major -> runtime(new Cuda(major, 0), known));
  }

  private void runtime(Cuda cuda, Optional<Cuda> known) {
    String driver = cuda.oldestDriver().orElse("of its own version");
    boolean beyond = known.isPresent() && cuda.major() > known.get().major();
    add(
        "driver",
        beyond ? Severity.WARNING : Severity.NOTE,
        "libcudart.so." + cuda.major(),
        new Problem(
            ErrorCode.DRIVER_REQUIRED,
            "The program uses CUDA "
                + cuda.major()
                + ", which needs driver "
                + driver
                + " or newer.",
            beyond
                ? "Of the platform it is only known that it runs CUDA " + known.get().text() + "."
                : "The platform is known to run images with CUDA of that generation.",
            beyond
                ? "Take libraries that are built for CUDA " + known.get().major() + "."
                : "Nothing is to be done."));
  }

  private void telemetry(NativeLibrary library) {
    if (library.phonesHome() && !target.environment().containsKey(TELEMETRY_SWITCH)) {
      add(
          "telemetry",
          Severity.WARNING,
          library.path(),
          new Problem(
              ErrorCode.TELEMETRY,
              "`" + library.path() + "` sends telemetry unless it is told not to.",
              "The challenge forbids a program to try the network, and without a shell in the"
                  + " image the attempt ends the process.",
              "Take a <base> whose environment has `"
                  + TELEMETRY_SWITCH
                  + "=1`, or ONNX Runtime"
                  + " 1.24.3, which has no telemetry."));
    }
  }
}
