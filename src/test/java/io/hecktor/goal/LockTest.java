package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.EnvironmentException;
import io.hecktor.ProjectException;
import io.hecktor.deflate.Framing;
import io.hecktor.lock.LockRequest.Mode;
import io.hecktor.oci.Digest;
import io.hecktor.plan.Natives;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** What a project's lock records, keeps, refuses and takes up. */
class LockTest {

  @TempDir Path folder;

  private LockedProject project;

  @BeforeEach
  void begin() throws Exception {
    project = new LockedProject(folder);
  }

  @AfterEach
  void end() {
    project.close();
  }

  /** Changes one thing of a project. */
  interface Change {
    void in(LockedProject project) throws Exception;
  }

  private static Arguments row(String what, Change change, String told) {
    return Arguments.of(what, change, told);
  }

  private static Natives cuda(LockedProject project, String coordinates, String... excluded)
      throws Exception {
    Path jar = project.jar("cuda.jar", "README", "no library");
    return new Natives(
        false, Optional.of(new Natives.CudaJar(coordinates, jar, List.of(excluded))));
  }

  private static final String SHA = "sha256:[0-9a-f]{12}";

  /** Every kind of input that can move, and how a locked build names it. */
  static final List<Arguments> INPUTS =
      List.of(
          row(
              "base asked for",
              p -> p.base = p.registry.host() + "/base:2",
              "base reference: 127.0.0.1:\\d+/base:1 → 127.0.0.1:\\d+/base:2"),
          row(
              "JDK's vendor",
              p -> p.java("Other", "17.0.1", "java.base java.logging"),
              "JDK's vendor: Example → Other"),
          row(
              "JDK's version",
              p -> p.java("Example", "17.0.2", "java.base java.logging"),
              "JDK's version: 17.0.1 → 17.0.2"),
          row(
              "a module more",
              p -> p.java("Example", "17.0.1", "java.base java.logging java.sql"),
              "java module `java.sql` is new"),
          row(
              "a module less",
              p -> p.java("Example", "17.0.1", "java.base"),
              "java module `java.logging` is gone"),
          row(
              "a file of the run-time image",
              p -> p.write("jre/lib/security", "other"),
              "run-time image's files: " + SHA + " → " + SHA),
          row(
              "a dependency's version",
              p ->
                  p.dependencies.set(
                      0, p.dependency("lib", "org.example:lib:jar:1.1:compile", "other")),
              "dependency `org.example:lib`: " + SHA + " 1.0 → " + SHA + " 1.1"),
          row(
              "a snapshot dependency's content",
              p -> p.dependencies.set(0, p.dependency("lib", LockedProject.LIB, "other")),
              "dependency `org.example:lib`: " + SHA + " 1.0 → " + SHA + " 1.0"),
          row(
              "a dependency more",
              p -> p.dependencies.add(p.dependency("new", "org.example:new:jar:3:compile", "x")),
              "dependency `org.example:new` is new \\(" + SHA + " 3\\)"),
          row(
              "a dependency less",
              p -> p.dependencies.remove(1),
              "dependency `org.example:other` is gone \\(" + SHA + " 2.0\\)"),
          row(
              "the class path's order",
              p -> p.dependencies.add(p.dependencies.remove(0)),
              "order of the class path: org.example:lib first → org.example:other first"),
          row(
              "the jar",
              p -> p.jar("app.jar", "Main.class", "changed"),
              "jar `app.jar`: " + SHA + " → " + SHA),
          row(
              "a resource file",
              p -> p.write("Task1/resources/sub/b c.bin", "changed"),
              "task1 resource `sub/b c.bin`: " + SHA + " 4 → " + SHA + " 7"),
          row(
              "a resource file more",
              p -> p.write("Task2/resources/new.bin", "x"),
              "task2 resource `new.bin` is new \\(" + SHA + " 1\\)"),
          row(
              "a resource file less",
              p -> Files.delete(p.folder.resolve("Task1/resources/a.bin")),
              "task1 resource `a.bin` is gone \\(" + SHA + " 17\\)"),
          row("the main class", p -> p.mainClass = "B", "task1 main class: org.example.Main → B"),
          row("the user", p -> p.user = "2:3", "user: 1000:1000 → 2:3"),
          row(
              "CUDA's jar",
              p -> p.natives = cuda(p, "org.bytedeco:cuda:12.6-9.5-1.5.11"),
              "CUDA's jar is new \\(org\\.bytedeco:cuda:12\\.6-9\\.5-1\\.5\\.11\\)"),
          row(
              "a library of CUDA that is left out",
              p -> p.natives = cuda(p, "org.bytedeco:cuda:12.6", "libcufft.so.11"),
              "cudaExcludes `libcufft\\.so\\.11` is new"),
          row(
              "what is left out of jars",
              p -> p.natives = new Natives(true, Optional.empty()),
              "stripNatives is new \\(true\\)"),
          row("the compression", p -> p.framing = Framing.STORED, "compression: auto-1 → stored-1"),
          row("the label", p -> p.label = Optional.of("2nd"), "label is new \\(2nd\\)"),
          row("flags", p -> p.jvmFlags = List.of("-Xmx1g", "-ea"), "jvmFlags: none → -Xmx1g -ea"),
          row(
              "the profile",
              p -> p.profile = "hecktor2025-platform",
              "profile: hecktor2025 → hecktor2025-platform"),
          row(
              "the time",
              p -> p.time = "2025-07-02T00:00:00Z",
              "project.build.outputTimestamp: 2025-07-01T00:00:00Z → 2025-07-02T00:00:00Z"),
          row(
              "a task more",
              p -> {
                p.write("Task3/resources/a.bin", "3");
                p.tasks = List.of("task1", "task2", "task3");
              },
              "task3 image is new"),
          row(
              "a task less",
              p -> {
                p.write("Task3/resources/a.bin", "3");
                p.tasks = List.of("task1", "task3");
              },
              "task2 image is gone"));

