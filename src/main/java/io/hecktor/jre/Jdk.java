package io.hecktor.jre;

import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import io.hecktor.ProjectException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JDK on the disk, as its {@code release} file describes it.
 *
 * @param home the folder that holds {@code bin} and {@code release}
 * @param feature the feature version, such as 17
 * @param release the entries of the {@code release} file, unquoted
 * @see <a href="https://openjdk.org/jeps/220">JEP 220, The new run-time image structure</a>
 */
public record Jdk(Path home, int feature, Map<String, String> release) {

  private static final int OLDEST_FEATURE = 17;
  private static final Pattern ENTRY = Pattern.compile("([A-Z_]+)=\"?(.*?)\"?");
  private static final Pattern FEATURE = Pattern.compile("(\\d{1,4})(?:[.+-].*)?");

  /** Copies the map. */
  public Jdk {
    release = Map.copyOf(release);
  }

  /**
   * Opens a JDK of any platform.
   *
   * @param home its folder
   * @throws ProjectException if no JDK stands there, only a JRE does, or it is older than 17
   */
  public static Jdk open(Path home) throws IOException, ProjectException {
    if (!Files.isRegularFile(home.resolve("release"))) {
      throw unfit(home, "is not a JDK, as it has no file `release`");
    }
    Map<String, String> release = readRelease(home.resolve("release"));
    Jdk jdk = new Jdk(home, feature(home, release.getOrDefault("JAVA_VERSION", "")), release);
    if (jdk.findProgram("jlink").isEmpty() && !Files.isDirectory(home.resolve("jmods"))) {
      throw unfit(home, "is a JRE or lacks `jlink`, so no run-time image can be made from it");
    }
    if (jdk.feature < OLDEST_FEATURE) {
      throw unfit(home, "is Java " + jdk.feature + ", which is older than Java 17");
    }
    return jdk;
  }

  static Map<String, String> readRelease(Path file) throws IOException {
    Map<String, String> entries = new TreeMap<>();
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      Matcher matcher = ENTRY.matcher(line.strip());
      if (matcher.matches()) {
        entries.put(matcher.group(1), matcher.group(2));
      }
    }
    return entries;
  }

  private static int feature(Path home, String version) throws ProjectException {
    Matcher matcher = FEATURE.matcher(version);
    if (!matcher.matches()) {
      throw unfit(home, "has a file `release` with the version `" + version + "`");
    }
    return Integer.parseInt(matcher.group(1));
  }

  private static ProjectException unfit(Path home, String what) {
    return new ProjectException(
        new Problem(
            ErrorCode.JDK_UNFIT,
            "The Java in `" + home.getFileName() + "` " + what + ".",
            "The run-time image in `/opt/java` is linked from a JDK, by default from the one that"
                + " runs Maven.",
            "Install a JDK, such as Debian's `openjdk-17-jdk-headless`, and name it:"
                + " `-Dhecktor.jdk=/path/to/jdk`."));
  }

  /** The full version, such as {@code 17.0.15+6-Debian-1deb12u1}. */
  public String version() {
    return release.getOrDefault(
        "JAVA_RUNTIME_VERSION", release.getOrDefault("JAVA_VERSION", "unknown"));
  }

  /** Who built it, such as {@code Eclipse Adoptium}; empty where it does not say. */
  public String vendor() {
    return release.getOrDefault("IMPLEMENTOR", "");
  }

  /** The modules it consists of; empty where it does not say. */
  public Set<String> modules() {
    return new TreeSet<>(
        List.of(release.getOrDefault("MODULES", "").split(" ")).stream()
            .filter(name -> !name.isEmpty())
            .toList());
  }

  /** The platform in a few words, such as {@code Linux x86_64} or {@code Linux x86_64 musl}. */
  public String platform() {
    String libc = release.getOrDefault("LIBC", "gnu");
    return release.getOrDefault("OS_NAME", "unknown")
        + " "
        + release.getOrDefault("OS_ARCH", "unknown")
        + (libc.equals("musl") ? " musl" : "");
  }

  /** Whether its programs run on linux/amd64 with glibc, as every image here does. */
  public boolean isLinuxAmd64() {
    return Set.of("Linux x86_64", "Linux amd64").contains(platform());
  }

  /** Whether it brings packaged modules, which another JDK's jlink can read as well. */
  public boolean hasJmods() {
    return Files.isRegularFile(jmods().resolve("java.base.jmod"));
  }

  Path jmods() {
    return home.resolve("jmods");
  }

  /** One of its programs, by its name without {@code .exe}. */
  public Optional<Path> findProgram(String name) {
    Path bin = home.resolve("bin");
    return List.of(bin.resolve(name), bin.resolve(name + ".exe")).stream()
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
