package io.hecktor.base;

import static java.util.function.UnaryOperator.identity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.ProjectException;
import io.hecktor.oci.Digest;
import io.hecktor.testing.TarBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that are spoilt, cut, or none. */
class DamagedArchiveTest extends ArchiveTrial {

  static Stream<Arguments> layersInEveryForm() {
    byte[] plain = IMAGE.tars().get(0);
    return Stream.of(
        Arguments.of("docker, plain", IMAGE.dockerOld(), plain, "aaa/layer.tar"),
        Arguments.of(
            "OCI, gzip", IMAGE.ociArchive("", TarBytes::gzip, false), TarBytes.gzip(plain), ""),
        Arguments.of(
            "OCI, zstd", IMAGE.ociArchive("", TarBytes::zstd, true), TarBytes.zstd(plain), ""),
        Arguments.of("OCI, plain", IMAGE.ociArchive("", identity(), true), plain, ""),
        Arguments.of("crane, gzip", IMAGE.crane(), TarBytes.gzip(plain), ".tar.gz"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layersInEveryForm")
  void findsAFlippedByteAnywhereInALayer(String form, byte[] archive, byte[] blob, String name)
      throws Exception {
    int start = indexOf(archive, blob);
    String entry = name.equals("aaa/layer.tar") ? name : Digest.of(blob).hex() + name;
    for (int at : new int[] {4, 9, 100, 600, blob.length / 2, blob.length - 1}) {
      byte[] flipped = archive.clone();
      flipped[start + at] ^= 0x10;

      assertThatThrownBy(() -> resolve(flipped))
          .as("byte %d of %s", at, form)
          .isInstanceOf(ProjectException.class)
          .hasMessageContaining("tar:base.tar")
          .hasMessageContaining(entry);
      assertThat(files("blobs")).as("byte %d", at).isEmpty();
      assertThat(files("records")).isEmpty();
    }
  }

  @Test
  void namesBothHashesOfALayerThatIsNotTheConfigs() throws Exception {
    byte[] archive = IMAGE.dockerOld();
    int at = indexOf(archive, IMAGE.tars().get(0)) + 70_000;
    archive[at] ^= 1;
    byte[] layer = IMAGE.tars().get(0).clone();
    layer[70_000] ^= 1;

    assertThatThrownBy(() -> resolve(archive))
        .hasMessageContaining("`aaa/layer.tar` of the base `tar:base.tar`")
        .hasMessageContaining(Digest.of(IMAGE.tars().get(0)).toString())
        .hasMessageContaining(Digest.of(layer).toString());
  }

  @Test
  void namesTheLayerThoughOnlyTheGzipCheckSumAtTheEndIsWrong() throws Exception {
    byte[] archive = IMAGE.dockerOld();
    int at = indexOf(archive, IMAGE.tars().get(0)) + 70_000;
    archive[at] ^= 1;
    byte[] gzipped = TarBytes.gzip(archive);
    byte[] right = TarBytes.gzip(IMAGE.dockerOld());
    System.arraycopy(right, right.length - 8, gzipped, gzipped.length - 8, 8);

    assertThatThrownBy(() -> resolve(gzipped)).hasMessageContaining("`aaa/layer.tar`");
  }

  @Test
  void findsAFlippedByteInAConfigThatIsNamedAfterItsDigest() throws Exception {
    byte[] archive = IMAGE.dockerOld();
    int at = indexOf(archive, "A=1".getBytes(StandardCharsets.UTF_8));
    archive[at] = 'B';

    assertThatThrownBy(() -> resolve(archive))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining(IMAGE.imageId().hex() + ".json");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void findsACutArchiveWhereverItIsCut(boolean gzipped) throws Exception {
    byte[] whole = gzipped ? TarBytes.gzip(IMAGE.dockerOld()) : IMAGE.dockerOld();
    int end =
        gzipped ? whole.length : indexOf(whole, "repositories".getBytes(StandardCharsets.UTF_8));
    for (int size = 1; size < end; size += end / 40) {
      byte[] cut = Arrays.copyOf(whole, size);

      assertThatThrownBy(() -> resolve(cut))
          .as("cut to %d of %d bytes", size, whole.length)
          .isInstanceOf(ProjectException.class)
          .hasMessageContaining("tar:base.tar");
    }
    assertThat(files("records/archives")).isEmpty();
  }

  @Test
  void refusesAnotherPlatform() {
    assertThatThrownBy(() -> resolve(SampleImage.on("arm64").dockerOld()))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("linux/arm64")
        .hasMessageContaining("--platform linux/amd64");
  }

  @Test
  void listsTheTagsWhereThereAreSeveralImages() {
    byte[] archive =
        new TarBytes()
            .file(
                "manifest.json",
                "["
                    + SampleImage.manifestJson("a.json", "one:1", List.of())
                    + ","
                    + SampleImage.manifestJson("b.json", "two:2", List.of())
                    + "]")
            .bytes();

    assertThatThrownBy(() -> resolve(archive))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("2 images: one:1, two:2");
  }

  static Stream<Arguments> hostileArchives() {
    String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n";
    String config = "x.json";
    return Stream.of(
        Arguments.of("nothing", new byte[0], "not a tar"),
        Arguments.of("a text", "hello".repeat(500).getBytes(StandardCharsets.UTF_8), "not a tar"),
        Arguments.of("a pointer", pointer.getBytes(StandardCharsets.UTF_8), "git lfs pull"),
        Arguments.of(
            "docker export",
            new TarBytes().folder("bin").file("etc/passwd", "").bytes(),
            "docker export"),
        Arguments.of("some tar", new TarBytes().file("a", "b").bytes(), "manifest.json"),
        Arguments.of("no list", manifest("{}"), "`manifest.json`"),
        Arguments.of("an empty list", manifest("[]"), "lists none"),
        Arguments.of("no JSON", manifest("[{]"), "`manifest.json`"),
        Arguments.of("a key twice", manifest("[{\"Config\":\"a\",\"Config\":\"b\"}]"), "manifest"),
        Arguments.of("a number as config", manifest("[{\"Config\":7}]"), "`7` is missing"),
        Arguments.of(
            "a link out",
            new TarBytes()
                .symbolicLink(config, "../../../../etc/passwd")
                .file("manifest.json", "[" + SampleImage.manifestJson(config, "t", List.of()) + "]")
                .bytes(),
            "`x.json` is missing"),
        Arguments.of(
            "links in a circle",
            new TarBytes()
                .symbolicLink(config, "y.json")
                .symbolicLink("y.json", config)
                .file("manifest.json", "[" + SampleImage.manifestJson(config, "t", List.of()) + "]")
                .bytes(),
            "`x.json` is missing"),
        Arguments.of(
            "a layer that is missing",
            new TarBytes()
                .file(config, SampleImage.of("amd64", List.of(new byte[0])).config())
                .file(
                    "manifest.json",
                    "[" + SampleImage.manifestJson(config, "t", List.of("l.tar")) + "]")
                .bytes(),
            "`l.tar` is missing"),
        Arguments.of(
            "a layer that is a pointer",
            new TarBytes()
                .file(config, SampleImage.of("amd64", List.of(new byte[0])).config())
                .file("l.tar", pointer)
                .file(
                    "manifest.json",
                    "[" + SampleImage.manifestJson(config, "t", List.of("l.tar")) + "]")
                .bytes(),
            "`l.tar` of the base `tar:base.tar` is a pointer of git-lfs"),
        Arguments.of(
            "fewer layers than the config says",
            new TarBytes()
                .file(config, IMAGE.config())
                .file("manifest.json", "[" + SampleImage.manifestJson(config, "t", List.of()) + "]")
                .bytes(),
            "lists 0 layers, but the image's config has 3"),
        Arguments.of(
            "a huge document",
            new TarBytes()
                .file(config, "{" + " ".repeat(5 << 20) + "}")
                .file("manifest.json", "[" + SampleImage.manifestJson(config, "t", List.of()) + "]")
                .bytes(),
            "larger than 4 MiB"));
  }

  private static byte[] manifest(String json) {
    return new TarBytes().file("manifest.json", json).bytes();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostileArchives")
  void refusesWhatHoldsNoImage(String what, byte[] bytes, String message) {
    assertThatThrownBy(() -> resolve(bytes))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("tar:base.tar")
        .hasMessageContaining(message);
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    int at =
        new String(bytes, StandardCharsets.ISO_8859_1)
            .indexOf(new String(part, StandardCharsets.ISO_8859_1));
    assertThat(at).isNotNegative();
    return at;
  }
}
