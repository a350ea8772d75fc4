package io.hecktor.cdi;

import io.hecktor.EnvironmentException;
import io.hecktor.testing.TestElf;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** CDI files of several kinds of machines, and stand-ins for what they name. */
public final class CdiFixture {

  /** {@code libcuda.so.575.57.08} is known as {@code libcuda.so.1}. */
  private static final Pattern LIBRARY = Pattern.compile("(lib[\\w-]+\\.so)\\.\\d+\\.[\\d.]+");

  private CdiFixture() {}

  /** Puts a fixture into a folder. */
  public static Path copy(String name, Path folder) throws IOException {
    Path file = Files.createDirectories(folder).resolve(name);
    try (InputStream in = CdiFixture.class.getResourceAsStream(name)) {
      Files.copy(in, file);
    }
    return file;
  }

  /** What a fixture asks for on the machine that it was made on. */
  public static ContainerEdits edits(String name, Path folder)
      throws IOException, EnvironmentException {
    copy(name, folder);
    return CdiRegistry.read(List.of(folder)).all(CdiRegistry.NVIDIA_GPU).orElseThrow().edits();
  }

  /**
   * The same with files of this machine: each node is {@code /dev/null}, and files lie below a
   * folder.
   */
  public static ContainerEdits standIns(ContainerEdits edits, Path root) throws IOException {
    List<DeviceNode> nodes = new ArrayList<>();
    for (DeviceNode node : edits.deviceNodes()) {
      nodes.add(new DeviceNode(node.path(), "/dev/null", node.number(), node.access()));
    }
    List<CdiMount> mounts = new ArrayList<>();
    for (CdiMount mount : edits.mounts()) {
      Path file = root.resolve(mount.hostPath().substring(1));
      make(file, mount.type().equals("bind"));
      mounts.add(
          new CdiMount(file.toString(), mount.containerPath(), mount.options(), mount.type()));
    }
    return new ContainerEdits(
        edits.environment(), nodes, mounts, edits.hooks(), edits.additionalGids());
  }

  private static void make(Path file, boolean folder) throws IOException {
    if (folder) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.getParent());
    Matcher library = LIBRARY.matcher(file.getFileName().toString());
    Files.write(
        file, library.matches() ? TestElf.library(library.group(1) + ".1") : new byte[] {'x'});
  }
}
