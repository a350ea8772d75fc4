package io.hecktor.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestsTest {

  private static final Digest DIGEST = new Digest("ab".repeat(32));
  private static final Descriptor CONFIG = new Descriptor(MediaTypes.OCI_CONFIG, DIGEST, 7);
  private static final Descriptor LAYER =
      new Descriptor(MediaTypes.OCI_LAYER_GZIP, DIGEST, 9_000_000_000L);

  private static byte[] utf8(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private static Descriptor manifest(String os, String architecture) {
    return new Descriptor(
        MediaTypes.OCI_MANIFEST,
        DIGEST,
        1,
        Optional.of(new Platform(os, architecture)),
        Map.of("name", architecture));
  }

  @Test
  void manifestsAreReadBackAsTheyWereWritten() throws IOException {
    ImageManifest manifest =
        new ImageManifest(MediaTypes.OCI_MANIFEST, CONFIG, List.of(LAYER, LAYER));

    assertThat(ImageManifest.parse(manifest.bytes(), "it")).isEqualTo(manifest);
  }

  @Test
  void manifestsHaveTheBytesThatTheyAlwaysHad() {
    assertThat(
            new String(new ImageManifest("t", CONFIG, List.of()).bytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"schemaVersion\":2,\"mediaType\":\"t\",\"config\":{\"mediaType\":"
                + "\"application/vnd.oci.image.config.v1+json\",\"digest\":\"sha256:"
                + DIGEST.hex()
                + "\",\"size\":7},\"layers\":[]}");
  }

  @Test
  void indexesAreReadBackAsTheyWereWritten() throws IOException {
    ImageIndex index = new ImageIndex(List.of(manifest("linux", "arm64"), CONFIG));

    assertThat(ImageIndex.parse(index.bytes(), "it")).isEqualTo(index);
  }

  @Test
  void findsTheManifestOfAPlatform() {
    Descriptor amd64 = manifest("linux", "amd64");
    ImageIndex index = new ImageIndex(List.of(manifest("linux", "arm64"), amd64));

    assertThat(index.find(Platform.LINUX_AMD64)).contains(amd64);
    assertThat(index.find(new Platform("windows", "amd64"))).isEmpty();
  }

  @Test
  void takesTheOnlyManifestIfItNamesNoPlatform() {
    assertThat(new ImageIndex(List.of(CONFIG)).find(Platform.LINUX_AMD64)).contains(CONFIG);
    assertThat(new ImageIndex(List.of(CONFIG, CONFIG)).find(Platform.LINUX_AMD64)).isEmpty();
    assertThat(new ImageIndex(List.of(manifest("linux", "arm64"))).find(Platform.LINUX_AMD64))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "{\"config\":{}}",
        "{\"config\":{},\"layers\":{}}",
        "{\"config\":{\"digest\":\"sha256:../../etc/passwd\",\"size\":1},\"layers\":[]}",
        "{\"config\":{\"digest\":\"sha512:ab\",\"size\":1},\"layers\":[]}",
        "{\"config\":{\"digest\":7,\"size\":1},\"layers\":[]}",
        "{\"manifests\":7}"
      })
  void refusesWhatIsNoManifestAndNoIndex(String json) {
    assertThatThrownBy(() -> ImageManifest.parse(utf8(json), "the file"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the file");
    assertThatThrownBy(() -> ImageIndex.parse(utf8(json), "the file"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.5", "\"7\"", "null", "99999999999999999999", "1e3"})
  void refusesSizesThatAreNone(String size) {
    String json = "{\"manifests\":[{\"digest\":\"" + DIGEST + "\",\"size\":" + size + "}]}";

    assertThatThrownBy(() -> ImageIndex.parse(utf8(json), "the file"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("without a size");
  }

  @Test
  void refusesDocumentsNestedWithoutEnd() {
    String json = "{\"config\":" + "[".repeat(100_000);

    assertThatThrownBy(() -> ImageManifest.parse(utf8(json), "the file"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the file");
  }
}
