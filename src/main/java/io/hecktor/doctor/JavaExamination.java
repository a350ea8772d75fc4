package io.hecktor.doctor;

import io.hecktor.HecktorException;
import io.hecktor.jre.Jdk;
import io.hecktor.jre.Toolchain;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a run-time image can be linked, and by what. */
public final class JavaExamination implements Examination {

  private static final List<Integer> OLDEST_MAVEN = List.of(3, 8);

  /** From this version on a JDK may link without packaged modules, by JEP 493. */
  private static final int LINKS_ITSELF = 24;

  private final Javas javas;
  private final Map<String, String> environment;

  /**
   * Looks at these.
   *
   * @param environment that JDKs' programs see
   */
  public JavaExamination(Javas javas, Map<String, String> environment) {
    this.javas = javas;
    this.environment = Map.copyOf(environment);
  }

  /**
   * What is there of Java.
   *
   * @param running home of the Java that runs Maven
   * @param given the JDK of {@code hecktor.jdk} or of the build's toolchain, where there is one
   * @param links whether the image's Java is linked; else it is in the base, or a folder is copied
   * @param maven Maven's version
   */
  public record Javas(Path running, Optional<Path> given, boolean links, String maven) {}

  @Override
  public String title() {
    return "Java";
  }

  @Override
  public List<Remark> examine() throws IOException {
    List<Remark> remarks = new ArrayList<>();
    remarks.add(maven());
    if (!javas.links()) {
      remarks.add(
          Remark.notApplicable("JDK", "no run-time image is linked, as `hecktor.jre` says"));
      return remarks;
    }
    try {
      Jdk running = Jdk.open(javas.running());
      Optional<Jdk> given = Optional.empty();
      if (javas.given().isPresent()) {
        given = Optional.of(Jdk.open(javas.given().get()));
      }
      remarks.add(Remark.ok("JDK of Maven", described(running)));
      given.ifPresent(jdk -> remarks.add(Remark.ok("JDK of the image", described(jdk))));
      remarks.add(jlink(Toolchain.choose(running, given)));
    } catch (HecktorException e) {
      remarks.add(Remark.stop("JDK", e.problem()));
    }
    return remarks;
  }

  private Remark maven() {
    if (!javas.maven().matches("\\d.*")) {
      return Remark.notApplicable("Maven", javas.maven());
    }
    List<Integer> version = new ArrayList<>();
    for (String part : javas.maven().split("[.-]", -1)) {
      version.add(part.matches("\\d{1,4}") ? Integer.parseInt(part) : 0);
    }
    boolean old =
        version.get(0) < OLDEST_MAVEN.get(0)
            || (version.get(0).equals(OLDEST_MAVEN.get(0))
                && (version.size() < 2 || version.get(1) < OLDEST_MAVEN.get(1)));
    return old
        ? Remark.stop(
            "Maven",
            javas.maven() + ", which is older than 3.8",
            "Install Maven 3.9: https://maven.apache.org/download.cgi")
        : Remark.ok("Maven", javas.maven());
  }

  private static String described(Jdk jdk) {
    return (jdk.vendor() + " " + jdk.version()).strip() + ", " + jdk.platform();
  }

  /** Whether jlink runs, and finds modules to link. */
  private Remark jlink(Toolchain toolchain) throws InterruptedIOException {
    Optional<Path> program = toolchain.tools().findProgram("jlink");
    Optional<Command> jlink = program.map(file -> new Command(file, environment));
    Optional<String> version =
        jlink.isPresent() ? jlink.get().version("--version") : Optional.empty();
    if (version.isEmpty()) {
      return broken(program.isEmpty() ? "it is not there" : "it does not run");
    }
    if (toolchain.target().hasJmods()) {
      return Remark.ok("jlink", version.get() + ", with packaged modules (`jmods`)");
    }
    boolean itself =
        toolchain.tools().feature() >= LINKS_ITSELF
            && jlink.get().ask("--help").orElse("").contains("run-time image enabled");
    return itself
        ? Remark.ok("jlink", version.get() + ", from the JDK's own run-time image")
        : broken("the JDK has no packaged modules (`jmods`) to link");
  }

  private static Remark broken(String found) {
    return Remark.stop(
        "jlink",
        found,
        "Install a whole JDK (on Debian and Ubuntu: `sudo apt-get install openjdk-17-jdk-headless`),"
            + " and name it where it does not run Maven: `-Dhecktor.jdk=/path/to/jdk`.");
  }
}
