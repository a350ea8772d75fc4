package io.hecktor.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileImagesTest {

  @TempDir Path scratch;

  /** JUnit would warn of each link that leads out of its folder. */
  @AfterEach
  void deleteWithoutFollowing() throws IOException {
    try (Stream<Path> children = Files.list(scratch)) {
      for (Path child : (Iterable<Path>) children::iterator) {
        FileTrees.delete(child);
      }
    }
  }

  static List<HostileImages.Row> rows() {
    return HostileImages.rows();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isContainedOrRefused(HostileImages.Row row) throws IOException {
    check(row, HostileRun.outcome(row, scratch));
  }

  private static void check(HostileImages.Row row, String outcome) {
    assertThat(outcome).as(row.name()).contains(row.expected()).doesNotContain("TOUCHED", "LEFT");
  }

  /** Root passes over permissions, and the C locale has no word for most names. */
  @Test
  void isContainedOrRefusedAsAnOrdinaryUserInTheCLocale() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can become another");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "needs util-linux's setpriv");
    Path open = Files.createTempDirectory("hostile-images-");
    try {
      List<String> outcomes = runAsNobody(open);
      List<HostileImages.Row> rows = HostileImages.rows();
      assertThat(outcomes).hasSameSizeAs(rows);
      for (int i = 0; i < rows.size(); i++) {
        check(rows.get(i), outcomes.get(i));
      }
    } finally {
      FileTrees.delete(open);
    }
  }

  private static List<String> runAsNobody(Path open) throws Exception {
    FileTrees.setMode(open, 0755);
    Path scratch = Files.createDirectory(open.resolve("scratch"));
    FileTrees.setMode(scratch, 0777);
    ProcessBuilder builder =
        new ProcessBuilder(
            "/usr/bin/setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            "--",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-Dstdout.encoding=UTF-8",
            "-cp",
            readableClassPath(Files.createDirectory(open.resolve("classes"))),
            HostileRun.class.getName(),
            scratch.toString());
    builder.environment().put("LC_ALL", "C");
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Path out = open.resolve("out");
    Process process =
        builder
            .redirectOutput(out.toFile())
            .redirectErrorStream(true)
            .directory(open.toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("ended in time").isTrue();
    String text = Files.readString(out, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(text).isZero();
    return text.lines().toList();
  }

  /** The local repository mostly lies in a home that nobody else may enter. */
  private static String readableClassPath(Path folder) throws IOException {
    List<String> copies = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path copy = folder.resolve(copies.size() + "-" + Path.of(entry).getFileName());
      if (Files.isDirectory(Path.of(entry)) || entry.matches(".*/commons-[^/]*\\.jar")) {
        copy(Path.of(entry), copy);
        copies.add(copy.toString());
      }
    }
    return String.join(File.pathSeparator, copies);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = file.equals(from) ? to : to.resolve(from.relativize(file).toString());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        FileTrees.setMode(target, 0755);
      }
    }
  }
}
