package io.hecktor.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.archive.ImageLayout;
import io.hecktor.blob.BlobStore;
import io.hecktor.oci.ConfigChange;
import io.hecktor.oci.Descriptor;
import io.hecktor.oci.Image;
import io.hecktor.oci.ImageConfig;
import io.hecktor.oci.Layer;
import io.hecktor.oci.Platform;
import io.hecktor.testing.ImageFixtures;
import io.hecktor.testing.ImageFixtures.LayerBlob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageComparisonTest {

  private static final LayerBlob BASE = gzipped("base.txt", "base");
  private static final LayerBlob APP = gzipped("app.txt", "built 2025-07-01\n");

  @TempDir private Path folder;

  private static LayerBlob gzipped(String file, String text) {
    return ImageFixtures.gzipLayer(tar(file, text));
  }

  private static byte[] tar(String file, String text) {
    return ImageFixtures.tar(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private ImageLayout layout(String name, String user, LayerBlob... blobs) throws IOException {
    BlobStore store = new BlobStore(folder.resolve("cache"));
    List<Layer> layers = new ArrayList<>();
    List<ConfigChange.AddedLayer> added = new ArrayList<>();
    for (LayerBlob blob : blobs) {
      store.put(blob.blob().bytes());
      Descriptor descriptor = blob.blob().descriptor();
      layers.add(new Layer(descriptor, blob.diffId(), 0));
      added.add(new ConfigChange.AddedLayer("layer", blob.diffId()));
    }
    ImageConfig config =
        ImageConfig.empty(Platform.LINUX_AMD64)
            .extend(
                new ConfigChange(
                    Instant.EPOCH, user, "/", List.of("java"), Map.of(), Map.of(), added));
    ImageLayout layout = new ImageLayout(folder.resolve(name));
    layout.write(new Image(config, layers), "task1", store);
    return layout;
  }

  private List<Difference> compare(ImageLayout one, ImageLayout other) throws IOException {
    return new ImageComparison(
            new Circumstances("/home/ann/seg", "/home/ann", "ann", "lab-1", 2, "17.0.15"),
            new Circumstances("/tmp/copy", "/root", "root", "lab-2", 1, "25.0.1"))
        .compare(one, other);
  }

  @Test
  void findsNothingInTheSameImage() throws IOException {
    assertThat(compare(layout("a", "1:1", BASE, APP), layout("b", "1:1", BASE, APP))).isEmpty();
  }

  @Test
  void namesTheLayerTheEntryAndTheLine() throws IOException {
    LayerBlob later = gzipped("app.txt", "built 2025-07-02\n");

    assertThat(compare(layout("a", "1:1", BASE, APP), layout("b", "1:1", BASE, later)))
        .containsExactly(
            new Difference(
                List.of("layer 2", "app.txt"),
                "line 1: `built 2025-07-01`, `built 2025-07-02`",
                Habit.GENERATED_DATE));
  }

  @Test
  void tellsTheSameTarCompressedOtherwise() throws IOException {
    byte[] tar = tar("app.txt", "built 2025-07-01\n");
    byte[] stored = storedGzip(tar);
    LayerBlob other =
        new LayerBlob(new ImageFixtures.Blob(APP.blob().mediaType(), stored), APP.diffId());

    assertThat(compare(layout("a", "1:1", BASE, APP), layout("b", "1:1", BASE, other)))
        .containsExactly(
            new Difference(
                List.of("layer 2"),
                "compressed to " + APP.blob().bytes().length + " bytes, " + stored.length,
                Habit.OTHER_COMPRESSION));
  }

  private static byte[] storedGzip(byte[] tar) throws IOException {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    try (java.util.zip.GZIPOutputStream gzip =
        new java.util.zip.GZIPOutputStream(bytes) {
          {
            def.setLevel(0);
          }
        }) {
      gzip.write(tar);
    }
    return bytes.toByteArray();
  }

  @Test
  void tellsALayerThatOnlyOneHas() throws IOException {
    assertThat(compare(layout("a", "1:1", BASE, APP), layout("b", "1:1", BASE)))
        .contains(new Difference(List.of("image"), "2 layers, 1", Habit.PARAMETER));
  }

  @Test
  void tellsWhatTheConfigsSay() throws IOException {
    assertThat(compare(layout("a", "1:1", BASE, APP), layout("b", "2:2", BASE, APP)))
        .containsExactly(
            new Difference(
                List.of("config", "config", "User"), "\"1:1\", \"2:2\"", Habit.PARAMETER));
  }
}
