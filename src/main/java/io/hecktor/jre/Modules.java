package io.hecktor.jre;

import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.ProjectException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Java modules that a program on the class path needs, found by jdeps. */
public final class Modules {

  /**
   * What jdeps cannot see, because it is reached through reflection or a service, and what a
   * headless inference may well reach; together they add 0.1 MB to the image.
   *
   * <ul>
   *   <li>{@code java.logging}: the logger that {@code System.Logger} ends in.
   *   <li>{@code jdk.unsupported}: {@code sun.misc.Unsafe}, which buffers and serializers look up
   *       by name.
   *   <li>{@code jdk.zipfs}: the file system behind {@code FileSystems.newFileSystem(jar)}.
   *   <li>{@code jdk.random}: the generators behind {@code RandomGenerator.getDefault()}; later
   *       versions have them in java.base.
   * </ul>
   *
   * Left out: {@code jdk.crypto.ec} and {@code jdk.naming.dns} serve a network, which there is
   * none; {@code jdk.localedata} and {@code jdk.charsets} serve languages, and weigh most; {@code
   * java.management}, {@code java.desktop} and the like are named by the classes that use them.
   */
  private static final Set<String> HEADLESS =
      Set.of("java.base", "java.logging", "jdk.random", "jdk.unsupported", "jdk.zipfs");

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Pattern LIST = Pattern.compile("[a-z][\\w.]*(,[a-z][\\w.]*)*");

  private final Toolchain toolchain;

  /** Searches with the jdeps of a toolchain. */
  public Modules(Toolchain toolchain) {
    this.toolchain = toolchain;
  }

  /**
   * Finds the root modules; jlink adds what they require.
   *
   * @param jars the whole class path
   * @param extra modules that the user asks for, the parameter {@code extraModules}
   * @param work a folder for copies of jars, made if need be; what is put there is deleted
   * @return module names, sorted
   * @throws ProjectException if a jar cannot be analysed, or the JDK has no module of that name
   */
  public List<String> find(List<Path> jars, Set<String> extra, Path work)
      throws IOException, HecktorException {
    Set<String> available = toolchain.target().modules();
    for (String module : extra) {
      if (!available.isEmpty() && !available.contains(module)) {
        throw unknown(module);
      }
    }
    Set<String> modules = new TreeSet<>(extra);
    modules.addAll(jars.isEmpty() ? Set.of() : analyse(jars, work));
    HEADLESS.stream()
        .filter(module -> module.equals("java.base") || available.contains(module))
        .forEach(modules::add);
    return List.copyOf(modules);
  }

  private Set<String> analyse(List<Path> jars, Path work) throws IOException, HecktorException {
    Files.createDirectories(work);
    Path copies = Files.createTempDirectory(work, "classes");
    try {
      return jdeps(ClassPathView.of(jars, copies), jars);
    } finally {
      FileTrees.delete(copies);
    }
  }

  /** Every jar is a root: what only reflection reaches is analysed as well. */
  private Set<String> jdeps(List<Path> view, List<Path> jars) throws IOException, HecktorException {
    List<String> arguments = new ArrayList<>();
    arguments.add("-q");
    arguments.addAll(List.of("--multi-release", Integer.toString(toolchain.target().feature())));
    arguments.addAll(List.of("--ignore-missing-deps", "--print-module-deps"));
    view.forEach(jar -> arguments.add(jar.toString()));
    ExternalTool.Output output = toolchain.tool("jdeps", LIMIT).run(arguments);
    List<String> lines =
        output.stdout().lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    if (output.exitCode() != 0 || !lines.stream().allMatch(this::isListOrWarning)) {
      throw unreadable(jars, output);
    }
    return new TreeSet<>(
        lines.stream()
            .filter(line -> LIST.matcher(line).matches())
            .flatMap(line -> Stream.of(line.split(",")))
            .toList());
  }

  private boolean isListOrWarning(String line) {
    return LIST.matcher(line).matches() || line.startsWith("Warning:");
  }

  private ProjectException unreadable(List<Path> jars, ExternalTool.Output output) {
    String said = output.excerpt();
    return new ProjectException(
        new Problem(
            ErrorCode.JDEPS_FAILED,
            "jdeps cannot analyse the " + jars.size() + " jars of the program (" + said + ").",
            "The run-time image holds only the Java modules that their classes need, and those are"
                + " read by Java "
                + toolchain.target().feature()
                + ".",
            "If a jar was compiled for a newer Java, give that JDK: `-Dhecktor.jdk=/path/to/jdk`;"
                + " or bring your own run-time image: `-Dhecktor.jre=/path/to/jre`."));
  }

  private ProjectException unknown(String module) {
    return new ProjectException(
        new Problem(
            ErrorCode.MODULE_UNKNOWN,
            "There is no module `"
                + module
                + "` in Java "
                + toolchain.target().version()
                + ", which `extraModules` asks for.",
            "The run-time image is linked from the modules of this JDK.",
            "Take a name that `java --list-modules` prints, such as"
                + " `<extraModules>java.management</extraModules>`."));
  }
}