  @ParameterizedTest(name = "{0}")
  @FieldSource("INPUTS")
  void aLockedBuildNamesTheInputThatMoved(String what, Change change, String told)
      throws Exception {
    project.publish("2", "second");
    project.build(Mode.KEEP);
    byte[] index =
        Files.readAllBytes(project.folder.resolve("target/hecktor/task1/image/index.json"));
    change.in(project);

    assertThatThrownBy(() -> project.build(Mode.LOCKED))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("-Dhecktor.updateLock")
        .extracting(Throwable::getMessage)
        .asString()
        .containsPattern(told);
    assertThat(project.folder.resolve("target/hecktor/task1/image/index.json"))
        .as("a failed goal leaves the old image")
        .hasBinaryContent(index);
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("INPUTS")
  void anUpdateTakesUpWhateverMoved(String what, Change change, String told) throws Exception {
    project.publish("2", "second");
    project.build(Mode.KEEP);
    change.in(project);

    project.build(Mode.UPDATE);

    assertThatCode(() -> project.build(Mode.LOCKED)).doesNotThrowAnyException();
  }

  @Test
  void theFirstBuildWritesTheLockAndTheSaveAddsTheArchives() throws Exception {
    List<BuiltImage> images = project.build(Mode.KEEP);
    String built = project.lock();
    List<SavedArchive> saved = project.save(Mode.KEEP);

    assertThat(built)
        .contains("[base]\nreference " + project.base + "\nresolved " + project.base + "@sha256:")
        .contains("[java]\nsource folder\nvendor Example\nversion 17.0.1\ntree sha256:")
        .contains("dependency " + Digest.of(Files.readAllBytes(folder.resolve("project/lib.jar"))))
        .contains(" 1.0 org.example:lib\n")
        .contains("[task task1]\nmain-class org.example.Main\nresource " + sha("weights of task 1"))
        .contains(" 17 a.bin\nresource " + sha("more") + " 4 sub/b c.bin\nlayer sha256:")
        .contains("image " + images.get(0).image().config().imageId())
        .doesNotContain("archive");
    assertThat(project.lock())
        .contains("archive " + saved.get(0).sha256() + " submission_task1.tar.gz\n")
        .contains("archive " + saved.get(1).sha256() + " submission_task2.tar.gz\n");
  }

  private static Digest sha(String text) {
    return Digest.of(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void aLaterBuildKeepsTheLockAndTellsWhatMoved() throws Exception {
    project.save(Mode.KEEP);
    String before = project.lock();
    project.write("Task1/resources/a.bin", "trained again");

    project.save(Mode.KEEP);

    assertThat(project.lock()).isEqualTo(before);
    assertThat(project.progress.stages).anyMatch(line -> line.contains("task1 resource `a.bin`"));
    assertThat(project.progress.warnings).as("people know what they changed").isEmpty();
  }

  @Test
  void whatMovesBehindPeoplesBacksIsAWarning() throws Exception {
    project.build(Mode.KEEP);
    project.java("Example", "17.0.2", "java.base java.logging");

    project.build(Mode.KEEP);

    assertThat(project.progress.warnings)
        .singleElement()
        .asString()
        .contains("JDK's version: 17.0.1 → 17.0.2", "kept as it is");
  }

  @Test
  void aTagMeansWhatItMeantUntilTheLockIsUpdated() throws Exception {
    List<BuiltImage> first = project.build(Mode.KEEP);
    project.publish("1", "moved");

    assertThat(ids(project.build(Mode.KEEP))).isEqualTo(ids(first));
    assertThat(ids(project.build(Mode.LOCKED))).isEqualTo(ids(first));
    assertThat(ids(project.build(Mode.UPDATE))).isNotEqualTo(ids(first));
    assertThat(project.progress.stages)
        .anyMatch(line -> line.matches(".*base digest: .*:1@" + SHA + " → .*:1@" + SHA + ".*"));
  }

  private static List<Digest> ids(List<BuiltImage> images) {
    return images.stream().map(image -> image.image().config().imageId()).toList();
  }

  @Test
  void aLockedBuildNeedsNoNetworkOnceTheCacheIsWarm() throws Exception {
    project.save(Mode.KEEP);
    project.registry.close();

    assertThatCode(() -> project.save(Mode.LOCKED)).doesNotThrowAnyException();
    project.offline = true;
    assertThatCode(() -> project.save(Mode.LOCKED)).doesNotThrowAnyException();
  }

  @Test
  void aLockedBuildWithAColdCachePullsByDigest() throws Exception {
    project.save(Mode.KEEP);
    project.publish("1", "moved");
    project.cache = folder.resolve("cold");
    int asked = project.registry.requests().size();

    project.save(Mode.LOCKED);

    assertThat(project.registry.requests().subList(asked, project.registry.requests().size()))
        .filteredOn(request -> request.path().contains("/manifests/"))
        .isNotEmpty()
        .allMatch(request -> request.path().contains("/manifests/sha256:"));
  }

  @Test
  void aColdCacheWithoutANetworkSaysSo() throws Exception {
    project.build(Mode.KEEP);
    project.cache = folder.resolve("cold");
    project.offline = true;

    assertThatThrownBy(() -> project.build(Mode.LOCKED)).isInstanceOf(EnvironmentException.class);
  }

  @Test
  void aLockedBuildWithoutALockIsRefused() {
    assertThatThrownBy(() -> project.build(Mode.LOCKED))
        .isInstanceOf(ProjectException.class)
        .hasMessageStartingWith("HECK-651: There is no hecktor.lock");
  }

  @Test
  void aPartialBuildTouchesItsTasksBlockAlone() throws Exception {
    project.tasks = List.of("task1");
    project.build(Mode.KEEP);
    String one = project.lock();
    project.tasks = List.of("task2");
    project.build(Mode.KEEP);
    assertThat(project.lock()).startsWith(one).contains("[task task2]");

    project.write("Task2/resources/a.bin", "trained again");
    project.build(Mode.UPDATE);
    assertThat(project.lock()).startsWith(one).contains(sha("trained again").toString());
  }

  @Test
  void anUpdatingSaveTakesUpTheArchivesToo() throws Exception {
    project.save(Mode.KEEP);
    project.write("Task1/resources/a.bin", "trained again");
    List<SavedArchive> saved = project.save(Mode.UPDATE);

    assertThat(project.lock())
        .contains("archive " + saved.get(0).sha256() + " submission_task1.tar.gz\n")
        .contains("archive " + saved.get(1).sha256() + " submission_task2.tar.gz\n");
    assertThatCode(() -> project.save(Mode.LOCKED)).doesNotThrowAnyException();
  }

  @Test
  void aPartialUpdateOfWhatAllTasksShareIsRefused() throws Exception {
    project.build(Mode.KEEP);
    String before = project.lock();
    project.java("Example", "17.0.2", "java.base java.logging");
    project.tasks = List.of("task1");

    assertThatThrownBy(() -> project.build(Mode.UPDATE))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("cannot be updated for some tasks alone")
        .hasMessageContaining("17.0.1 → 17.0.2");
    assertThat(project.lock()).isEqualTo(before);
  }

  @Test
  void aMovedArchiveIsRefusedBeforeItTakesTheOldOnesPlace() throws Exception {
    SavedArchive saved = project.save(Mode.KEEP).get(0);
    byte[] archive = Files.readAllBytes(saved.file());
    String other = Digest.of(new byte[0]).toString();
    Files.writeString(project.lockFile(), project.lock().replace(saved.sha256().toString(), other));
    Files.write(saved.file(), new byte[1]);

    assertThatThrownBy(() -> project.save(Mode.LOCKED))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("task1 archive `submission_task1.tar.gz`: sha256:e3b0c44298fc → ");
    assertThat(saved.file()).hasBinaryContent(new byte[1]);
    assertThat(archive).isNotEmpty();
  }

  @Test
  void anotherPluginIsNamedWhereNothingElseExplainsAnotherImage() throws Exception {
    project.build(Mode.KEEP);
    String image = Digest.of(new byte[0]).toString();
    Files.writeString(
        project.lockFile(), project.lock().replaceAll("(?m)^image .*$", "image " + image));
    project.plugin = "2.0";

    assertThatThrownBy(() -> project.build(Mode.LOCKED)).hasMessageContaining("plugin: 1.0 → 2.0");
  }

  @Test
  void anotherPluginThatMakesTheSameImageIsNoDifference() throws Exception {
    project.build(Mode.KEEP);
    project.plugin = "2.0";

    assertThatCode(() -> project.build(Mode.LOCKED)).doesNotThrowAnyException();
  }

  @Test
  void anUnchangedBuildReadsNoLayerAndLeavesTheLockAlone() throws Exception {
    project.build(Mode.KEEP);
    var time = Files.getLastModifiedTime(project.lockFile());

    project.build(Mode.KEEP);

    assertThat(project.progress.begun).noneMatch(what -> what.startsWith("listing"));
    assertThat(Files.getLastModifiedTime(project.lockFile())).isEqualTo(time);
    assertThat(Stream.of(folder.resolve("project").toFile().list()))
        .noneMatch(name -> name.endsWith(".part"));
  }
}
