package io.hecktor.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.oci.DiffId;
import io.hecktor.oci.Digest;
import io.hecktor.plan.LayerFacts;
import io.hecktor.plan.LayerFacts.Entry;
import io.hecktor.plan.LayerFacts.Kind;
import io.hecktor.testing.TarBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LayerScannerTest {

  private static LayerFacts scan(byte[] layer) throws IOException {
    return LayerScanner.scan(new ByteArrayInputStream(layer)).facts();
  }

  static Stream<Arguments> compressions() {
    UnaryOperator<byte[]> plain = UnaryOperator.identity();
    UnaryOperator<byte[]> gzip = TarBytes::gzip;
    UnaryOperator<byte[]> members = bytes -> TarBytes.gzipMembers(bytes, 5);
    UnaryOperator<byte[]> zstd = TarBytes::zstd;
    UnaryOperator<byte[]> frames =
        bytes -> {
          byte[] one = TarBytes.zstd(Arrays.copyOf(bytes, 700));
          byte[] two = TarBytes.zstd(Arrays.copyOfRange(bytes, 700, bytes.length));
          byte[] both = Arrays.copyOf(one, one.length + two.length);
          System.arraycopy(two, 0, both, one.length, two.length);
          return both;
        };
    return Stream.of(
        Arguments.of(Compression.NONE, plain),
        Arguments.of(Compression.GZIP, gzip),
        Arguments.of(Compression.GZIP, members),
        Arguments.of(Compression.ZSTD, zstd),
        Arguments.of(Compression.ZSTD, frames));
  }

  @ParameterizedTest
  @MethodSource("compressions")
  void hashesTheTarWhateverItsCompression(Compression compression, UnaryOperator<byte[]> pack)
      throws IOException {
    byte[] noise = new byte[900_000];
    new Random(5).nextBytes(noise);
    byte[] tar = new TarBytes().file("a/b/c/noise", noise).file("etc/group", "g:x:1:\n").bytes();

    LayerScanner.Scan scan = LayerScanner.scan(new ByteArrayInputStream(pack.apply(tar)));

    assertThat(scan.compression()).isEqualTo(compression);
    assertThat(scan.facts().diffId()).isEqualTo(new DiffId(Digest.of(tar)));
    assertThat(scan.facts().uncompressedSizeBytes()).isEqualTo(tar.length);
    assertThat(scan.facts().texts()).containsOnlyKeys("etc/group").containsValue("g:x:1:\n");
  }

  @Test
  void hashesWhatFollowsTheEndOfTheArchive() throws IOException {
    byte[] tar = new TarBytes().file("a", "b").bytes();
    byte[] padded = Arrays.copyOf(tar, tar.length + 30_000);

    assertThat(scan(padded).diffId().digest()).isEqualTo(Digest.of(padded));
    assertThat(scan(padded).uncompressedSizeBytes()).isEqualTo(padded.length);
  }

  @Test
  void keepsWhatPlanningAsksFor() throws IOException {
    byte[] tar =
        new TarBytes()
            .folder("./usr")
            .folder("usr/lib/jvm/x")
            .file("usr/lib/jvm/x/bin/java", "")
            .file("usr/lib/jvm/x/deep", "")
            .symbolicLink("usr/lib/a/b/link", "../c")
            .symbolicLink("bin", "usr/bin")
            .hardLink("usr/same", "usr/other")
            .device("dev/null")
            .file("gone/.wh.file", "")
            .file("deep/down/here/.wh..wh..opq", "")
            .file(".wh.top", "")
            .bytes();

    assertThat(scan(tar).entries())
        .containsExactly(
            new Entry("usr", Kind.DIRECTORY, ""),
            new Entry("usr/lib/jvm/x/bin/java", Kind.FILE, ""),
            new Entry("usr/lib/a/b/link", Kind.LINK, "../c"),
            new Entry("bin", Kind.LINK, "usr/bin"),
            new Entry("usr/same", Kind.FILE, ""),
            new Entry("dev/null", Kind.OTHER, ""),
            new Entry("gone/file", Kind.WHITEOUT, ""),
            new Entry("deep/down/here", Kind.OPAQUE_WHITEOUT, ""),
            new Entry("top", Kind.WHITEOUT, ""));
  }

  @Test
  void takesNoTextFromLinks() throws IOException {
    byte[] tar =
        new TarBytes().symbolicLink("etc/passwd", "../x").hardLink("etc/group", "y").bytes();

    assertThat(scan(tar).texts()).isEmpty();
  }

  @Test
  void readsALayerWithoutEntries() throws IOException {
    assertThat(scan(new byte[0]).diffId().digest()).isEqualTo(Digest.of(new byte[0]));
    assertThat(scan(new byte[1_024]).entries()).isEmpty();
  }

  static Stream<byte[]> damaged() {
    byte[] tar = new TarBytes().file("a", "b".repeat(5_000)).bytes();
    byte[] gzip = TarBytes.gzip(tar);
    byte[] badSum = gzip.clone();
    badSum[gzip.length - 7] ^= 1;
    byte[] garbage = Arrays.copyOf(gzip, gzip.length + 20);
    garbage[gzip.length] = 'x';
    byte[] zstd = TarBytes.zstd(tar);
    return Stream.of(
        Arrays.copyOf(tar, 3_000),
        Arrays.copyOf(gzip, gzip.length - 1),
        Arrays.copyOf(gzip, gzip.length / 2),
        badSum,
        garbage,
        Arrays.copyOf(zstd, zstd.length - 1));
  }

  @ParameterizedTest
  @MethodSource("damaged")
  void refusesWhatIsDamagedOrCut(byte[] layer) {
    assertThatThrownBy(() -> scan(layer)).isInstanceOf(IOException.class);
  }
}
