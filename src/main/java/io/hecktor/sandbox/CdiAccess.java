package io.hecktor.sandbox;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import io.hecktor.cdi.CdiHook;
import io.hecktor.cdi.CdiMount;
import io.hecktor.cdi.ContainerEdits;
import io.hecktor.cdi.DeviceNode;
import io.hecktor.elf.Elf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Turns what a CDI file asks for into what engines show. Hooks are not run: a program of the host
 * would write into a rootfs that other runs share, and two of the engines have no hooks. What those
 * of NVIDIA's toolkit do is done here instead: {@code create-symlinks} becomes links, {@code
 * update-ldcache} the links by which libraries ask for each other and folders for the loader.
 */
public final class CdiAccess {

  /** Sockets of services that may not run, and that no program needs. */
  private static final List<String> MAY_BE_MISSING = List.of("/run", "/var/run", "/tmp");

  /**
   * Hooks that change nothing here: {@code /dev} is the container's own and its folders are open;
   * no program may make device files; the libraries for newer CUDA on older drivers are left out.
   */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of("chmod", "disable-device-node-modification", "enable-cuda-compat");

  private final Path file;
  private final List<GpuAccess.HostFile> files = new ArrayList<>();
  private final Map<String, String> links = new TreeMap<>();
  private final Set<String> libraryFolders = new LinkedHashSet<>();
  private final List<Problem> remarks = new ArrayList<>();

  private CdiAccess(Path file) {
    this.file = file;
  }

  /**
   * What is shown, and what could not be.
   *
   * @param remarks what a user should know of it
   */
  public record Made(GpuAccess access, List<Problem> remarks) {

    /** Copies the list. */
    public Made {
      remarks = List.copyOf(remarks);
    }
  }

  /**
   * Makes engines' words of CDI's.
   *
   * @param file that asks, for messages
   * @throws EnvironmentException if this machine lacks what the file asks for
   */
  public static Made of(Path file, ContainerEdits edits) throws EnvironmentException, IOException {
    return new CdiAccess(file).make(edits);
  }

  private Made make(ContainerEdits edits) throws EnvironmentException, IOException {
    List<GpuAccess.Device> devices = new ArrayList<>();
    for (DeviceNode node : edits.deviceNodes()) {
      devices.add(device(node));
    }
    for (CdiMount mount : edits.mounts()) {
      add(mount);
    }
    for (CdiHook hook : edits.hooks()) {
      add(hook);
    }
    addSonames();
    Map<String, String> environment = new LinkedHashMap<>();
    for (String variable : edits.environment()) {
      int equals = variable.indexOf('=');
      environment.put(variable.substring(0, equals), variable.substring(equals + 1));
    }
    GpuAccess access =
        new GpuAccess(
            GpuAccess.Way.SHOWN,
            devices,
            files,
            links.entrySet().stream()
                .map(link -> new GpuAccess.Link(link.getKey(), link.getValue()))
                .toList(),
            environment,
            List.copyOf(libraryFolders),
            edits.additionalGids());
    return new Made(access, remarks);
  }

  private GpuAccess.Device device(DeviceNode node) throws EnvironmentException {
    Path source = Path.of(node.hostPath());
    if (!Files.exists(source)) {
      throw stale("the device `" + source + "`");
    }
    return new GpuAccess.Device(
        source,
        normal(node.path()),
        node.access().mode(),
        node.access().uid(),
        node.access().gid());
  }

  private void add(CdiMount mount) throws EnvironmentException, IOException {
    if (!mount.isBind()) {
      remarks.add(
          new Problem(
              ErrorCode.CDI_MOUNT_LEFT_OUT,
              "`" + mount.containerPath() + "` of `" + file + "` is left out of the container.",
              "It would be a file system of the type `"
                  + mount.type()
                  + "`, and only files and"
                  + " folders of the host are shown.",
              "Use `-Dhecktor.engine=docker` if the program needs it."));
      return;
    }
    Path source = Path.of(mount.hostPath());
    if (Files.exists(source)) {
      Path real = source.toRealPath();
      files.add(
          new GpuAccess.HostFile(
              real,
              normal(mount.containerPath()),
              Files.isDirectory(real),
              mount.isReadOnly(),
              mount.isNoexec()));
    } else if (MAY_BE_MISSING.stream()
        .noneMatch(f -> MountPlan.isBelow(mount.containerPath(), f))) {
      throw stale("`" + source + "`");
    }
  }

  private static String normal(String path) {
    return Path.of(path).normalize().toString();
  }

  private EnvironmentException stale(String what) {
    return new EnvironmentException(
        new Problem(
            ErrorCode.CDI_STALE,
            "`" + file + "` names " + what + ", which this machine lacks.",
            "The file was made for another version of the driver, or the driver is not loaded.",
            "Run `nvidia-smi`, then `sudo nvidia-ctk cdi generate --output="
                + file
                + "`, or leave"
                + " the GPU out with `-Dhecktor.gpu=none`."));
  }

  private void add(CdiHook hook) {
    String verb = hook.verb();
    if (verb.equals("create-symlinks")) {
      hook.values("--link").forEach(this::addLink);
    } else if (verb.equals("update-ldcache")) {
      hook.values("--folder").forEach(folder -> libraryFolders.add(normal(folder)));
    } else if (!WITHOUT_EFFECT.contains(verb)) {
      remarks.add(
          new Problem(
              ErrorCode.CDI_HOOK_NOT_RUN,
              "The hook `" + hook.path() + " " + verb + "` of `" + file + "` is not run.",
              "Hooks of NVIDIA's toolkit are known and their effect is had; this one is not, and a"
                  + " program of the host may not write into an image that other runs share.",
              "Use `-Dhecktor.engine=docker` if the program needs it."));
    }
  }

  /** {@code target::path}; those in {@code /dev} are other names of screens. */
  private void addLink(String text) {
    int between = text.indexOf("::");
    if (between > 0 && text.startsWith("/", between + 2)) {
      String path = normal(text.substring(between + 2));
      if (!MountPlan.isBelow(path, "/dev")) {
        links.put(path, text.substring(0, between));
      }
    }
  }

  /** As ldconfig(8) does: a library is found by its soname, whatever its file is called. */
  private void addSonames() throws IOException {
    for (GpuAccess.HostFile shown : files) {
      Path target = Path.of(shown.target());
      String folder = String.valueOf(target.getParent());
      if (shown.folder() || !libraryFolders.contains(folder)) {
        continue;
      }
      Optional<String> soname = Elf.read(shown.source()).flatMap(Elf::soname);
      String name = String.valueOf(target.getFileName());
      if (soname.isPresent() && !soname.get().equals(name) && !soname.get().contains("/")) {
        links.putIfAbsent(folder + "/" + soname.get(), name);
      }
    }
    files.forEach(shown -> links.remove(shown.target()));
  }
}
