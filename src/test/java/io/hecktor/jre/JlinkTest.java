package io.hecktor.jre;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.hecktor.EnvironmentException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(600)
class JlinkTest {

  /** A set whose module graph jlink writes in two or three ways if it is let (JDK-8392531). */
  private static final Set<String> WAVERING = Set.of("java.management.rmi", "jdk.httpserver");

  /** Linking takes seconds, so the tests share what need not be made anew. */
  @TempDir private static Path shared;

  private static final Map<Jdk, RuntimeImage> WAVERING_IMAGES = new HashMap<>();

  @TempDir Path folder;

  static Stream<Jdk> jdks() throws Exception {
    return Jdks.all().stream();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void makesTheSameFilesUnderAnotherUmaskLocaleAndZone(Jdk jdk) throws Exception {
    Path shell = Files.writeString(folder.resolve("run"), "umask 077; exec \"$@\"\n");
    runElsewhere(jdk, shell, folder.resolve("elsewhere/second"));

    assertThat(contents(folder.resolve("elsewhere/second")))
        .isEqualTo(contents(waveringImage(jdk).folder()));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void startsAndRunsAProgram(Jdk jdk) throws Exception {
    RuntimeImage image = waveringImage(jdk);
    Path source =
        Files.writeString(
            folder.resolve("Hello.java"),
            "public class Hello { public static void main(String[] a) {"
                + " System.out.println(\"hello \" + Runtime.version().feature()); } }");
    run(List.of(jdk.home().resolve("bin/javac").toString(), "-d", folder.toString(), source + ""));

    String java = image.folder().resolve("bin/java").toString();
    assertThat(run(List.of(java, "-cp", folder.toString(), "Hello")))
        .isEqualTo("hello " + jdk.feature() + "\n");
    assertThat(run(List.of(java, "--list-modules")))
        .contains("java.base@", "jdk.httpserver@")
        .doesNotContain("java.desktop@", "java.sql@");
  }

  @Test
  void linksPackagedModulesOfAnotherJdkToTheSameFiles() throws Exception {
    Jdk jdk = Jdks.running();
    assumeThat(jdk.hasJmods()).as("the JDK of this test has jmods").isTrue();
    Path otherName = jdk.home().resolve("..").resolve(jdk.home().getFileName());
    Toolchain crossing = new Toolchain(Jdk.open(otherName), jdk);
    assertThat(crossing.crosses()).isTrue();

    RuntimeImage crossed = new Jlink(crossing).link(request(WAVERING, folder.resolve("crossed")));

    assertThat(contents(crossed.folder())).isEqualTo(contents(waveringImage(jdk).folder()));
  }

  @Test
  void replacesWhatStoodThereAndZipsWhenAsked() throws Exception {
    Jdk jdk = Jdks.running();
    Path target = Files.createDirectories(folder.resolve("zipped"));
    Files.writeString(target.resolve("stale"), "");
    new Jlink(Jdks.toolchain(jdk))
        .link(new Jlink.Request(List.copyOf(WAVERING), Jlink.ModuleFile.ZIPPED, target));

    assertThat(target.resolve("stale")).doesNotExist();
    assertThat(Files.size(target.resolve("lib/modules")))
        .isLessThan(Files.size(waveringImage(jdk).folder().resolve("lib/modules")) * 2 / 3);
  }

  @Test
  void keepsTheOldOneAndTellsWhyWhenJlinkFails() throws Exception {
    Path target = Files.createDirectories(folder.resolve("jre"));
    Files.writeString(target.resolve("kept"), "");

    assertThatThrownBy(() -> link(Jdks.running(), Set.of("no.such.module"), target))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("failed (Error: Module no.such.module not found")
        .hasMessageContaining("-Dhecktor.jre=");
    assertThat(target.resolve("kept")).exists();
    assertThat(folder.toFile().list()).containsExactly("jre");
  }

  private static RuntimeImage waveringImage(Jdk jdk) throws Exception {
    if (!WAVERING_IMAGES.containsKey(jdk)) {
      WAVERING_IMAGES.put(jdk, link(jdk, WAVERING, shared.resolve("jre-" + jdk.feature())));
    }
    return WAVERING_IMAGES.get(jdk);
  }

  private static RuntimeImage link(Jdk jdk, Set<String> modules, Path target) throws Exception {
    return new Jlink(Jdks.toolchain(jdk)).link(request(modules, target));
  }

  private static Jlink.Request request(Set<String> modules, Path target) {
    return new Jlink.Request(List.copyOf(modules), Jlink.ModuleFile.PLAIN, target);
  }

  /** Runs {@link Linking} in a JVM of its own, as only a process has a umask. */
  private void runElsewhere(Jdk jdk, Path shell, Path target) throws Exception {
    Files.createDirectories(target.getParent());
    List<String> command = new ArrayList<>(List.of("/bin/sh", shell.toString()));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Linking.class.getName()));
    command.addAll(List.of(jdk.home().toString(), String.join(",", WAVERING), target.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(Map.of("TZ", "Asia/Tokyo", "LC_ALL", "tr_TR.UTF-8"));
    Process process = builder.start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  private static String run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private static SortedMap<String, String> contents(Path root) throws Exception {
    SortedMap<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        all.put(root.relativize(file).toString(), HexFormat.of().formatHex(hash));
      }
    }
    assertThat(all).containsKeys("bin/java", "lib/modules");
    return all;
  }

  /** The program that links in a process of its own. */
  static final class Linking {

    private Linking() {}

    public static void main(String[] arguments) throws Exception {
      Jdk jdk = Jdk.open(Path.of(arguments[0]));
      new Jlink(Jdks.toolchain(jdk))
          .link(request(Set.of(arguments[1].split(",")), Path.of(arguments[2])));
    }
  }
}
