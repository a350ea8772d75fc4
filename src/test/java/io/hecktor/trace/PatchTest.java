package io.hecktor.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.testing.JdksAtHand;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real JVMs with a patched {@code java.base}. */
class PatchTest {

  @TempDir static Path classes;
  private static List<String> source;

  @TempDir Path folder;

  static Stream<Supplier<Path>> jdks() {
    return Stream.of(JdksAtHand::running, JdksAtHand::other);
  }

  @BeforeAll
  static void compile() throws IOException {
    Path file = classes.resolve("Tried.java");
    try (InputStream in = PatchTest.class.getResourceAsStream("Tried.java")) {
      Files.copy(in, file);
    }
    source = Files.readAllLines(file);
    List<String> words = List.of("--release", "17", "-g", "-d", classes + "", file + "");
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, words.toArray(String[]::new)))
        .isZero();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void namesTheCodeOfEachAttempt(Supplier<Path> jdk) throws Exception {
    Path work = workFolder();
    CodeFinder found = run(jdk.get(), work);

    assertCode(found, reach("255.255.255.255:443/tcp"), "socket.connect(");
    assertCode(found, reach("[ff02::1]:80/tcp"), "channel.connect(");
    assertCode(found, reach("127.0.0.1:53/udp"), "socket.send(");
    assertCode(found, reach("[::1]:53/udp"), "channel.send(");
    assertCode(found, reach("localhost."), "getAllByName(");
    assertCode(found, reach("1.0.0.127.in-addr.arpa"), "getCanonicalHostName(");
    assertCode(found, write(work, "written"), "\"written\"), \"x\"");
    assertCode(found, write(work, "made"), "\"made\"");
    assertCode(found, write(work, "link"), "createSymbolicLink(");
    assertCode(found, write(work, "hard"), "createLink(");
    assertCode(found, write(work, "moved"), "\"moved\"");
    assertCode(found, write(work, "free/watched/told"), "\"free/watched/told\"");
    assertCode(found, write(work, "gone"), "\"gone\"");
    assertCode(found, write(work, "stream"), "FileOutputStream(new");
    assertCode(found, write(work, "random"), "\"random\"");
    assertCode(found, write(work, "exclusive"), "\"exclusive\"");
    assertCode(found, write(work, "folder"), "\"folder\"");
    assertCode(found, write(work, "unwritable"), "\"unwritable\"");
    assertCode(found, write(work, "from"), "renameTo(");
    assertCode(found, write(work, "to"), "renameTo(");
    assertCode(found, write(work, "deleted"), "\"deleted\"");
    assertThat(found.code(write(work, "free/passed"))).isEmpty();
    assertThat(found.code(reach("192.0.2.1:443/tcp"))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void namesTheTemporaryFilesThatAreMade(Supplier<Path> jdk) throws Exception {
    Path work = workFolder();
    CodeFinder found = run(jdk.get(), work);
    List<String> made;
    try (Stream<Path> files = Files.list(work)) {
      made = files.map(it -> it.getFileName() + "").filter(it -> it.endsWith(".tmp")).toList();
    }

    assertThat(made).hasSize(2);
    for (String one : made) {
      assertCode(
          found, write(work, one), one.startsWith("nio") ? "createTempFile(folder" : "\"old\"");
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void leadsFromALibrarysThreadsToWhoStartedThem(Supplier<Path> jdk) throws Exception {
    CodeFinder found = run(jdk.get(), workFolder());

    assertThat(found.code(reach("255.255.255.255:81/tcp")).orElseThrow().stack())
        .anyMatch(it -> it.startsWith("org.example.Tried.httpClient(Tried.java:"));
  }

  @Test
  void saysWhoStartedTheThread() throws Exception {
    CodeFinder found = run(JdksAtHand.running(), workFolder());
    List<String> stack = found.code(reach("255.255.255.255:443/tcp")).orElseThrow().stack();

    assertThat(stack).contains("- thread `worker` was started by");
    assertThat(String.join("\n", stack))
        .endsWith("main(Tried.java:" + line("thread.start()") + ")");
  }

  @Test
  void namesWhoStartedAChildOrLoadedNativeCode() throws Exception {
    CodeFinder found = run(JdksAtHand.running(), workFolder());
    Attempt child = new Attempt(false, "192.0.2.9:1/tcp", "true");
    Attempt other = new Attempt(false, "192.0.2.9:1/tcp", "java");

    FoundCode started = found.code(child).orElseThrow();
    assertThat(started.words()).contains("The child program `true` did it");
    assertThat(started.stack()).anyMatch(it -> it.contains("Tried.child(Tried.java:"));
    FoundCode perhaps = found.otherwise(other, Optional.of(true));
    assertThat(perhaps.words()).contains("perhaps a child program did");
    FoundCode never = found.otherwise(other, Optional.of(false));
    assertThat(never.words()).contains("not met again");
    assertThat(never.stack()).isEmpty();
  }

  /** Nothing is said, and nothing is changed, but for the file of records. */
  @Test
  void isNotNoticedWhereNothingCanBeRecorded() throws Exception {
    Path work = workFolder();
    Path records = folder.resolve("nowhere/records");
    Process process = start(JdksAtHand.running(), work, records);

    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEmpty();
    assertThat(process.waitFor()).isZero();
    assertThat(work.resolve("written")).hasContent("x");
  }

  @Test
  void refusesWhatIsNoRuntimeImage() throws IOException {
    Path file = Files.write(folder.resolve("modules"), new byte[4096]);
    assertThatThrownBy(() -> patch(file, folder.resolve("r"), folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no run-time image");
  }

  /** Words of the header, of the table of locations and of the first of them lie. */
  @Test
  void survivesAnIndexThatLies() throws IOException {
    byte[] real;
    try (InputStream in = Files.newInputStream(JdksAtHand.running().resolve("lib/modules"))) {
      real = in.readNBytes(8 << 20);
    }
    ByteBuffer header = ByteBuffer.wrap(real).order(ByteOrder.LITTLE_ENDIAN);
    int offsets = 28 + 4 * header.getInt(16);
    int locations = offsets + 4 * header.getInt(16);
    for (int start : new int[] {0, offsets, locations}) {
      for (int at = start; at < start + 28; at += 4) {
        byte[] bytes = real.clone();
        Arrays.fill(bytes, at, at + 4, at % 8 == 0 ? (byte) 0x7f : (byte) 0xff);
        Path file = Files.write(folder.resolve("modules"), bytes);
        // What is left of the file ends before the classes, so it ends like this at best.
        assertThatThrownBy(() -> patch(file, folder.resolve("r"), folder))
            .as("at " + at)
            .isInstanceOf(IOException.class);
      }
    }
  }

  private static Attempt reach(String target) {
    return new Attempt(false, target, "java");
  }

  private static Attempt write(Path work, String name) {
    return new Attempt(true, work.resolve(name).toString(), "java");
  }

  private static void assertCode(CodeFinder found, Attempt attempt, String words) {
    List<String> stack = found.code(attempt).orElseThrow(() -> new AssertionError(attempt)).stack();
    assertThat(stack.stream().filter(it -> it.startsWith("org.example.")).findFirst().orElse(""))
        .as(attempt.target())
        .endsWith("(Tried.java:" + line(words) + ")");
  }

  private static int line(String words) {
    List<Integer> lines = new ArrayList<>();
    for (int i = 0; i < source.size(); i++) {
      if (source.get(i).contains(words)) {
        lines.add(i + 1);
      }
    }
    assertThat(lines).as(words).hasSize(1);
    return lines.get(0);
  }

  private Path workFolder() throws IOException {
    Path work = Files.createDirectory(folder.resolve("work"));
    Files.createDirectories(work.resolve("free/watched"));
    for (String name : List.of("ready", "gone", "from", "unwritable", "deleted")) {
      Files.createFile(work.resolve(name));
    }
    return work;
  }

  private CodeFinder run(Path jdk, Path work) throws Exception {
    Path records = Files.createFile(folder.resolve("records"));
    Process process = start(jdk, work, records);
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).isEmpty();
    return CodeFinder.read(records, path -> path);
  }

  private Process start(Path jdk, Path work, Path records) throws IOException {
    Patch.Place place = patch(jdk.resolve("lib/modules"), records, work);
    List<String> argv =
        List.of(
            jdk.resolve("bin/java") + "",
            "-Xshare:on",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classes + "",
            "org.example.Tried",
            work + "");
    return new ProcessBuilder(Patch.words(argv, place)).redirectErrorStream(true).start();
  }

  private Patch.Place patch(Path modules, Path records, Path work) throws IOException {
    Path patch = folder.resolve("patch");
    Patch.Place place = new Patch.Place(patch.toString(), records.toString());
    Path free = work.resolve("free");
    Patch.Watched watched =
        new Patch.Watched(List.of(free + ""), List.of(free.resolve("watched") + ""));
    Patch.write(modules, watched, place, patch);
    return place;
  }
}
