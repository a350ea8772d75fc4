package io.hecktor.base;

import static java.util.function.UnaryOperator.identity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.HecktorException;
import io.hecktor.ProjectException;
import io.hecktor.blob.BlobStore;
import io.hecktor.layer.ForeignTar;
import io.hecktor.oci.Digest;
import io.hecktor.plan.BaseImage;
import io.hecktor.plan.BaseReference;
import io.hecktor.testing.RecordingProgress;
import io.hecktor.testing.TarBytes;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutBaseTest {

  private static final SampleImage IMAGE = SampleImage.linuxAmd64();

  @TempDir Path folder;

  private BlobStore store() {
    return new BlobStore(folder.resolve("cache"));
  }

  private BaseImage resolve() throws HecktorException {
    return new LayoutBase(store(), new RecordingProgress())
        .resolve(new BaseReference.Layout("oci:base", folder.resolve("base")));
  }

  private Path blob(byte[] bytes) {
    return folder.resolve("base/blobs/sha256").resolve(Digest.of(bytes).hex());
  }

  static Stream<Arguments> compressions() {
    UnaryOperator<byte[]> plain = identity();
    UnaryOperator<byte[]> gzip = TarBytes::gzip;
    UnaryOperator<byte[]> spliced = bytes -> TarBytes.gzipMembers(bytes, 3);
    UnaryOperator<byte[]> zstd = TarBytes::zstd;
    return Stream.of(
        Arguments.of("plain", plain, false),
        Arguments.of("gzip", gzip, true),
        Arguments.of("gzip members", spliced, false),
        Arguments.of("zstd", zstd, true));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("compressions")
  void readsLayersOfEveryCompression(String name, UnaryOperator<byte[]> compression, boolean nested)
      throws Exception {
    IMAGE.layout(folder.resolve("base"), compression, nested);

    BaseImage base = resolve();

    List<byte[]> blobs = IMAGE.tars().stream().map(compression).toList();
    assertThat(base.pinned()).isEqualTo("oci@" + Digest.of(IMAGE.manifest(blobs)));
    assertThat(base.config().bytes()).isEqualTo(IMAGE.configBytes());
    for (int i = 0; i < 3; i++) {
      try (InputStream in = ForeignTar.open(store().open(base.layers().get(i).descriptor()))) {
        assertThat(in.readAllBytes()).isEqualTo(IMAGE.tars().get(i));
      }
    }
    assertThat(resolve()).usingRecursiveComparison().isEqualTo(base);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void namesABlobWithAFlippedByteAlsoAfterItHasBeenImported(boolean imported) throws Exception {
    IMAGE.layout(folder.resolve("base"), TarBytes::gzip, false);
    byte[] blob = TarBytes.gzip(IMAGE.tars().get(0));
    if (imported) {
      resolve();
    }
    FileTime time = Files.getLastModifiedTime(blob(blob));
    for (int at : new int[] {4, 5_000, blob.length - 1}) {
      byte[] flipped = blob.clone();
      flipped[at] ^= 2;
      Files.write(blob(blob), flipped);
      Files.setLastModifiedTime(blob(blob), time);

      assertThatThrownBy(this::resolve)
          .as("byte %d", at)
          .isInstanceOf(ProjectException.class)
          .hasMessageContaining("blobs/sha256/" + Digest.of(blob).hex())
          .hasMessageContaining("oci:base");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void namesABlobThatIsCut(boolean imported) throws Exception {
    IMAGE.layout(folder.resolve("base"), TarBytes::gzip, false);
    byte[] blob = TarBytes.gzip(IMAGE.tars().get(1));
    if (imported) {
      resolve();
    }
    Files.write(blob(blob), Arrays.copyOf(blob, blob.length - 1));

    assertThatThrownBy(this::resolve)
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("blobs/sha256/" + Digest.of(blob).hex())
        .hasMessageContaining((blob.length - 1) + " bytes instead of " + blob.length);
  }

  @Test
  void verifiesTheDocumentsEachTime() throws Exception {
    IMAGE.layout(folder.resolve("base"), TarBytes::gzip, false);
    resolve();
    byte[] flipped = IMAGE.configBytes();
    flipped[3] ^= 1;
    Files.write(blob(IMAGE.configBytes()), flipped);

    assertThatThrownBy(this::resolve)
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("blobs/sha256/" + IMAGE.imageId().hex());
  }

  @Test
  void refusesALayerThatIsNotTheConfigs() throws Exception {
    SampleImage liar =
        new SampleImage(
            IMAGE.config(), List.of(IMAGE.tars().get(1), IMAGE.tars().get(1), IMAGE.tars().get(2)));
    liar.layout(folder.resolve("base"), TarBytes::gzip, false);

    assertThatThrownBy(this::resolve)
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining(Digest.of(IMAGE.tars().get(0)).toString());
  }

  @Test
  void healsTheCache() throws Exception {
    IMAGE.layout(folder.resolve("base"), TarBytes::gzip, false);
    Path cached = store().path(resolve().layers().get(0).descriptor().digest());
    byte[] right = Files.readAllBytes(cached);
    Files.delete(cached);
    Files.write(cached, Arrays.copyOf(right, 10));

    resolve();

    assertThat(Files.readAllBytes(cached)).isEqualTo(right);
  }

  @Test
  void namesTheImagesWhereThereAreSeveral() throws Exception {
    Path base = IMAGE.layout(folder.resolve("base"), TarBytes::gzip, false);
    byte[] one = IMAGE.manifest(List.of());
    byte[] two = IMAGE.manifest(List.of(new byte[0]));
    Files.write(blob(one), one);
    Files.write(blob(two), two);
    String type = SampleImage.OCI + "manifest.v1+json";
    String ref = ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"%s\"}";
    Files.write(
        base.resolve("index.json"),
        SampleImage.index(
            SampleImage.descriptor(type, one, ref.formatted("one"))
                + ","
                + SampleImage.descriptor(type, two, ref.formatted("two"))));

    assertThatThrownBy(this::resolve)
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("2 images: one, two");
  }

  @Test
  void refusesAnotherPlatformNamedByTheConfigAlone() throws Exception {
    Path base = SampleImage.on("arm64").layout(folder.resolve("base"), TarBytes::gzip, false);
    String index = Files.readString(base.resolve("index.json"));
    Files.writeString(base.resolve("index.json"), index.replace(SampleImage.platform("amd64"), ""));

    assertThatThrownBy(this::resolve)
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("linux/arm64");
  }

  @Test
  void namesAPointerOfGitLfs() throws Exception {
    IMAGE.layout(folder.resolve("base"), TarBytes::gzip, false);
    Path blob = blob(TarBytes.gzip(IMAGE.tars().get(0)));
    Files.writeString(blob, "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");

    assertThatThrownBy(this::resolve)
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining(blob.getFileName().toString())
        .hasMessageContaining("git lfs pull");
  }

  @Test
  void namesTheParameterWhereNoFolderIs() {
    assertThatThrownBy(this::resolve)
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("`oci:base`")
        .hasMessageContaining("-Dhecktor.base");
  }

  @Test
  void refusesAFolderThatIsNoLayout() throws Exception {
    Files.createDirectories(folder.resolve("base"));

    assertThatThrownBy(this::resolve).hasMessageContaining("no file `oci-layout`");
  }

  @Test
  void refusesALayoutOfAnotherVersion() throws Exception {
    Path base = IMAGE.layout(folder.resolve("base"), TarBytes::gzip, false);
    Files.writeString(base.resolve("oci-layout"), "{\"imageLayoutVersion\":\"2.0.0\"}");

    assertThatThrownBy(this::resolve).hasMessageContaining("2.0.0");
  }

  @Test
  void namesABlobThatIsMissing() throws Exception {
    IMAGE.layout(folder.resolve("base"), TarBytes::gzip, false);
    byte[] blob = TarBytes.gzip(IMAGE.tars().get(1));
    Files.delete(blob(blob));

    assertThatThrownBy(this::resolve)
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("`blobs/sha256/" + Digest.of(blob).hex() + "` is missing");
  }
}
