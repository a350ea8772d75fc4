package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.HecktorException;
import io.hecktor.ProjectException;
import io.hecktor.blob.BlobStore;
import io.hecktor.oci.Digest;
import io.hecktor.testing.RecordingProgress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shell script stands in the place of Maven, and tells what it was given. */
class RebuildTest {

  @TempDir private Path temporary;

  private final RecordingProgress progress = new RecordingProgress();
  private Path root;
  private Path maven;
  private Path log;
  private BlobStore store;

  @BeforeEach
  void project() throws IOException {
    root = Files.createDirectories(temporary.resolve("my project"));
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    maven = temporary.resolve("mvn");
    log = root.resolve("target/rebuild.log");
    store = new BlobStore(temporary.resolve("cache of mine"));
    mavenIs("true");
  }

  private void mavenIs(String script) throws IOException {
    Files.writeString(maven, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private RebuildRequest request(String zone, String language, int processors, Path other) {
    return new RebuildRequest(
        new RebuildRequest.Project(root, root, root, Set.of()),
        new RebuildRequest.Maven(
            maven, List.of("-B", "-Dkey=two words", "save"), jdk(), Optional.ofNullable(other)),
        new RebuildRequest.Machine(jdk(), "ann", Path.of("/home/ann"), zone, language, processors));
  }

  private static Path jdk() {
    return Path.of(System.getProperty("java.home"));
  }

  private List<String> run(RebuildRequest request) throws IOException, HecktorException {
    try (RebuildFolder folder = RebuildFolder.open(store)) {
      new Rebuild(request, folder, progress).run(log);
    }
    return Files.readAllLines(log);
  }

  @Test
  void givesMavenItsArgumentsAsTheyAre() throws Exception {
    mavenIs("for word; do echo \"$word\"; done");

    List<String> said = run(request("UTC", "en", 4, null));

    assertThat(said.subList(said.size() - 3, said.size()))
        .containsExactly("-B", "-Dkey=two words", "save");
    assertThat(said).contains("-Dhecktor.rebuild.jdk=" + jdk());
    assertThat(said).anyMatch(word -> word.matches("-Dhecktor.rebuild.cache=.*/again-\\d+/cache"));
  }

  @Test
  void variesWhatMustNotMatter() throws Exception {
    mavenIs("umask; pwd; echo $TZ $LC_ALL; echo $HOME; echo $JAVA_HOME; echo $JDK_JAVA_OPTIONS");

    List<String> said = run(request("UTC", "en", 4, Path.of("/opt/other-jdk")));

    assertThat(said.get(0)).isEqualTo("0077");
    assertThat(said.get(1)).endsWith("/the-same-project-elsewhere");
    assertThat(said.get(2)).isEqualTo("Pacific/Kiritimati C.UTF-8");
    assertThat(said.get(3)).endsWith("/home").isNotEqualTo(System.getProperty("user.home"));
    assertThat(said.get(4)).isEqualTo("/opt/other-jdk");
    assertThat(said.get(5))
        .contains("-XX:ActiveProcessorCount=1 ", "-Duser.language=de", "-Duser.name=somebody-else");
  }

  @Test
  void isOtherWhereTheFirstBuildIsWhatTheSecondWouldBe() throws Exception {
    mavenIs("echo $TZ $JDK_JAVA_OPTIONS");

    String said = run(request("Pacific/Kiritimati", "de", 1, null)).get(0);

    assertThat(said)
        .contains("Pacific/Pago_Pago", "-XX:ActiveProcessorCount=2 ", "-Duser.language=fr");
  }

  @Test
  void quotesFoldersWithSpacesForJava() throws Exception {
    mavenIs("exec \"$JAVA_HOME/bin/java\" -XshowSettings:properties -version");

    assertThat(run(request("UTC", "en", 4, null)))
        .anyMatch(line -> line.matches(" *user.home = .*/cache of mine/.*/home"))
        .anyMatch(line -> line.matches(" *java.io.tmpdir = .*/cache of mine/.*/tmp"));
  }

  @Test
  void tellsTheErrorsOfMavenThatFailed() throws IOException {
    mavenIs("echo '[INFO] begun'; echo '[ERROR] no such file: model.bin'; exit 1");

    assertThatThrownBy(() -> run(request("UTC", "en", 4, null)))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("Maven failed in a fresh copy of it.")
        .hasMessageContaining("`target/rebuild.log`");
    assertThat(progress.stages).containsExactly("  [ERROR] no such file: model.bin");
  }

  @Test
  void tellsTheLastLinesOfMavenThatFailedWithoutErrors() throws IOException {
    mavenIs("i=0; while [ $i -lt 5000 ]; do i=$((i+1)); echo line number $i; done; exit 1");

    assertThatThrownBy(() -> run(request("UTC", "en", 4, null)))
        .isInstanceOf(ProjectException.class);
    assertThat(progress.stages)
        .hasSize(20)
        .startsWith("  line number 4981")
        .endsWith("  line number 5000");
  }

  @Test
  void leavesNothingBehind() throws Exception {
    run(request("UTC", "en", 4, null));

    assertThat(store.folder("rebuilds")).isEmptyDirectory();
  }

  @Test
  void takesAwayWhatABuildThatWasKilledHasLeft() throws Exception {
    Path left = Files.createDirectories(store.folder("rebuilds").resolve("again-1/home"));

    run(request("UTC", "en", 4, null));

    assertThat(left).doesNotExist();
  }

  @Test
  void sharesBasesAndNothingThatWasMadeOfThisProject() throws Exception {
    Digest blob = store.put("a layer".getBytes(StandardCharsets.UTF_8));
    for (String kind : List.of("base-layers", "references", "archives", "layers", "modules")) {
      store.putRecord(kind, "key", kind.getBytes(StandardCharsets.UTF_8));
    }

    try (RebuildFolder folder = RebuildFolder.open(store)) {
      BlobStore own = new BlobStore(folder.cache());
      assertThat(own.path(blob)).hasContent("a layer");
      assertThat(Files.getAttribute(own.path(blob), "unix:nlink")).isEqualTo(2);
      assertThat(own.record("base-layers", "key")).isPresent();
      assertThat(own.record("references", "key")).isPresent();
      assertThat(own.record("archives", "key")).isEmpty();
      assertThat(own.record("layers", "key")).isEmpty();
      assertThat(own.record("modules", "key")).isEmpty();
    }
    assertThat(store.path(blob)).hasContent("a layer");
  }

  @Test
  void hasACopyWhosePathIsLongerOrShorter() throws Exception {
    try (RebuildFolder folder = RebuildFolder.open(store)) {
      Path copy = folder.project(root);
      assertThat(copy.toString().length()).isNotEqualTo(root.toString().length());
      assertThat(folder.project(copy).toString().length()).isNotEqualTo(copy.toString().length());
    }
  }
}
