package io.hecktor.doctor;

import io.hecktor.ByteSize;
import io.hecktor.EnvironmentException;
import io.hecktor.cdi.CdiRegistry;
import io.hecktor.sandbox.CdiAccess;
import io.hecktor.sandbox.Host;
import io.hecktor.sandbox.NvidiaSmi;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The machine's NVIDIA GPUs, and whether containers can be shown them. */
public final class GpuExamination implements Examination {

  private final Host host;
  private final List<Path> cdiFolders;
  private final List<Path> drivers;

  /**
   * Looks at a machine.
   *
   * @param cdiFolders folders of CDI files, the least first
   * @param drivers files that are there where NVIDIA's driver is loaded
   */
  public GpuExamination(Host host, List<Path> cdiFolders, List<Path> drivers) {
    this.host = host;
    this.cdiFolders = List.copyOf(cdiFolders);
    this.drivers = List.copyOf(drivers);
  }

  @Override
  public String title() {
    return "GPU";
  }

  @Override
  public List<Remark> examine() throws IOException {
    Optional<NvidiaSmi> smi = NvidiaSmi.on(host);
    CdiRegistry registry = CdiRegistry.read(cdiFolders);
    boolean driver = drivers.stream().anyMatch(Files::exists);
    List<Remark> remarks = new ArrayList<>();
    if (smi.isPresent()) {
      remarks.addAll(cards(smi.get()));
    } else {
      remarks.add(
          driver
              ? Remark.warning(
                  "nvidia-smi",
                  "the driver is loaded, and its program is not there",
                  "Install it with the driver (on Debian: `sudo apt-get install nvidia-smi`); test"
                      + " runs ask it how much of the GPU's memory they take.")
              : Remark.notApplicable(
                  "nvidia-smi", "not there, so no NVIDIA GPU; test runs go by processor"));
    }
    registry.spoilt().forEach(problem -> remarks.add(Remark.warning("CDI file", problem)));
    remarks.add(devices(registry, driver || smi.isPresent()));
    return remarks;
  }

  private List<Remark> cards(NvidiaSmi smi) throws IOException {
    Path scratch = Files.createDirectories(host.scratch());
    Path folder = Files.createTempDirectory(scratch, "gpu-");
    try {
      List<NvidiaSmi.Card> cards = smi.cards(folder);
      return cards.isEmpty()
          ? List.of(Remark.notApplicable("nvidia-smi", "it knows of no GPU"))
          : cards.stream().map(GpuExamination::remark).toList();
    } catch (IOException e) {
      return List.of(
          Remark.warning(
              "nvidia-smi",
              String.valueOf(e.getMessage()),
              "Check that the driver is loaded and of the same version as its libraries:"
                  + " `cat /proc/driver/nvidia/version`; after an update of the driver, restart."));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while nvidia-smi ran");
    } finally {
      Files.deleteIfExists(folder.resolve("nvidia-smi"));
      Files.deleteIfExists(folder);
    }
  }

  private static Remark remark(NvidiaSmi.Card card) {
    String memory = card.memoryBytes() == 0 ? "" : ", " + ByteSize.format(card.memoryBytes());
    return Remark.ok("GPU", card.name() + memory + ", driver " + card.driver());
  }

  private Remark devices(CdiRegistry registry, boolean gpu) throws IOException {
    try {
      Optional<CdiRegistry.Found> found = registry.all(CdiRegistry.NVIDIA_GPU);
      if (found.isEmpty()) {
        return gpu ? undescribed() : Remark.notApplicable("CDI", "no file describes a GPU");
      }
      CdiAccess.Made made = CdiAccess.of(found.get().file(), found.get().edits());
      String names = String.join(", ", registry.deviceNames());
      return made.remarks().isEmpty()
          ? Remark.ok("CDI", found.get().file() + " describes " + names)
          : Remark.warning("CDI", made.remarks().get(0));
    } catch (EnvironmentException e) {
      return Remark.warning("CDI", e.problem());
    }
  }

  private Remark undescribed() {
    String folders = cdiFolders.stream().map(Path::toString).collect(Collectors.joining(" or "));
    return Remark.warning(
        "CDI",
        "no file in " + folders + " describes `" + CdiRegistry.NVIDIA_GPU + "`",
        "Install NVIDIA's container toolkit and run `sudo nvidia-ctk cdi generate"
            + " --output=/etc/cdi/nvidia.yaml`; else test runs go by processor.");
  }
}
