package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.oci.Json;
import io.hecktor.testing.Command;
import io.hecktor.testing.MavenProject;
import io.hecktor.testing.RealTool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong on the way leaves no half-written file and no broken cache. */
class SaveSurvivesMishapsIT {

  private static final String ARCHIVE = "submission_task2.tar.gz";

  @TempDir Path folder;

  private MavenProject project;
  private Path cache;

  @BeforeEach
  void copyTheSmallestProject() {
    project = MavenProject.copyOf("readme-example", folder.resolve("project"));
    cache = folder.resolve("cache");
  }

  private Command save(Object... more) {
    return project
        .maven("hecktor:save", "-Dhecktor.base=host", "-Dhecktor.cache=" + cache)
        .with(more);
  }

  @Test
  void anInterruptedSaveLeavesNothingHalfWrittenAndTheNextOneSucceeds() throws Exception {
    writeRandom(project.folder().resolve("Task2/resources/model.bin"), 600 << 20);
    // What was begun in the background of a shell ignores interrupts, and so does all that it
    // begins.
    List<String> words = new ArrayList<>(List.of("env", "--default-signal=INT"));
    words.addAll(save().words());
    Process maven =
        new ProcessBuilder(words)
            .directory(project.folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("interrupted.log").toFile())
            .start();
    stopWhileWriting(maven);

    Command.of("kill", "-INT", maven.pid()).succeed();
    Command.of("kill", "-CONT", maven.pid()).succeed();
    maven.waitFor();

    assertThat(parts()).isEmpty();
    assertThat(project.output(ARCHIVE)).doesNotExist();
    save().succeed();
    RealTool.GZIP.command("-t", project.output(ARCHIVE)).succeed();
  }

