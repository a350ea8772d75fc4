package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectCopyTest {

  @TempDir private Path folder;

  private Path root;
  private Path copy;

  @BeforeEach
  void project() throws IOException {
    root = Files.createDirectory(folder.resolve("project"));
    copy = folder.resolve("elsewhere").resolve("copy");
    write("pom.xml", "<project/>");
    write("src/main/java/org/example/target/Aim.java", "class Aim {}");
    write("Task1/resources/weights.bin", "12345");
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private ProjectCopy copying(Path... leftOut) {
    return new ProjectCopy(new RebuildRequest.Project(root, root, root, Set.of(leftOut)), copy);
  }

  private Set<String> copied() throws IOException {
    try (Stream<Path> files = Files.walk(copy)) {
      Set<String> names = new TreeSet<>();
      files
          .filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
          .forEach(file -> names.add(copy.relativize(file).toString()));
      return names;
    }
  }

  @Test
  void leavesOutWhatBuildsAndGitKeep() throws IOException {
    write("target/classes/Main.class", "old");
    write("app/pom.xml", "<project/>");
    write("app/target/app.jar", "old");
    write("app/out/app.jar", "old");
    write(".git/HEAD", "ref: refs/heads/main");
    write(".mvn/maven.config", "-X");

    copying(root.resolve("app/out")).make();

    assertThat(copied())
        .containsExactly(
            ".mvn/maven.config",
            "Task1/resources/weights.bin",
            "app/pom.xml",
            "pom.xml",
            "src/main/java/org/example/target/Aim.java");
  }

  @Test
  void copiesBytes() throws IOException {
    copying().make();

    assertThat(copy.resolve("Task1/resources/weights.bin")).hasContent("12345");
  }

  @Test
  void givesFilesAnotherTimeAndTheModesOfAnotherUmask() throws IOException {
    write("run.sh", "#!/bin/sh");
    Files.setPosixFilePermissions(
        root.resolve("run.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));

    copying().make();

    assertThat(modeOf("run.sh")).isEqualTo("rwx------");
    assertThat(modeOf("pom.xml")).isEqualTo("rw-------");
    assertThat(modeOf("Task1/resources")).isEqualTo("rwx------");
    for (String name : new String[] {"pom.xml", "Task1/resources", "Task1"}) {
      assertThat(Files.getLastModifiedTime(copy.resolve(name)).toString())
          .isEqualTo("2011-03-05T07:09:11Z");
    }
  }

  private String modeOf(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(copy.resolve(name)));
  }

  @Test
  void keepsLinksWithinTheProject() throws IOException {
    link("Task2", Path.of("Task1"));
    link("absolute", root.resolve("Task1/resources/weights.bin"));

    copying().make();

    assertThat(Files.readSymbolicLink(copy.resolve("Task2"))).isEqualTo(Path.of("Task1"));
    assertThat(Files.readSymbolicLink(copy.resolve("absolute")))
        .isEqualTo(copy.resolve("Task1/resources/weights.bin"));
    assertThat(copy.resolve("Task2/resources/weights.bin")).hasContent("12345");
  }

  @Test
  void leadsLinksOutOfTheProjectToTheSamePlace() throws IOException {
    Files.writeString(folder.resolve("shared.bin"), "shared");
    link("model.bin", Path.of("../shared.bin"));

    copying().make();

    assertThat(copy.resolve("model.bin")).isSymbolicLink().hasContent("shared");
  }

  private void link(String name, Path to) throws IOException {
    Files.createSymbolicLink(root.resolve(name), to);
  }

  @Test
  void knowsHowMuchItWillCopy() throws IOException {
    write("target/large", "1234567890");

    assertThat(copying().sizeBytes())
        .isEqualTo("<project/>".length() + "class Aim {}".length() + "12345".length());
  }
}
