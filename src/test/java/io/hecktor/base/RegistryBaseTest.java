package io.hecktor.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.EnvironmentException;
import io.hecktor.Problem;
import io.hecktor.ProjectException;
import io.hecktor.oci.Digest;
import io.hecktor.oci.Layer;
import io.hecktor.oci.MediaTypes;
import io.hecktor.oci.Platform;
import io.hecktor.plan.BaseImage;
import io.hecktor.testing.ImageFixtures;
import io.hecktor.testing.ImageFixtures.Blob;
import io.hecktor.testing.ImageFixtures.Image;
import io.hecktor.testing.ImageFixtures.LayerBlob;
import io.hecktor.testing.InProcessRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RegistryBaseTest {

  private static final Platform ARM = new Platform("linux", "arm64");
  private static final byte[] TAR = ImageFixtures.tar("a", ImageFixtures.noise(3000, 1));
  private static final byte[] OTHER_TAR = ImageFixtures.tar("b", ImageFixtures.noise(5000, 2));
  private static final Image IMAGE =
      ImageFixtures.ociImage(
          Platform.LINUX_AMD64, ImageFixtures.gzipLayer(TAR), ImageFixtures.gzipLayer(OTHER_TAR));

  @TempDir private Path folder;
  private InProcessRegistry registry;
  private Puller puller;

  @BeforeEach
  void start() throws IOException {
    registry = InProcessRegistry.start();
    puller = Puller.in(folder);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private String tagged() {
    return registry.host() + "/team/base:1";
  }

  private String pinned(Blob manifest) {
    return registry.host() + "/team/base@" + manifest.digest();
  }

  @Test
  void pullsAnOciImage() throws Exception {
    registry.add("1", IMAGE);

    BaseImage base = puller.pull(tagged());

    assertThat(base.reference()).isEqualTo(tagged());
    assertThat(base.config().imageId()).isEqualTo(IMAGE.config().digest());
    assertThat(base.layers())
        .extracting(Layer::diffId)
        .containsExactlyElementsOf(base.config().diffIds());
    assertThat(base.layers())
        .extracting(Layer::uncompressedSizeBytes)
        .containsExactly((long) TAR.length, (long) OTHER_TAR.length);
    assertThat(base.files().text("/etc/passwd"))
        .hasValueSatisfying(t -> assertThat(t).contains("root"));
    for (int i = 0; i < 2; i++) {
      assertThat(puller.store().readSmall(base.layers().get(i).descriptor()))
          .isEqualTo(IMAGE.layers().get(i).blob().bytes());
    }
  }

  @Test
  void pullsADockerImage() throws Exception {
    Image image = ImageFixtures.dockerImage(Platform.LINUX_AMD64, ImageFixtures.dockerLayer(TAR));
    registry.add("1", image);

    BaseImage base = puller.pull(tagged());

    assertThat(base.config().imageId()).isEqualTo(image.config().digest());
    assertThat(base.layers().get(0).descriptor().digest())
        .isEqualTo(image.layers().get(0).digest());
  }

  @Test
  void keepsPlainLayersUnpacksZstdOnesAndKeepsTheirDiffIds() throws Exception {
    Image image =
        ImageFixtures.ociImage(
            Platform.LINUX_AMD64,
            ImageFixtures.plainLayer(TAR),
            ImageFixtures.zstdLayer(OTHER_TAR));
    registry.add("1", image);

    BaseImage base = puller.pull(tagged());
    puller.pull(tagged());

    assertThat(base.layers())
        .extracting(Layer::diffId)
        .containsExactlyElementsOf(image.layers().stream().map(LayerBlob::diffId).toList());
    assertThat(base.layers()).allMatch(Layer::isPlain);
    assertThat(puller.store().readSmall(base.layers().get(0).descriptor())).isEqualTo(TAR);
    assertThat(puller.store().readSmall(base.layers().get(1).descriptor())).isEqualTo(OTHER_TAR);
    assertThat(registry.requests(image.layers().get(1).digest())).hasSize(1);
  }

  @Test
  void choosesLinuxAmd64InBothKindsOfIndex() throws Exception {
    Image arm = ImageFixtures.ociImage(ARM, ImageFixtures.gzipLayer(OTHER_TAR));
    Map<Platform, Image> images = new LinkedHashMap<>();
    images.put(ARM, arm);
    images.put(Platform.LINUX_AMD64, IMAGE);
    registry.add("arm", arm).add("amd", IMAGE);
    Blob oci = ImageFixtures.index(MediaTypes.OCI_INDEX, images);
    Blob docker = ImageFixtures.index(MediaTypes.DOCKER_INDEX, images);
    registry.add("1", oci).add("2", docker);

    for (Blob index : List.of(oci, docker)) {
      BaseImage base = puller.pull(pinned(index));
      assertThat(base.config().imageId()).isEqualTo(IMAGE.config().digest());
      assertThat(base.pinned()).endsWith("@" + index.digest());
    }
  }

  @Test
  void warnsOfATagAndTellsTheReferenceToPaste() throws Exception {
    registry.add("1", IMAGE);
    String pinned = tagged() + "@" + IMAGE.manifest().digest();

    BaseImage base = puller.pull(tagged());

    assertThat(base.pinned()).isEqualTo(pinned);
    assertThat(puller.progress().warnings)
        .singleElement()
        .extracting(Problem::fix)
        .asString()
        .contains("<base>" + pinned + "</base>");
  }

  @Test
  void neitherWarnsNorAsksForTheTagWhereADigestStandsBesideIt() throws Exception {
    registry.add("1", IMAGE);
    String both = registry.host() + "/team/base:moved@" + IMAGE.manifest().digest();

    BaseImage base = puller.pull(both);

    assertThat(base.pinned()).isEqualTo(both);
    assertThat(puller.progress().warnings).isEmpty();
    assertThat(registry.requests()).noneMatch(it -> it.path().endsWith("/moved"));
  }

  @Test
  void asksNobodyForAPinnedBaseThatIsHere() throws Exception {
    registry.add("1", IMAGE);
    BaseImage first = puller.pull(pinned(IMAGE.manifest()));
    registry.close();

    assertThat(puller.pull(pinned(IMAGE.manifest()))).usingRecursiveComparison().isEqualTo(first);
  }

  @Test
  void findsATagAgainOffline() throws Exception {
    registry.add("1", IMAGE);
    BaseImage first = puller.pull(tagged());
    registry.close();

    assertThat(puller.offline().pull(tagged()).pinned()).isEqualTo(first.pinned());
  }

  @Test
  void namesWhatIsMissingOffline() throws Exception {
    registry.add("1", IMAGE);
    Puller offline = puller.offline();
    Digest layer = IMAGE.layers().get(1).digest();

    assertThatThrownBy(() -> offline.pull(tagged()))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("tag `1`")
        .hasMessageContaining("hecktor.offline");
    assertThatThrownBy(() -> offline.pull(pinned(IMAGE.manifest())))
        .hasMessageContaining("manifest " + IMAGE.manifest().digest());
    puller.pull(tagged());
    puller.store().evict(layer);
    assertThatThrownBy(() -> offline.pull(tagged())).hasMessageContaining("layer " + layer);
    assertThat(registry.requests(layer)).hasSize(1);
  }

  @Test
  void pullsEachBlobOnceForTwoBuildsAtOnce() throws Exception {
    registry.add("1", IMAGE);
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      List<Future<BaseImage>> pulls =
          List.of(
              two.submit(() -> Puller.in(folder).pull(tagged())),
              two.submit(() -> Puller.in(folder).pull(tagged())));
      assertThat(pulls.get(0).get().layers()).isEqualTo(pulls.get(1).get().layers());
    } finally {
      two.shutdownNow();
    }
    for (LayerBlob layer : IMAGE.layers()) {
      assertThat(registry.requests(layer.digest())).hasSize(1);
    }
  }

  @Test
  void pullsALayerThatStandsTwiceInAnImageOnce() throws Exception {
    LayerBlob layer = ImageFixtures.gzipLayer(TAR);
    registry.add("1", ImageFixtures.ociImage(Platform.LINUX_AMD64, layer, layer));

    assertThat(puller.pull(tagged()).layers()).hasSize(2);
    assertThat(registry.requests(layer.digest())).hasSize(1);
  }

  @Test
  void pullsABlobAgainThatWasFoundSpoiltAndEvicted() throws Exception {
    registry.add("1", IMAGE);
    Layer layer = puller.pull(tagged()).layers().get(0);
    puller.store().evict(layer.descriptor().digest());

    puller.pull(tagged());

    assertThat(puller.store().readSmall(layer.descriptor()))
        .isEqualTo(IMAGE.layers().get(0).blob().bytes());
  }

  @Test
  void healsCutBlobsAndSpoiltDocumentsByItself() throws Exception {
    registry.add("1", IMAGE);
    Layer layer = puller.pull(tagged()).layers().get(0);
    spoil(IMAGE.config().digest(), IMAGE.config().bytes().length);
    spoil(IMAGE.manifest().digest(), IMAGE.manifest().bytes().length);
    spoil(layer.descriptor().digest(), (int) layer.descriptor().sizeBytes() - 1);

    BaseImage healed = puller.pull(pinned(IMAGE.manifest()));

    assertThat(healed.config().bytes()).isEqualTo(IMAGE.config().bytes());
    assertThat(puller.store().readSmall(layer.descriptor()))
        .isEqualTo(IMAGE.layers().get(0).blob().bytes());
  }

  private void spoil(Digest digest, int size) throws IOException {
    Path blob = puller.store().path(digest);
    byte[] bytes = Files.readAllBytes(blob);
    bytes[5] ^= 1;
    Files.delete(blob);
    Files.write(blob, java.util.Arrays.copyOf(bytes, size));
  }

  @Test
  void scansABlobAgainWhoseRecordIsLost() throws Exception {
    registry.add("1", IMAGE);
    BaseImage first = puller.pull(tagged());
    Digest digest = first.layers().get(0).descriptor().digest();
    puller.store().putRecord("base-layers", digest.hex(), new byte[] {'?'});

    assertThat(puller.pull(tagged()).facts()).isEqualTo(first.facts());
    assertThat(registry.requests(digest)).hasSize(1);
  }

  @Test
  void tellsThePlatformsWhereAmd64IsMissing() throws Exception {
    Platform windows = new Platform("windows", "amd64");
    Image arm = ImageFixtures.ociImage(ARM, ImageFixtures.gzipLayer(TAR));
    registry.add("1", ImageFixtures.index(MediaTypes.OCI_INDEX, Map.of(ARM, arm)));
    registry.add("2", ImageFixtures.index(MediaTypes.DOCKER_INDEX, Map.of(windows, arm)));

    assertThatThrownBy(() -> puller.pull(tagged()))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("`linux/arm64`");
    assertThatThrownBy(() -> puller.pull(registry.host() + "/team/base:2"))
        .hasMessageContaining("`windows/amd64`");
  }

  @Test
  void refusesAnImageWhoseOwnConfigIsForAnotherPlatform() {
    registry.add("1", ImageFixtures.ociImage(ARM, ImageFixtures.gzipLayer(TAR)));

    assertThatThrownBy(() -> puller.pull(tagged()))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("linux/arm64");
  }

  @Test
  void refusesSchema1() {
    registry.add("1", json("{\"schemaVersion\":1,\"fsLayers\":[]}"));

    assertThatThrownBy(() -> puller.pull(tagged()))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("schema 1");
  }

  private static Blob json(String text) {
    return new Blob(MediaTypes.OCI_MANIFEST, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void refusesADocumentThatIsManifestAndIndexAtOnce() {
    registry.add("1", json("{\"schemaVersion\":2,\"manifests\":[],\"layers\":[],\"config\":{}}"));

    assertThatThrownBy(() -> puller.pull(tagged())).hasMessageContaining("at once");
  }

  @Test
  void refusesWhatIsNoImage() {
    registry.add("1", json("<html>"));
    registry.add("2", json("{\"schemaVersion\":2}"));

    assertThatThrownBy(() -> puller.pull(tagged()))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("not valid JSON");
    assertThatThrownBy(() -> puller.pull(registry.host() + "/team/base:2"))
        .isInstanceOf(ProjectException.class);
  }

  @Test
  void refusesALayerThatMayNotBeDistributed() {
    LayerBlob layer =
        new LayerBlob(
            new Blob("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip", TAR),
            ImageFixtures.plainLayer(TAR).diffId());
    registry.add("1", ImageFixtures.dockerImage(Platform.LINUX_AMD64, layer));

    assertThatThrownBy(() -> puller.pull(tagged()))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("may not be distributed")
        .hasMessageContaining(layer.digest().toString());
  }

  @Test
  void refusesALayerThatIsNoFileSystem() {
    LayerBlob layer =
        new LayerBlob(
            new Blob("application/vnd.oci.image.layer.v1.tar+gzip+encrypted", TAR),
            ImageFixtures.plainLayer(TAR).diffId());
    registry.add("1", ImageFixtures.ociImage(Platform.LINUX_AMD64, layer));

    assertThatThrownBy(() -> puller.pull(tagged())).hasMessageContaining("+encrypted");
  }

  @Test
  void namesTheLayerThatIsNotTheOneThatTheConfigPromises() {
    LayerBlob layer = ImageFixtures.gzipLayer(TAR);
    LayerBlob other = ImageFixtures.gzipLayer(OTHER_TAR);
    Blob config =
        ImageFixtures.config(
            MediaTypes.OCI_CONFIG, Platform.LINUX_AMD64, List.of(layer.diffId(), layer.diffId()));
    registry.add("1", ImageFixtures.image(MediaTypes.OCI_MANIFEST, config, List.of(layer, other)));

    assertThatThrownBy(() -> puller.pull(tagged()))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("layer `" + other.digest())
        .hasMessageContaining(layer.diffId().toString());
  }

  @Test
  void refusesAConfigThatCountsOtherLayers() {
    LayerBlob layer = ImageFixtures.gzipLayer(TAR);
    Blob config = ImageFixtures.config(MediaTypes.OCI_CONFIG, Platform.LINUX_AMD64, List.of());
    registry.add("1", ImageFixtures.image(MediaTypes.OCI_MANIFEST, config, List.of(layer)));

    assertThatThrownBy(() -> puller.pull(tagged()))
        .hasMessageContaining("1 layers and its config 0");
  }

  @Test
  void blamesTheImageForALayerThatIsNoTar() {
    byte[] noTar = ImageFixtures.noise(4096, 7);
    LayerBlob layer = ImageFixtures.plainLayer(noTar);
    registry.add("1", ImageFixtures.ociImage(Platform.LINUX_AMD64, layer));

    assertThatThrownBy(() -> puller.pull(tagged()))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining(layer.digest().toString());
  }

  @Test
  void refusesAManifestThatIsNotTheOneAskedFor() {
    registry.addWrong(IMAGE.config().digest(), IMAGE.manifest());
    String reference = registry.host() + "/team/base@" + IMAGE.config().digest();

    assertThatThrownBy(() -> puller.pull(reference))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("spoilt")
        .hasMessageContaining(IMAGE.config().digest().toString());
    assertThat(puller.store().path(IMAGE.config().digest())).doesNotExist();
  }

  @Test
  void saysThatATagDoesNotExist() {
    assertThatThrownBy(() -> puller.pull(tagged()))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("no manifest 1")
        .hasMessageContaining("-Dhecktor.base");
  }

  @Test
  void refusesTextThatIsNoReference() {
    for (String text : List.of("https://registry/x", "UPPER/case", "scratch", "a b")) {
      assertThatThrownBy(() -> puller.pull(text))
          .isInstanceOf(ProjectException.class)
          .hasMessageContaining("`" + text + "`");
    }
  }

  @Test
  void tellsProgressOfEveryByteOfALayer() throws Exception {
    registry.add("1", IMAGE);
    puller.pull(tagged());

    for (LayerBlob layer : IMAGE.layers()) {
      String work = "pulling " + layer.digest().abbreviated();
      long size = layer.blob().bytes().length;
      assertThat(puller.progress().totals).containsEntry(work, size);
      assertThat(puller.progress().bytes).containsEntry(work, size);
    }
    assertThat(puller.progress().stages).singleElement().asString().contains("2 layers");
  }
}