  /**
   * Stopped first, it cannot have ended before the interrupt comes, however slow this machine is.
   */
  private void stopWhileWriting(Process maven) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    for (boolean stopped = false; !stopped; ) {
      assertThat(maven.isAlive()).as("Maven still runs").isTrue();
      assertThat(System.nanoTime()).as("a file is being written by now").isLessThan(deadline);
      Thread.sleep(5);
      if (isWellUnderWay()) {
        Command.of("kill", "-STOP", maven.pid()).succeed();
        stopped = isWellUnderWay();
        if (!stopped) {
          Command.of("kill", "-CONT", maven.pid()).succeed();
        }
      }
    }
  }

  private boolean isWellUnderWay() throws IOException {
    long written = writtenSoFar();
    return written > 20 << 20 && written < 400 << 20;
  }

  /** Bytes of the largest unfinished file; files come, grow and go while one looks. */
  private long writtenSoFar() throws IOException {
    return parts().stream().mapToLong(part -> part.toFile().length()).max().orElse(0);
  }

  private List<Path> parts() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Stream.concat(walk(cache), walk(project.output("")))) {
      return files
          .filter(file -> file.toString().endsWith(".part"))
          .filter(Files::isRegularFile)
          .toList();
    }
  }

  private static Stream<Path> walk(Path top) {
    try {
      return Files.isDirectory(top) ? Files.walk(top).toList().stream() : Stream.of();
    } catch (IOException | java.io.UncheckedIOException e) {
      return Stream.of(); // Something vanished meanwhile; the next look sees the rest.
    }
  }

  @Test
  void aFullDiskIsNamedAndLeavesTheOldArchiveAlone() throws IOException {
    RealTool.requireRoot();
    save().succeed();
    String before = Files.readString(project.output(ARCHIVE + ".sha256"));
    Path full = Files.createDirectories(folder.resolve("full"));
    Command.of("mount", "-t", "tmpfs", "-o", "size=100m", "tmpfs", full).succeed();
    try {
      writeRandom(project.folder().resolve("Task2/resources/model.bin"), 120 << 20);
      Command.Result result = save("-Dhecktor.cache=" + full.resolve("cache")).run();

      assertThat(result.exitCode()).isNotZero();
      assertThat(result.output()).contains("The disk became full").contains("-Dhecktor.cache");
      assertThat(walk(full).filter(file -> file.toString().endsWith(".part"))).isEmpty();
      assertThat(Files.readString(project.output(ARCHIVE + ".sha256"))).isEqualTo(before);
    } finally {
      Command.of("umount", full).succeed();
    }
  }

  @Test
  void twoSavesAtOnceOfOneProjectAndOneCacheBothSucceed() throws Exception {
    save().succeed();
    String alone = Files.readString(project.output(ARCHIVE + ".sha256"));
    Path shared = folder.resolve("shared-cache");
    MavenProject other = MavenProject.copyOf("readme-example", folder.resolve("other"));

    Command first = save("-Dhecktor.cache=" + shared);
    Command second =
        other.maven("hecktor:save", "-Dhecktor.base=host", "-Dhecktor.cache=" + shared);
    Command third =
        project.maven(
            "io.hecktor:hecktor-maven-plugin:0.1.0-SNAPSHOT:save-no-fork",
            "-Dhecktor.base=host",
            "-Dhecktor.cache=" + shared);
    List<CompletableFuture<Command.Result>> runs =
        Stream.of(first, second, third)
            .map(command -> CompletableFuture.supplyAsync(command::succeed))
            .toList();
    runs.forEach(CompletableFuture::join);

    assertThat(Files.readString(project.output(ARCHIVE + ".sha256"))).isEqualTo(alone);
    assertThat(Files.readString(other.output(ARCHIVE + ".sha256"))).isEqualTo(alone);
    assertThat(walk(shared).filter(file -> file.toString().endsWith(".part"))).isEmpty();
  }

  @Test
  void aFlippedByteInACachedBlobIsNamedAndHealed() throws IOException {
    save().succeed();
    String before = Files.readString(project.output(ARCHIVE + ".sha256"));
    String hex = largestLayer();
    flip(cache.resolve("v1/blobs/sha256").resolve(hex));

    Command.Result result = save().succeed();

    assertThat(result.output()).contains(hex).contains("was spoilt");
    assertThat(Files.readString(project.output(ARCHIVE + ".sha256"))).isEqualTo(before);
    assertThat(save().succeed().output()).doesNotContain("was spoilt");
  }

  @Test
  void aCutBlobInTheLayoutIsHealed() throws IOException {
    save().succeed();
    String before = Files.readString(project.output(ARCHIVE + ".sha256"));
    Path blob = project.output("task2/image/blobs/sha256").resolve(largestLayer());
    byte[] whole = Files.readAllBytes(blob);
    Files.delete(blob);
    Files.write(blob, java.util.Arrays.copyOf(whole, whole.length - 1));

    save().succeed();

    assertThat(Files.readString(project.output(ARCHIVE + ".sha256"))).isEqualTo(before);
  }

  @Test
  void samePathAndTimeWithOtherContentGivesAnotherImage() throws IOException {
    Path model = project.folder().resolve("Task2/resources/risk.txt");
    save().succeed();
    String before = imageId();
    var time = Files.getLastModifiedTime(model);

    Files.writeString(model, Files.readString(model).replace('2', '7'));
    Files.setLastModifiedTime(model, time);
    save().succeed();

    assertThat(imageId()).isNotEqualTo(before);
  }

  private String imageId() throws IOException {
    return report().path("image").asText();
  }

  private com.fasterxml.jackson.databind.JsonNode report() throws IOException {
    return Json.object(Files.readAllBytes(project.output("task2/image.json")), "image.json");
  }

  private String largestLayer() throws IOException {
    String digest = "";
    long largest = -1;
    for (var layer : report().path("layers")) {
      if (layer.path("size").asLong() > largest) {
        largest = layer.path("size").asLong();
        digest = layer.path("digest").asText();
      }
    }
    return digest.substring("sha256:".length());
  }

  private static void flip(Path file) throws IOException {
    Command.of("chmod", "u+w", file).succeed();
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(bytes.length() / 2);
      int value = bytes.read();
      bytes.seek(bytes.length() / 2);
      bytes.write(value ^ 1);
    }
  }

  private static void writeRandom(Path file, int sizeBytes) throws IOException {
    Random random = new Random(7);
    byte[] piece = new byte[1 << 20];
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int written = 0; written < sizeBytes; written += piece.length) {
        random.nextBytes(piece);
        channel.write(ByteBuffer.wrap(piece));
      }
    }
  }
}
