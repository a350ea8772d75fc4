package io.hecktor.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import io.hecktor.EnvironmentException;
import io.hecktor.archive.ImageLayout;
import io.hecktor.blob.BlobStore;
import io.hecktor.blob.DigestMismatchException;
import io.hecktor.deflate.Framing;
import io.hecktor.layer.LayerWriter;
import io.hecktor.oci.ConfigChange;
import io.hecktor.oci.Image;
import io.hecktor.oci.ImageConfig;
import io.hecktor.oci.Layer;
import io.hecktor.oci.Platform;
import io.hecktor.plan.BaseImage;
import io.hecktor.plan.Content;
import io.hecktor.plan.LayerEntry;
import io.hecktor.plan.LayerPlan;
import io.hecktor.plan.Owner;
import io.hecktor.testing.LoopbackRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real registry. */
class RegistryPushIT {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @TempDir private Path folder;
  private ImageLayout layout;
  private Layer layer;

  @BeforeEach
  void writeLayout() throws IOException {
    BlobStore store = new BlobStore(folder.resolve("cache"));
    LayerEntry file =
        new LayerEntry.RegularFile(
            AbsoluteUnixPath.get("/weights.bin"),
            0644,
            new Owner(0, 0),
            new Content.OfBytes(new byte[300_000]));
    layer =
        new LayerWriter(store, Framing.STORED, new ToldProgress())
            .layer(new LayerPlan("app", List.of(file), NOW));
    ImageConfig config =
        ImageConfig.empty(Platform.LINUX_AMD64)
            .extend(
                new ConfigChange(
                    NOW,
                    "1000:1000",
                    "/",
                    List.of("/program"),
                    Map.of(),
                    Map.of(),
                    List.of(new ConfigChange.AddedLayer("app", layer.diffId()))));
    layout = new ImageLayout(folder.resolve("image"));
    layout.write(new Image(config, List.of(layer)), "task1", store);
  }

  private String push(LoopbackRegistry registry, Puller as) throws Exception {
    return new RegistryPush(as.settings(), Puller.IMPATIENT, as.progress())
        .push(layout, registry.host() + "/lab/hecktor");
  }

  @Test
  void whatItPushedIsPulledByItsDigest() throws Exception {
    try (LoopbackRegistry registry = LoopbackRegistry.startWithPassword()) {
      Puller puller =
          Puller.in(folder.resolve("other"))
              .withLogin(registry.host(), LoopbackRegistry.USER, LoopbackRegistry.PASSWORD);

      String pinned = push(registry, puller);
      BaseImage pulled = puller.pull(pinned);

      assertThat(pinned)
          .isEqualTo(registry.host() + "/lab/hecktor@" + layout.manifestDescriptor().digest());
      assertThat(pulled.config().imageId()).isEqualTo(layout.read().config().imageId());
      assertThat(pulled.layers()).extracting(Layer::diffId).containsExactly(layer.diffId());
    }
  }

  @Test
  void sendsNoBlobThatIsThere() throws Exception {
    try (LoopbackRegistry registry = LoopbackRegistry.start()) {
      Puller puller = Puller.in(folder.resolve("other"));
      push(registry, puller);
      long sent = uploads(registry);

      push(registry, puller);

      assertThat(sent).isEqualTo(2);
      assertThat(uploads(registry)).isEqualTo(sent);
    }
  }

  private static long uploads(LoopbackRegistry registry) {
    return registry.requests().stream().filter(line -> line.startsWith("POST ")).count();
  }

  @Test
  void saysHowToLogInWhereItIsRefused() {
    try (LoopbackRegistry registry = LoopbackRegistry.startWithPassword()) {
      assertThatThrownBy(() -> push(registry, Puller.in(folder.resolve("other"))))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("refuses the image `" + registry.host() + "/lab/hecktor`")
          .hasMessageContaining("hecktor.kubernetesRepository");
    }
  }

  @Test
  void sendsNothingForABlobThatIsSpoilt() throws Exception {
    Path blob = layout.blob(layer.descriptor().digest());
    byte[] bytes = Files.readAllBytes(blob);
    bytes[bytes.length / 2] ^= 1;
    Files.delete(blob);
    Files.write(blob, bytes);
    try (LoopbackRegistry registry = LoopbackRegistry.start()) {
      Puller puller = Puller.in(folder.resolve("other"));

      assertThatThrownBy(() -> push(registry, puller)).isInstanceOf(DigestMismatchException.class);
      assertThat(registry.requests()).noneMatch(line -> line.contains("/manifests/"));
    }
  }
}
