package io.hecktor.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import io.hecktor.blob.DigestMismatchException;
import io.hecktor.layer.BaseLayers.BaseLayer;
import io.hecktor.oci.Descriptor;
import io.hecktor.oci.DiffId;
import io.hecktor.oci.Digest;
import io.hecktor.testing.TarBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BaseLayersTest {

  private static final byte[] TAR =
      new TarBytes().file("etc/passwd", "root:x:0:0::/:\n").file("a", "b".repeat(9_000)).bytes();
  private static final DiffId DIFF_ID = new DiffId(Digest.of(TAR));

  @TempDir Path folder;
  private BlobStore store;
  private BaseLayers layers;

  @BeforeEach
  void open() {
    store = new BlobStore(folder);
    layers = new BaseLayers(store, Progress.silent());
  }

  static Stream<UnaryOperator<byte[]>> compressions() {
    return Stream.of(UnaryOperator.identity(), TarBytes::gzip, TarBytes::zstd);
  }

  private BaseLayer take(byte[] blob) throws IOException {
    return layers.take(new ByteArrayInputStream(blob), "it", DIFF_ID);
  }

  private byte[] unpacked(BaseLayer layer) throws IOException {
    try (InputStream in = ForeignTar.open(store.open(layer.layer().descriptor()))) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @MethodSource("compressions")
  void takesALayerWhileItIsReadAndKnowsItByBothItsBlobs(UnaryOperator<byte[]> compression)
      throws IOException {
    byte[] blob = compression.apply(TAR);

    BaseLayer layer = take(blob);

    assertThat(unpacked(layer)).isEqualTo(TAR);
    assertThat(layer.layer().diffId()).isEqualTo(DIFF_ID);
    assertThat(layer.layer().uncompressedSizeBytes()).isEqualTo(TAR.length);
    assertThat(layers.known(Digest.of(blob))).contains(layer);
    assertThat(layers.known(layer.layer().descriptor().digest())).contains(layer);
  }

  @ParameterizedTest
  @MethodSource("compressions")
  void adoptsALayerThatLiesInTheStore(UnaryOperator<byte[]> compression) throws IOException {
    byte[] blob = compression.apply(TAR);
    Digest digest = store.put(blob);

    BaseLayer layer = layers.adopt(new Descriptor("", digest, blob.length));

    assertThat(unpacked(layer)).isEqualTo(TAR);
    assertThat(layers.known(digest)).contains(layer);
    assertThat(layer).isEqualTo(take(blob));
  }

  @Test
  void keepsGzipAsItCame() throws IOException {
    byte[] blob = TarBytes.gzipMembers(TAR, 4);

    assertThat(store.readSmall(take(blob).layer().descriptor())).isEqualTo(blob);
  }

  @Test
  void keepsPlainLayersAsTheyCameAndMakesThemOfZstd() throws IOException {
    BaseLayer plain = take(TAR);

    assertThat(store.readSmall(plain.layer().descriptor())).isEqualTo(TAR);
    assertThat(plain.layer().isPlain()).isTrue();
    assertThat(take(TarBytes.zstd(TAR))).isEqualTo(plain);
  }

  @ParameterizedTest
  @MethodSource("compressions")
  void keepsNothingOfALayerThatIsNotAsPromised(UnaryOperator<byte[]> compression)
      throws IOException {
    DiffId other = new DiffId(Digest.of(new byte[9]));
    byte[] blob = compression.apply(TAR);

    assertThatThrownBy(() -> layers.take(new ByteArrayInputStream(blob), "the entry", other))
        .isInstanceOf(DigestMismatchException.class)
        .hasMessageContaining("the entry")
        .hasMessageContaining(other.toString())
        .hasMessageContaining(DIFF_ID.toString());
    assertThatThrownBy(() -> take(Arrays.copyOf(blob, blob.length / 2)))
        .isInstanceOf(IOException.class);
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void forgetsALayerWhoseBlobIsGoneOrCut() throws IOException {
    BaseLayer layer = take(TAR);
    Digest digest = layer.layer().descriptor().digest();
    store.evict(digest);
    assertThat(layers.known(DIFF_ID.digest())).isEmpty();
    Files.write(store.path(digest), new byte[3]);

    assertThat(layers.known(DIFF_ID.digest())).isEmpty();
    assertThat(take(TAR)).isEqualTo(layer);
    assertThat(unpacked(layer)).isEqualTo(TAR);
  }

  @Test
  void forgetsALayerWhoseRecordIsSpoilt() throws IOException {
    take(TAR);
    store.putRecord("base-layers", DIFF_ID.digest().hex(), new byte[] {'{', '"'});

    assertThat(layers.known(DIFF_ID.digest())).isEmpty();
  }

  @Test
  void saysThatTheStoreCannotBeWritten() throws IOException {
    Files.writeString(folder.resolve("v1"), "in the way");

    assertThatThrownBy(() -> take(TAR)).isInstanceOf(FileSystemException.class);
  }
}
