package io.hecktor.goal;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.Progress;
import io.hecktor.cdi.CdiRegistry;
import io.hecktor.sandbox.CdiAccess;
import io.hecktor.sandbox.Engine;
import io.hecktor.sandbox.GpuAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Decides what images get of a machine's GPU. */
final class GpuChoice {

  /** Where NVIDIA's driver is loaded, on a machine of its own and in Windows' Linux. */
  private static final List<Path> DRIVER = List.of(Path.of("/dev/nvidiactl"), Path.of("/dev/dxg"));

  private final GpuRequest asked;
  private final Progress progress;

  private GpuChoice(GpuRequest asked, Progress progress) {
    this.asked = asked;
    this.progress = progress;
  }

  /**
   * What images get.
   *
   * @throws HecktorException if a GPU was asked for and cannot be shown
   */
  static GpuAccess of(GpuRequest asked, Engine engine, Progress progress)
      throws HecktorException, IOException {
    if (asked.wish() == GpuRequest.Wish.NONE) {
      return GpuAccess.none();
    }
    GpuChoice choice = new GpuChoice(asked, progress);
    return engine.loadsArchives() ? choice.byEngine(engine) : choice.byCdi();
  }

  private boolean must() {
    return asked.wish() == GpuRequest.Wish.ALL;
  }

  private GpuAccess byEngine(Engine engine) {
    if (!must() && !engine.bringsGpu()) {
      return GpuAccess.none();
    }
    progress.stage("GPU: all that `" + engine.name() + "` has");
    return GpuAccess.byEngine();
  }

  private GpuAccess byCdi() throws HecktorException, IOException {
    CdiRegistry registry = CdiRegistry.read(asked.cdiFolders());
    try {
      Optional<CdiRegistry.Found> found = registry.all(CdiRegistry.NVIDIA_GPU);
      if (found.isEmpty()) {
        return without(registry);
      }
      CdiAccess.Made made = CdiAccess.of(found.get().file(), found.get().edits());
      made.remarks().forEach(progress::warn);
      progress.stage(
          "GPU, by "
              + found.get().file()
              + ": device nodes "
              + made.access().devices().size()
              + ", files of the driver "
              + made.access().files().size());
      return made.access();
    } catch (EnvironmentException e) {
      if (must()) {
        throw e;
      }
      progress.warn(e.problem());
      return GpuAccess.none();
    }
  }

  private GpuAccess without(CdiRegistry registry) throws EnvironmentException {
    if (must()) {
      throw new EnvironmentException(
          registry.spoilt().stream().findFirst().orElseGet(this::undescribed));
    }
    registry.spoilt().forEach(progress::warn);
    if (registry.spoilt().isEmpty() && DRIVER.stream().anyMatch(Files::exists)) {
      progress.warn(undescribed());
    }
    return GpuAccess.none();
  }

  private Problem undescribed() {
    return new Problem(
        ErrorCode.CDI_MISSING,
        "No CDI file in "
            + asked.cdiFolders().stream().map(Path::toString).collect(Collectors.joining(" or "))
            + " describes `"
            + CdiRegistry.NVIDIA_GPU
            + "`.",
        "It tells which devices and libraries of the driver a container needs to see the GPU.",
        "Install NVIDIA's container toolkit and run `sudo nvidia-ctk cdi generate"
            + " --output=/etc/cdi/nvidia.yaml`, or run without a GPU by `-Dhecktor.gpu=none`.");
  }
}
