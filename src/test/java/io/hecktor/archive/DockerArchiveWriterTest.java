package io.hecktor.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.Progress;
import io.hecktor.blob.AtomicFile;
import io.hecktor.blob.BlobStore;
import io.hecktor.blob.DigestMismatchException;
import io.hecktor.oci.Digest;
import io.hecktor.oci.Image;
import io.hecktor.oci.Json;
import io.hecktor.oci.Layer;
import io.hecktor.testing.Command;
import io.hecktor.testing.RecordingProgress;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DockerArchiveWriterTest {

  private static final Instant TIME = Instant.ofEpochSecond(1_600_000_000);

  @TempDir Path scratch;
  BlobStore store;
  ImageLayout layout;
  Path archive;

  @BeforeEach
  void makeStore() {
    store = new BlobStore(scratch.resolve("cache"));
    layout = new ImageLayout(scratch.resolve("image"));
    archive = scratch.resolve("submission_task1.tar.gz");
  }

  private Image imageOf(byte[]... contents) throws IOException {
    List<Layer> layers = new ArrayList<>();
    for (byte[] content : contents) {
      layers.add(SampleLayers.layer(store, content));
    }
    Image image = SampleLayers.image(layers);
    layout.write(image, "task1", store);
    return image;
  }

  private Digest write(Image image, Progress.Work work) throws IOException {
    DockerArchiveWriter writer = new DockerArchiveWriter(layout, image, "hecktor:task1", TIME);
    try (AtomicFile file = AtomicFile.at(archive)) {
      Digest digest = writer.write(file, work);
      file.commit();
      assertThat(archive).hasSize(writer.sizeBytes());
      return digest;
    }
  }

  private Digest write(Image image) throws IOException {
    return write(image, Progress.silent().begin("writing", Progress.UNKNOWN));
  }

  private Map<String, byte[]> unpack() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file), "UTF-8")) {
      for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
        assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo(TIME);
        assertThat(entry.getLongUserId() + entry.getLongGroupId()).isZero();
        assertThat(entry.getMode() & 0777).isEqualTo(0644);
        assertThat(entries.put(entry.getName(), tar.readAllBytes())).isNull();
      }
    }
    return entries;
  }

  @Test
  void writesTheSameBytesEverywhere() throws IOException {
    Digest digest = write(imageOf(SampleLayers.noise(1, 3_000), SampleLayers.noise(2, 1_024)));
    assertThat(digest.hex())
        .isEqualTo("938241610d4fba1cd8311192055aacdbfb2568abbd48d9035dd4bfdc24ada85d");
    assertThat(Digest.of(Files.readAllBytes(archive))).isEqualTo(digest);
  }

  @Test
  void copiesWhatItWrites() throws IOException {
    Image image = imageOf(SampleLayers.noise(1, 300_000), SampleLayers.noise(2, 1_024));
    Digest written = write(image);
    ByteArrayOutputStream copied = new ByteArrayOutputStream();
    RecordingProgress progress = new RecordingProgress();

    new DockerArchiveWriter(layout, image, "hecktor:task1", TIME)
        .copy(copied, progress.begin("writing", 0));

    assertThat(Digest.of(copied.toByteArray())).isEqualTo(written);
    assertThat(progress.advanced).hasValue(copied.size());
  }

  @Test
  void theRecipeIsAnotherWhereverTheBytesAre() throws IOException {
    Image image = imageOf(SampleLayers.noise(1, 3_000), SampleLayers.noise(2, 1_024));
    Image other = imageOf(SampleLayers.noise(1, 3_000), SampleLayers.noise(3, 1_024));
    Digest recipe = new DockerArchiveWriter(layout, image, "hecktor:task1", TIME).recipe();

    assertThat(new DockerArchiveWriter(layout, image, "hecktor:task1", TIME).recipe())
        .isEqualTo(recipe);
    assertThat(
            List.of(
                new DockerArchiveWriter(layout, other, "hecktor:task1", TIME).recipe(),
                new DockerArchiveWriter(layout, image, "hecktor:task2", TIME).recipe(),
                new DockerArchiveWriter(layout, image, "hecktor:task1", TIME.plusSeconds(1))
                    .recipe()))
        .doesNotContain(recipe)
        .doesNotHaveDuplicates();
  }

  @Test
  void isWhatDockerSaveWrites() throws IOException {
    byte[] lower = SampleLayers.noise(1, 70_001);
    byte[] upper = SampleLayers.noise(2, 100);
    Image image = imageOf(lower, upper);
    write(image);
    Map<String, byte[]> entries = unpack();
    String config = image.config().imageId().hex() + ".json";
    String first = Digest.of(lower).hex() + "/layer.tar";
    String second = Digest.of(upper).hex() + "/layer.tar";
    assertThat(entries.keySet()).containsExactly("manifest.json", config, first, second);
    assertThat(entries.get(config)).isEqualTo(image.config().bytes());
    assertThat(entries.get(first)).isEqualTo(lower);
    assertThat(entries.get(second)).isEqualTo(upper);
    assertThat(Json.node(entries.get("manifest.json"), "manifest"))
        .isEqualTo(
            Json.node(
                "[{\"Config\":\"%s\",\"RepoTags\":[\"hecktor:task1\"],\"Layers\":[\"%s\",\"%s\"]}]"
                    .formatted(config, first, second)
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "expected"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 512, 513, 1_024, 65_535, 65_536, 131_070, 262_144})
  void keepsTheTarInStepWhateverALayersSize(int size) throws IOException {
    byte[] layer = SampleLayers.noise(5, size);
    byte[] next = SampleLayers.noise(6, 700);
    write(imageOf(layer, next));
    assertThat(unpack().get(Digest.of(layer).hex() + "/layer.tar")).isEqualTo(layer);
    assertThat(unpack().get(Digest.of(next).hex() + "/layer.tar")).isEqualTo(next);
    try (InputStream unpacked =
        new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(archive)))) {
      assertThat(unpacked.readAllBytes().length % 512).isZero();
    }
  }

  @Test
  void storesALayerThatStandsTwiceOnce() throws IOException {
    byte[] same = SampleLayers.noise(1, 5_000);
    byte[] other = SampleLayers.noise(2, 5_000);
    write(imageOf(same, other, same));
    Map<String, byte[]> entries = unpack();
    assertThat(entries).hasSize(4);
    assertThat(Json.node(entries.get("manifest.json"), "manifest").path(0).path("Layers"))
        .extracting(name -> name.asText().substring(0, 64))
        .containsExactly(Digest.of(same).hex(), Digest.of(other).hex(), Digest.of(same).hex());
  }

  @Test
  void writesAnImageWithoutLayers() throws IOException {
    write(imageOf());
    assertThat(unpack()).hasSize(2);
  }

  @Test
  void isReadByGzipAndTar() throws IOException {
    byte[] lower = SampleLayers.noise(1, 300_000);
    write(imageOf(lower, SampleLayers.noise(2, 512)));
    Command.of("gzip", "-t", archive).succeed();
    Path folder = Files.createDirectory(scratch.resolve("unpacked"));
    Command.Result result = Command.of("tar", "-xzf", archive, "-C", folder).succeed();
    assertThat(result.output()).as("tar warns of odd archives").isEmpty();
    assertThat(folder.resolve(Digest.of(lower).hex()).resolve("layer.tar")).hasBinaryContent(lower);
  }

  @Test
  void tellsOfEveryByte() throws IOException {
    RecordingProgress progress = new RecordingProgress();
    write(imageOf(SampleLayers.noise(1, 300_000)), progress.begin("writing", 0));
    assertThat(progress.advanced).hasValue(Files.size(archive));
  }

  @Test
  void refusesABlobThatIsNotWhatItWas() throws IOException {
    Image image = imageOf(SampleLayers.noise(1, 300_000), SampleLayers.noise(2, 512));
    Path blob = layout.blob(image.layers().get(0).descriptor().digest());
    byte[] bytes = Files.readAllBytes(blob);
    bytes[200_000] ^= 1;
    Files.delete(blob);
    Files.write(blob, bytes);
    assertThatThrownBy(() -> write(image))
        .isInstanceOf(DigestMismatchException.class)
        .hasMessageContaining(blob.toString());
    assertThat(archive).doesNotExist();
  }

  @Test
  void keepsTheOldArchiveWhenWritingFails() throws IOException {
    Files.writeString(archive, "old");
    Image image = imageOf(SampleLayers.noise(1, 3_000));
    layout.evict(image.layers().get(0).descriptor().digest());
    assertThatThrownBy(() -> write(image)).isInstanceOf(IOException.class);
    assertThat(archive).hasContent("old");
    assertThat(scratch).isDirectoryNotContaining("glob:**.part");
  }
}
