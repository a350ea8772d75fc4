package io.hecktor.jre;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * jlink with the options that make its files the same in every run. Modes and times of the files
 * still depend on the machine; {@link RuntimeImage} does not look at them.
 */
public final class Jlink {

  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** The first version whose generated invoker classes were measured to be stable. */
  private static final int STABLE_INVOKERS_FEATURE = 25;

  /** Before this version the levels of compression are 0, 1 and 2. */
  private static final int NAMED_COMPRESSION_FEATURE = 21;

  private final Toolchain toolchain;

  /** Links with a toolchain. */
  public Jlink(Toolchain toolchain) {
    this.toolchain = toolchain;
  }

  /**
   * How the classes lie in {@code lib/modules}. Measured for java.base and java.logging, in MB of
   * tar on Java 17 and 25: plain 45.9 and 58.1, deflated later to 15.6 and 19.2; zipped 35.4 and
   * 44.0, deflated later to 18.2 and 22.5.
   */
  public enum ModuleFile {
    /** The smaller one in a layer that is deflated; starts faster; its bytes need no zlib. */
    PLAIN,
    /** The smaller one in a layer that is stored; its bytes come from the zlib that jlink uses. */
    ZIPPED
  }

  /**
   * What to link.
   *
   * @param modules the root modules
   * @param moduleFile how the classes are stored
   * @param folder where the run-time image will stand; what is there is replaced
   */
  public record Request(List<String> modules, ModuleFile moduleFile, Path folder) {

    /** Sorts the modules. */
    public Request {
      modules = modules.stream().sorted().distinct().toList();
    }
  }

  /**
   * Links a run-time image. It appears whole or not at all.
   *
   * @throws EnvironmentException if jlink fails or cannot be run
   */
  public RuntimeImage link(Request request) throws IOException, HecktorException {
    Path folder = request.folder().toAbsolutePath().normalize();
    Path part = folder.resolveSibling(folder.getFileName() + "." + UUID.randomUUID() + ".part");
    Files.createDirectories(part);
    try {
      Path image = part.resolve("image");
      ExternalTool.Output output = toolchain.tool("jlink", LIMIT).run(arguments(request, image));
      if (output.exitCode() != 0) {
        throw failed(output);
      }
      FileTrees.delete(folder);
      Files.move(image, folder, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      FileTrees.delete(part);
    }
    return RuntimeImage.open(folder);
  }

  private List<String> arguments(Request request, Path image) {
    List<String> all = new ArrayList<>();
    if (toolchain.crosses()) {
      all.addAll(List.of("--module-path", toolchain.target().jmods().toString()));
    }
    all.addAll(List.of("--add-modules", String.join(",", request.modules())));
    // Not --strip-debug: that also wants objcopy, which few machines have.
    all.addAll(List.of("--strip-java-debug-attributes", "--no-man-pages", "--no-header-files"));
    all.addAll(stableOptions());
    if (request.moduleFile() == ModuleFile.ZIPPED) {
      all.add(
          toolchain.tools().feature() < NAMED_COMPRESSION_FEATURE
              ? "--compress=2"
              : "--compress=zip-6");
    }
    all.addAll(List.of("--output", image.toString()));
    return all;
  }

  /**
   * Both plugins write classes whose bytes vary from run to run: the module graph's for some sets
   * of modules (JDK-8392531), the invokers on Java 17 by garbage collector, processor count and
   * chance.
   */
  private List<String> stableOptions() {
    List<String> all = new ArrayList<>(List.of("--disable-plugin", "system-modules"));
    if (toolchain.tools().feature() < STABLE_INVOKERS_FEATURE) {
      all.addAll(List.of("--disable-plugin", "generate-jli-classes"));
    }
    return all;
  }

  private EnvironmentException failed(ExternalTool.Output output) {
    Jdk target = toolchain.target();
    boolean lacksModules = !target.hasJmods();
    return new EnvironmentException(
        new Problem(
            ErrorCode.JLINK_FAILED,
            "jlink of Java " + target.version() + " failed (" + output.excerpt() + ").",
            lacksModules
                ? "This JDK has no folder `jmods`, and not every JDK can link without one."
                : "Without it there is no run-time image for `/opt/java`.",
            "Give another JDK with its `jmods`: `-Dhecktor.jdk=/path/to/jdk`; or bring your own"
                + " run-time image: `-Dhecktor.jre=/path/to/jre`."));
  }
}
