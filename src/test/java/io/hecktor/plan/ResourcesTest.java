package io.hecktor.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import io.hecktor.EnvironmentException;
import io.hecktor.HecktorException;
import io.hecktor.ProjectException;
import io.hecktor.testing.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResourcesTest {

  private static final AbsoluteUnixPath TARGET = AbsoluteUnixPath.get("/r");

  @TempDir Path scratch;
  Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(scratch.resolve("resources"));
  }

  private List<LayerEntry> read() throws HecktorException {
    return Resources.of(folder, TARGET);
  }

  private static List<String> paths(List<LayerEntry> entries) {
    return entries.stream().map(entry -> entry.path().toString()).toList();
  }

  private Path file(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private void assertRefused(String... words) {
    assertThatThrownBy(this::read)
        .isInstanceOf(ProjectException.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(words))
        .satisfies(e -> assertThat(((HecktorException) e).problem().fix()).endsWith("."));
  }

  @Test
  void refusesAMissingFolder() throws IOException {
    Files.delete(folder);
    assertRefused("`" + folder + "` is missing", "-Dhecktor.tasks");
  }

  @Test
  void refusesAFileInPlaceOfTheFolder() throws IOException {
    Files.delete(folder);
    Files.writeString(folder, "weights");
    assertRefused("`" + folder + "` is missing");
  }

  @Test
  void refusesAnEmptyFolder() {
    assertRefused("`" + folder + "` holds no files");
  }

  @Test
  void refusesFoldersThatHoldOnlyFolders() throws IOException {
    Files.createDirectories(folder.resolve("a/b/c"));
    Files.createDirectories(folder.resolve("d"));
    assertRefused("`" + folder + "` holds no files");
  }

  @Test
  void takesAnEmptyFileForAFile() throws Exception {
    file("a/empty", "");
    assertThat(paths(read())).containsExactly("/r", "/r/a", "/r/a/empty");
  }

  @ParameterizedTest
  @CsvSource({
    "version https://git-lfs.github.com/spec/v1, true",
    "version https://git-lfs.github.com/spec/v2, true",
    "Version https://git-lfs.github.com/spec/v1, false",
    "version https://git, false"
  })
  void knowsGitLfsPointersByTheirFirstLine(String line, boolean pointer) throws Exception {
    Path file = file("fold/model.onnx", line + "\noid sha256:4d7a\nsize 12345\n");
    if (pointer) {
      assertRefused("`" + file + "` is a git-lfs pointer", "git lfs pull");
    } else {
      assertThat(paths(read())).contains("/r/fold/model.onnx");
    }
  }

  @Test
  void refusesAFileThatCannotBeRead() throws IOException {
    Path file = file("model.onnx", "weights");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeThat(Files.isReadable(file)).as("root reads everything").isFalse();
    assertRefused("`" + file + "` cannot be read");
  }

  @Test
  void refusesAFolderThatCannotBeRead() throws IOException {
    file("closed/model.onnx", "weights");
    Path closed = folder.resolve("closed");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    assumeThat(Files.isReadable(closed)).as("root reads everything").isFalse();
    assertThatThrownBy(this::read).isInstanceOf(EnvironmentException.class);
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void followsLinksToFilesAndFoldersInside() throws Exception {
    file("v1/model.onnx", "weights");
    Files.createSymbolicLink(folder.resolve("current"), Path.of("v1"));
    Files.createSymbolicLink(
        folder.resolve("model.onnx"), folder.resolve("v1/model.onnx").toAbsolutePath());
    List<LayerEntry> entries = read();
    assertThat(paths(entries))
        .containsExactly(
            "/r",
            "/r/current",
            "/r/current/model.onnx",
            "/r/model.onnx",
            "/r/v1",
            "/r/v1/model.onnx");
    assertThat(entries).noneMatch(LayerEntry.SymbolicLink.class::isInstance);
    try (var in = ((LayerEntry.RegularFile) entries.get(3)).content().open()) {
      assertThat(in.readAllBytes()).asString().isEqualTo("weights");
    }
  }

  @Test
  void refusesALinkThatLeadsOut() throws IOException {
    Path outside = Files.writeString(scratch.resolve("secret"), "secret");
    file("model.onnx", "weights");
    Path link = Files.createSymbolicLink(folder.resolve("out"), outside);
    assertRefused("`" + link + "` is a link that leads out of the folder");
  }

  @Test
  void refusesALinkToAFolderWhoseNameOnlyBeginsLikeOurs() throws IOException {
    Files.writeString(Files.createDirectory(scratch.resolve("resources-old")).resolve("m"), "old");
    file("model.onnx", "weights");
    Path link = Files.createSymbolicLink(folder.resolve("old"), Path.of("../resources-old"));
    assertRefused("`" + link + "` is a link that leads out of the folder");
  }

  @Test
  void refusesALinkThatLeadsNowhere() throws IOException {
    file("model.onnx", "weights");
    Path link = Files.createSymbolicLink(folder.resolve("gone"), Path.of("nothing-here"));
    assertRefused("`" + link + "` is a link that leads nowhere");
  }

  @Test
  void refusesALinkToItself() throws IOException {
    file("model.onnx", "weights");
    Path link = Files.createSymbolicLink(folder.resolve("self"), Path.of("self"));
    assertRefused("`" + link + "` is a link that leads nowhere");
  }

  @ParameterizedTest
  @CsvSource({"a/up, ..", "a/b/here, .", "a/b/up, ../../a", "a/top, ../../resources"})
  void refusesALinkToAFolderAboveItself(String name, String target) throws IOException {
    file("a/b/model.onnx", "weights");
    Path link = Files.createSymbolicLink(folder.resolve(name), Path.of(target));
    assertRefused("`" + link + "` is a link to a folder above itself");
  }

  @Test
  void refusesALoopThroughSeveralLinks() throws IOException {
    file("d/model.onnx", "weights");
    file("e/model.onnx", "weights");
    Files.createSymbolicLink(folder.resolve("d/to-e"), Path.of("../e"));
    Files.createSymbolicLink(folder.resolve("e/to-d"), Path.of("../d"));
    Files.createSymbolicLink(folder.resolve("a"), Path.of("d"));
    assertRefused("`" + folder.resolve("a/to-e/to-d") + "` is a link to a folder above itself");
  }

  @Test
  void refusesALoopWhereTheProjectItselfIsBehindALink() throws IOException {
    file("a/b/model.onnx", "weights");
    Files.createSymbolicLink(folder.resolve("a/b/up"), Path.of("../../a"));
    folder = Files.createSymbolicLink(scratch.resolve("project"), scratch).resolve("resources");
    assertRefused("`" + folder.resolve("a/b/up") + "` is a link to a folder above itself");
  }

  @Test
  void refusesWhatIsNeitherFileNorFolder() throws IOException {
    file("model.onnx", "weights");
    Path pipe = folder.resolve("pipe");
    Command.of("mkfifo", pipe).succeed();
    assertRefused("`" + pipe + "` is neither a file nor a folder");
  }

  @Test
  void givesModesByContentAndOwnersByRule() throws Exception {
    Path weights = file("model.onnx", "weights");
    Files.setPosixFilePermissions(weights, PosixFilePermissions.fromString("rwx------"));
    Path script = file("run.sh", "#!/bin/sh\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rw-------"));
    Files.write(folder.resolve("lib.so"), new byte[] {0x7f, 'E', 'L', 'F', 2});
    file("short", "#");
    List<String> facts =
        read().stream()
            .map(
                entry ->
                    entry.path() + " " + entry.owner() + " " + Integer.toOctalString(mode(entry)))
            .toList();
    assertThat(facts)
        .containsExactly(
            "/r 0:0 755",
            "/r/lib.so 0:0 755",
            "/r/model.onnx 0:0 644",
            "/r/run.sh 0:0 755",
            "/r/short 0:0 644");
  }

  private static int mode(LayerEntry entry) {
    return entry instanceof LayerEntry.Directory directory
        ? directory.mode()
        : ((LayerEntry.RegularFile) entry).mode();
  }

  @ParameterizedTest
  @CsvSource({"with space.bin", "' lead and trail '", "a:b\\c*?.bin", "-dash", "...", "'a\"b''c'"})
  void keepsNamesAsTheyAre(String name) throws Exception {
    file(name, "weights");
    assertThat(paths(read())).containsExactly("/r", "/r/" + name);
  }

  /** In that locale Java cannot say such names, and would put question marks into the image. */
  @Test
  void keepsNamesWhateverTheLocale() throws IOException {
    Command.of(
            "sh",
            "-c",
            "d=$(printf 'gr\\303\\266'); mkdir $d && echo 1 >$d/$(printf '\\342\\202\\254')")
        .in(folder)
        .succeed();
    Command.Result result =
        Command.of(System.getProperty("java.home") + "/bin/java", "-Dfile.encoding=UTF-8", "-cp")
            .with(System.getProperty("java.class.path"), ListResources.class.getName(), folder)
            .env("LC_ALL", "C")
            .within(Duration.ofSeconds(60))
            .succeed();
    assertThat(result.stdout().lines()).containsExactly("/r", "/r/gr\u00f6", "/r/gr\u00f6/\u20ac");
  }

  @Test
  void refusesNamesThatAreNoText() throws IOException {
    Command.of("sh", "-c", "echo 1 >$(printf 'gr\\366')").in(folder).succeed();
    assertRefused("has a name that is not UTF-8");
  }

  /** What a test above runs in a JVM of its own. */
  static final class ListResources {

    private ListResources() {}

    public static void main(String[] arguments) throws Exception {
      String text = String.join("\n", paths(Resources.of(Path.of(arguments[0]), TARGET)));
      System.out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      System.out.flush();
    }
  }
}
