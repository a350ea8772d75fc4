package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.deflate.Framing;
import io.hecktor.lock.LockRequest.Mode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of an archive's size before it is written. */
class SizeForecastTest {

  private static final int MIB = 1 << 20;

  @TempDir Path folder;
  private LockedProject project;

  @BeforeEach
  void begin() throws IOException {
    project = new LockedProject(folder);
    project.tasks = List.of("task1");
  }

  @AfterEach
  void end() {
    project.close();
  }

  /** Bytes that no way of framing makes smaller. */
  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    long state = 88172645463325252L;
    for (int i = 0; i < size; i++) {
      state ^= state << 13;
      state ^= state >>> 7;
      state ^= state << 17;
      bytes[i] = (byte) (state >>> 32);
    }
    return bytes;
  }

  private void resource(String name, byte[] bytes) throws IOException {
    Files.write(project.write("Task1/resources/" + name, ""), bytes);
  }

  private List<String> told() throws Exception {
    project.build(Mode.UPDATE);
    return project.progress.stages;
  }

  @Test
  void looksAtNothingWhereAllFitsAnyway() throws Exception {
    assertThat(told())
        .anyMatch(line -> line.matches("task1: the archive will have at most .* 2.00 GiB that .*"));
    assertThat(project.progress.warnings).noneMatch(one -> one.contains("over its limit"));
  }

  @Test
  void forecastsWhatCompressionDoes() throws Exception {
    resource("empty.bin", new byte[8 * MIB]);
    resource("noise.bin", noise(2 * MIB));
    project.archiveLimit = Optional.of(4L * MIB);
    String line =
        told().stream()
            .filter(one -> one.contains("the archive will have about"))
            .findFirst()
            .get();
    Matcher size = Pattern.compile("about ([\\d.]+) MiB of the 4.00 MiB").matcher(line);

    assertThat(size.find()).isTrue();
    assertThat(Double.parseDouble(size.group(1))).isBetween(2.0, 2.3);
    assertThat(project.progress.warnings).noneMatch(one -> one.contains("over its limit"));
  }

  @Test
  void namesWhatWouldSaveMostWhereItWillNotFit() throws Exception {
    resource("net.onnx", onnx(250_000));
    Path jar = folder.resolve("ort.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("win/ort.dll"));
      byte[] dll = noise(MIB);
      dll[0] = 'M';
      dll[1] = 'Z';
      out.write(dll);
    }
    project.dependencies.add(
        new io.hecktor.plan.Program.Dependency(
            "com.microsoft", "com.microsoft:ort:jar:1.0:compile", jar));
    project.archiveLimit = Optional.of(1L * MIB);
    List<String> lines = told();

    assertThat(project.progress.warnings)
        .anyMatch(one -> one.contains("submission_task1.tar.gz` will probably be over its limit"));
    assertThat(lines).anyMatch(line -> line.matches(" *in archive +unpacked +task1"));
    assertThat(lines.stream().filter(line -> line.startsWith("Would save ")))
        .anyMatch(line -> line.contains("libraries for other systems in /opt/app/lib/ort"))
        .anyMatch(line -> line.matches("Would save 488 KiB: half of the weights of .*net.onnx.*"));
  }

  @Test
  void namesCompressionWhereNothingIsCompressed() throws Exception {
    resource("empty.bin", new byte[8 * MIB]);
    project.framing = Framing.STORED;
    project.archiveLimit = Optional.of(4L * MIB);

    assertThat(told()).anyMatch(line -> line.contains("Set -Dhecktor.compression=deflate."));
  }

  @Test
  void tellsOfAnArchiveThatIsTooLargeWhatWouldSaveMost() throws Exception {
    resource("net.onnx", onnx(250_000));
    project.archiveLimit = Optional.of(100_000L);
    BuiltImage built = project.build(Mode.UPDATE).get(0);
    String advice = OverLimit.advice(built, Framing.AUTO);

    assertThat(advice)
        .contains("To save 488 KiB (half of the weights of /opt/app/resources/net.onnx): Store")
        .endsWith(" With -Dhecktor.compression=deflate all that can shrink does.");
    assertThat(OverLimit.advice(built, Framing.DEFLATE)).doesNotContain("compression");
  }

  /** A model with one tensor of single precision. */
  private static byte[] onnx(int numbers) throws IOException {
    ByteArrayOutputStream tensor = new ByteArrayOutputStream();
    tensor.write(8);
    varint(tensor, numbers);
    tensor.write(new byte[] {0x10, 1, 0x4a});
    varint(tensor, numbers * 4);
    tensor.write(noise(numbers * 4));
    ByteArrayOutputStream graph = new ByteArrayOutputStream();
    graph.write(0x2a);
    varint(graph, tensor.size());
    tensor.writeTo(graph);
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    model.write(new byte[] {8, 8, 0x3a});
    varint(model, graph.size());
    graph.writeTo(model);
    model.write(new byte[] {0x42, 2, 0x10, 17});
    return model.toByteArray();
  }

  private static void varint(ByteArrayOutputStream out, int value) {
    int left = value;
    while (left > 0x7f) {
      out.write(left & 0x7f | 0x80);
      left >>>= 7;
    }
    out.write(left);
  }
}
