package io.hecktor.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import io.hecktor.oci.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What GNU tar writes of this machine's own folders is unpacked as GNU tar would. */
class TarComparisonTest {

  /**
   * Small folders full of links, odd names, long names and hard links, where a distribution has
   * them.
   */
  private static final List<String> FOLDERS =
      List.of("etc/ssl", "etc/alternatives", "usr/share/zoneinfo", "usr/share/ca-certificates");

  @TempDir Path temp;

  /** JUnit would warn of each link that leads out of its folder. */
  @AfterEach
  void deleteWithoutFollowing() throws IOException {
    try (Stream<Path> children = Files.list(temp)) {
      for (Path child : (Iterable<Path>) children::iterator) {
        FileTrees.delete(child);
      }
    }
  }

  @BeforeEach
  void needsTar() {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/tar")), "needs GNU tar");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gnu", "posix"})
  void unpacksWhatTarWrites(String format) throws Exception {
    Path made = makeTree();
    Path tar = temp.resolve("layer.tar");
    List<String> command = new ArrayList<>(List.of("/usr/bin/tar", "--format=" + format));
    command.add("--sparse");
    command.addAll(List.of("-cf", tar.toString(), "-C", made.toString(), "."));
    run(command);
    Path expected = Files.createDirectory(temp.resolve("expected"));
    run(List.of("/usr/bin/tar", "-xpf", tar.toString(), "-C", expected.toString()));
    TestLayers blobs = new TestLayers(temp.resolve("blobs"));
    RootfsCache cache =
        new RootfsCache(
            temp.resolve("rootfs"),
            new BlobStore(temp.resolve("store")),
            Retention.standard(),
            Progress.silent());
    RootfsRequest request = blobs.request(List.of(blobs.layer(Files.readAllBytes(tar))));
    try (Rootfs rootfs = cache.prepare(request, Instant.EPOCH)) {
      assertThat(describe(rootfs.folder(), false))
          .hasSizeGreaterThan(10)
          .isEqualTo(describe(expected, true));
    }
  }

  private Path makeTree() throws Exception {
    Path made = Files.createDirectory(temp.resolve("made"));
    for (String folder : FOLDERS) {
      if (Files.isDirectory(Path.of("/", folder))) {
        run(
            List.of(
                "/bin/sh", "-c", "cd / && cp -a --parents " + folder + " '" + made + "' || true"));
      }
    }
    Path deep = Files.createDirectories(made.resolve("d".repeat(90)).resolve("e".repeat(90)));
    Files.writeString(deep.resolve("f".repeat(50)), "deep");
    Files.createLink(made.resolve("second name"), deep.resolve("f".repeat(50)));
    Files.createSymbolicLink(made.resolve("link"), Path.of("l".repeat(90)));
    run(
        List.of(
            "/bin/sh",
            "-c",
            "truncate -s 20M '" + made + "/sparse' && printf end >> '" + made + "/sparse'"));
    return made;
  }

  private static void run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
  }

  /**
   * Kind, content, time, permissions and which names are one file.
   *
   * @param kept whether owner and mode are those of the tar, which tells what the image's user may
   */
  private static List<String> describe(Path root, boolean kept) throws IOException {
    List<String> lines = new ArrayList<>();
    Map<Object, Path> firstNames = new HashMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        Path name = root.relativize(file);
        String line = name + " " + describeOne(file);
        if (!Files.isSymbolicLink(file)) {
          line += " " + Integer.toOctalString(kept ? effectiveMode(file) : mode(file) & 0777);
        }
        Object inode = Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS);
        Path first = firstNames.putIfAbsent(inode, name);
        lines.add(first == null || Files.isSymbolicLink(file) ? line : line + " is " + first);
      }
    }
    return lines;
  }

  private static int mode(Path file) throws IOException {
    return (Integer) Files.getAttribute(file, "unix:mode");
  }

  private static int effectiveMode(Path file) throws IOException {
    int uid = (Integer) Files.getAttribute(file, "unix:uid");
    int gid = (Integer) Files.getAttribute(file, "unix:gid");
    return TestLayers.USER.effectiveMode(
        new Attributes(mode(file) & 07777, uid, gid, Instant.EPOCH));
  }

  private static String describeOne(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      return "-> " + Files.readSymbolicLink(file);
    }
    Instant modified = Files.getLastModifiedTime(file).toInstant();
    String time = " at " + modified.getEpochSecond();
    return Files.isDirectory(file)
        ? "folder" + time
        : Files.size(file) + " bytes " + Digest.of(Files.readAllBytes(file)).abbreviated() + time;
  }
}
