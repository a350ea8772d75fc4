package io.hecktor.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.hecktor.blob.BlobStore;
import io.hecktor.blob.DigestMismatchException;
import io.hecktor.oci.Descriptor;
import io.hecktor.oci.Image;
import io.hecktor.oci.Json;
import io.hecktor.oci.Layer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageLayoutTest {

  @TempDir Path scratch;
  BlobStore store;
  ImageLayout layout;
  Layer lower;
  Layer upper;
  Image image;

  @BeforeEach
  void makeImage() throws IOException {
    store = new BlobStore(scratch.resolve("cache"));
    layout = new ImageLayout(scratch.resolve("task1/image"));
    lower = SampleLayers.layer(store, SampleLayers.noise(1, 70_000));
    upper = SampleLayers.layer(store, SampleLayers.noise(2, 512));
    image = SampleLayers.image(List.of(lower, upper));
  }

  private Path blob(Layer layer) {
    return layout.blob(layer.descriptor().digest());
  }

  private List<String> blobs() throws IOException {
    try (Stream<Path> files = Files.list(layout.folder().resolve("blobs/sha256"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static byte[] read(ImageLayout from, Layer layer) throws IOException {
    try (InputStream in = from.open(layer.descriptor())) {
      return in.readAllBytes();
    }
  }

  private static void flipByte(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.delete(file);
    Files.write(file, bytes);
  }

  @Test
  void readsWhatItWrote() throws IOException {
    layout.write(image, "task1", store);
    Image again = new ImageLayout(layout.folder()).read();
    assertThat(again.config().bytes()).isEqualTo(image.config().bytes());
    assertThat(again.layers().stream().map(Layer::diffId))
        .containsExactly(lower.diffId(), upper.diffId());
    assertThat(again.layers().stream().map(Layer::uncompressedSizeBytes))
        .containsExactly(70_000L, 512L);
    assertThat(read(layout, again.layers().get(0)))
        .isEqualTo(Files.readAllBytes(store.path(lower.descriptor().digest())));
  }

  @Test
  void isAnImageLayoutByTheSpec() throws IOException {
    Descriptor manifest = layout.write(image, "task1", store);
    assertThat(layout.folder().resolve("oci-layout"))
        .hasContent("{\"imageLayoutVersion\":\"1.0.0\"}");
    var index = Json.object(Files.readAllBytes(layout.folder().resolve("index.json")), "index");
    assertThat(index.path("schemaVersion").asInt()).isEqualTo(2);
    var entry = index.path("manifests").path(0);
    assertThat(entry.path("digest").asText()).isEqualTo(manifest.digest().toString());
    assertThat(entry.path("platform").path("architecture").asText()).isEqualTo("amd64");
    assertThat(entry.path("annotations").path("org.opencontainers.image.ref.name").asText())
        .isEqualTo("task1");
    assertThat(blobs())
        .containsExactlyInAnyOrder(
            manifest.digest().hex(),
            image.config().imageId().hex(),
            lower.descriptor().digest().hex(),
            upper.descriptor().digest().hex());
  }

  @Test
  void sharesItsLayersWithTheStore() throws IOException {
    layout.write(image, "task1", store);
    assertThat(Files.getAttribute(blob(lower), "unix:ino"))
        .isEqualTo(Files.getAttribute(store.path(lower.descriptor().digest()), "unix:ino"));
  }

  @Test
  void copiesItsLayersWhereTheStoreLiesOnAnotherDisk() throws IOException {
    Path memory = Path.of("/dev/shm");
    assumeThat(memory).isDirectory().isWritable();
    FileStore there = Files.getFileStore(memory);
    assumeThat(there).isNotEqualTo(Files.getFileStore(scratch));
    Path folder = Files.createTempDirectory(memory, "hecktor-layout");
    ImageLayout far = new ImageLayout(folder.resolve("image"));
    try {
      far.write(image, "task1", store);
      assertThat(read(far, far.read().layers().get(0))).hasSameSizeAs(read(far, lower));
      assertThat(far.blob(lower.descriptor().digest()))
          .hasSameBinaryContentAs(store.path(lower.descriptor().digest()));
    } finally {
      deleteTree(folder);
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private Map<String, String> facts() throws IOException {
    Map<String, String> facts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(layout.folder())) {
      for (Path file : files.toList()) {
        facts.put(
            file.toString(),
            Files.getAttribute(file, "unix:ino") + " " + Files.getLastModifiedTime(file));
      }
    }
    return facts;
  }

  @Test
  void touchesNothingWhenNothingHasChanged() throws IOException {
    layout.write(image, "task1", store);
    try (Stream<Path> files = Files.walk(layout.folder())) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
      }
    }
    Map<String, String> before = facts();
    layout.write(image, "task1", store);
    assertThat(facts()).isEqualTo(before);
  }

  @Test
  void holdsTheNewImageAloneAfterAnother() throws IOException {
    layout.write(image, "task1", store);
    Layer other = SampleLayers.layer(store, SampleLayers.noise(3, 2_000));
    Image next = SampleLayers.image(List.of(lower, other));
    Descriptor manifest = layout.write(next, "task1", store);
    assertThat(blobs())
        .containsExactlyInAnyOrder(
            manifest.digest().hex(),
            next.config().imageId().hex(),
            lower.descriptor().digest().hex(),
            other.descriptor().digest().hex());
    assertThat(layout.read().config().imageId()).isEqualTo(next.config().imageId());
    assertThat(store.path(upper.descriptor().digest())).as("the cache's own").exists();
  }

  @Test
  void keepsTheOldImageWhenTheNewOneCannotBeWritten() throws IOException {
    layout.write(image, "task1", store);
    Layer other = SampleLayers.layer(store, SampleLayers.noise(3, 2_000));
    store.evict(other.descriptor().digest());
    Image next = SampleLayers.image(List.of(lower, other));
    assertThatThrownBy(() -> layout.write(next, "task1", store))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(layout.read().config().imageId()).isEqualTo(image.config().imageId());
    assertThat(read(layout, upper)).isNotEmpty();
    assertThat(blobs()).noneMatch(name -> name.endsWith(".part"));
  }

  @Test
  void linksACutBlobAgain() throws IOException {
    layout.write(image, "task1", store);
    Files.delete(blob(lower));
    Files.write(blob(lower), new byte[10]);
    layout.write(image, "task1", store);
    assertThat(blob(lower)).hasSameBinaryContentAs(store.path(lower.descriptor().digest()));
  }

  @Test
  void writesSpoiltDocumentsAgain() throws IOException {
    Descriptor manifest = layout.write(image, "task1", store);
    flipByte(layout.blob(manifest.digest()), 5);
    flipByte(layout.blob(image.config().imageId()), 5);
    Files.delete(layout.folder().resolve("oci-layout"));
    layout.write(image, "task1", store);
    assertThat(layout.read().layers()).hasSize(2);
    assertThat(layout.folder().resolve("oci-layout")).exists();
  }

  @Test
  void removesWhatStandsInTheWay() throws IOException {
    layout.write(image, "task1", store);
    Files.writeString(layout.folder().resolve("blobs/sha256/stranger"), "x");
    layout.write(image, "task1", store);
    assertThat(blobs()).hasSize(4).doesNotContain("stranger");
  }

  @Test
  void findsAFlippedByteOfALayerAndNamesItsFile() throws IOException {
    layout.write(image, "task1", store);
    flipByte(blob(lower), 40_000);
    assertThatThrownBy(() -> read(layout, lower))
        .isInstanceOf(DigestMismatchException.class)
        .hasMessageContaining(blob(lower).toString())
        .hasMessageContaining(lower.descriptor().digest().toString());
    assertThat(store.path(lower.descriptor().digest())).as("the cache's own").exists();
    layout.evict(lower.descriptor().digest());
    layout.write(image, "task1", store);
    assertThat(read(layout, lower)).isNotEmpty();
  }

  @Test
  void findsACutLayer() throws IOException {
    layout.write(image, "task1", store);
    Files.delete(blob(lower));
    Files.write(blob(lower), new byte[10]);
    assertThatThrownBy(() -> read(layout, lower))
        .isInstanceOf(DigestMismatchException.class)
        .hasMessageContaining("10 bytes instead of " + lower.descriptor().sizeBytes());
  }

  @Test
  void findsSpoiltDocumentsAndNamesTheirFiles() throws IOException {
    Descriptor manifest = layout.write(image, "task1", store);
    Path config = layout.blob(image.config().imageId());
    flipByte(config, 30);
    assertThatThrownBy(layout::read)
        .isInstanceOf(DigestMismatchException.class)
        .hasMessageContaining(config.toString());
    Path manifestFile = layout.blob(manifest.digest());
    flipByte(manifestFile, 30);
    assertThatThrownBy(layout::read)
        .isInstanceOf(DigestMismatchException.class)
        .hasMessageContaining(manifestFile.toString());
  }

  @Test
  void saysWhereNoImageLies() {
    assertThatThrownBy(layout::read)
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(layout.folder().resolve("index.json").toString());
  }

  @Test
  void holdsALayerThatStandsTwiceOnce() throws IOException {
    Image twice = SampleLayers.image(List.of(lower, upper, lower));
    layout.write(twice, "task1", store);
    assertThat(layout.read().layers()).hasSize(3);
    assertThat(blobs()).hasSize(4);
  }
}
