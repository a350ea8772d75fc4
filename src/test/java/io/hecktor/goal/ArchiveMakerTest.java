package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.archive.ArchiveReader;
import io.hecktor.archive.DockerArchiveWriter;
import io.hecktor.archive.ImageLayout;
import io.hecktor.archive.KnownBlob;
import io.hecktor.blob.AtomicFile;
import io.hecktor.blob.BlobStore;
import io.hecktor.blob.DigestMismatchException;
import io.hecktor.oci.ConfigChange;
import io.hecktor.oci.Descriptor;
import io.hecktor.oci.DiffId;
import io.hecktor.oci.Digest;
import io.hecktor.oci.Image;
import io.hecktor.oci.ImageConfig;
import io.hecktor.oci.Layer;
import io.hecktor.oci.MediaTypes;
import io.hecktor.oci.Platform;
import io.hecktor.testing.RecordingProgress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArchiveMakerTest {

  private static final Instant TIME = Instant.ofEpochSecond(1_600_000_000);

  @TempDir Path folder;
  BlobStore store;
  ImageLayout layout;
  Layer layer;
  DockerArchiveWriter writer;
  Path target;

  @BeforeEach
  void makeImage() throws IOException {
    store = new BlobStore(folder.resolve("cache"));
    layout = new ImageLayout(folder.resolve("image"));
    target = folder.resolve("submission.tar.gz");
    byte[] content = new byte[700_000];
    new Random(7).nextBytes(content);
    layer = put(content);
    image(List.of(layer));
  }

  private Layer put(byte[] content) throws IOException {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(content);
    }
    return new Layer(
        new Descriptor(MediaTypes.OCI_LAYER_GZIP, store.put(gzip.toByteArray()), gzip.size()),
        new DiffId(Digest.of(content)),
        content.length);
  }

  private void image(List<Layer> layers) throws IOException {
    ConfigChange change =
        new ConfigChange(
            TIME,
            "1000:1000",
            "/opt/app",
            List.of("/bin/true"),
            Map.of(),
            Map.of(),
            layers.stream().map(one -> new ConfigChange.AddedLayer("app", one.diffId())).toList());
    Image image = new Image(ImageConfig.empty(Platform.LINUX_AMD64).extend(change), layers);
    layout.write(image, "task1", store);
    writer = new DockerArchiveWriter(layout, image, "test:task1", TIME);
  }

  private KnownArchive make() throws IOException {
    ArchiveMaker maker = new ArchiveMaker(store, new RecordingProgress());
    try (AtomicFile file = AtomicFile.at(target)) {
      KnownArchive made = maker.make(file, writer, "submission.tar.gz");
      maker.remember(writer, made);
      file.commit();
      return made;
    }
  }

  private Path record() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("cache/v1/records/judged-1"))) {
      return all.findFirst().orElseThrow();
    }
  }

  private void flip(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.delete(file);
    Files.write(file, bytes);
  }

  private void assertWhole(KnownArchive made) throws IOException {
    byte[] bytes = Files.readAllBytes(target);
    assertThat(made.sha256()).isEqualTo(Digest.of(bytes));
    assertThat(made.contents().damage()).isEmpty();
    var read = ArchiveReader.read(target, new RecordingProgress().begin("", 0));
    assertThat(made.contents().entries()).isEqualTo(read.entries()).hasSizeBetween(3, 4);
    assertThat(made.contents().documents()).containsOnlyKeys(read.documents().keySet());
    read.documents()
        .forEach((name, text) -> assertThat(made.contents().documents().get(name)).isEqualTo(text));
    assertThat(made.contents().archiveBytes()).isEqualTo(bytes.length);
    assertThat(made.contents().unpackedBytes()).isEqualTo(read.unpackedBytes());
  }

  @Test
  void remembersWhatAnArchiveOfTheSameBytesHolds() throws IOException {
    KnownArchive first = make();
    assertWhole(first);
    byte[] record = Files.readAllBytes(record());
    KnownArchive second = make();
    assertWhole(second);
    assertThat(second.sha256()).isEqualTo(first.sha256());
    assertThat(record()).hasBinaryContent(record);
  }

  @Test
  void findsABlobThatWasSpoiltSinceTheLastTimeWhereverThatIs() throws IOException {
    make();
    Path blob = layout.blob(layer.descriptor().digest());
    byte[] sound = Files.readAllBytes(blob);
    // The gzip header's time, which nobody who unpacks it sees; the content; the check sum.
    for (int at : new int[] {4, sound.length / 2, sound.length - 8}) {
      flip(blob, at);
      assertThatThrownBy(this::make)
          .isInstanceOf(DigestMismatchException.class)
          .hasMessageContaining(blob.getFileName().toString());
      Files.write(blob, sound);
      assertWhole(make());
    }
  }

  @Test
  void findsABlobThatWasSpoiltSinceThisBuildWroteIt() throws IOException {
    Path blob = layout.blob(layer.descriptor().digest());
    assertThat(store.checksumAsWritten(layer.descriptor().digest(), blob)).isPresent();
    Files.setPosixFilePermissions(blob, PosixFilePermissions.fromString("rw-------"));
    try (FileChannel inPlace = FileChannel.open(blob, StandardOpenOption.WRITE)) {
      inPlace.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), layer.descriptor().sizeBytes() / 2);
    }
    assertThatThrownBy(this::make)
        .isInstanceOf(DigestMismatchException.class)
        .hasMessageContaining(blob.getFileName().toString());
  }

  /** A model's layer, which stands in the cache as the tar that it is. */
  private Layer plainLayer(int seed) throws IOException {
    byte[] content = new byte[900_000];
    new Random(seed).nextBytes(content);
    return Layer.plain(new DiffId(store.put(content)), content.length);
  }

  @Test
  void tellsAPlainLayerThatThisBuildHashedByItsChecksum() throws IOException {
    Layer plain = plainLayer(9);
    image(List.of(layer, plain));
    KnownArchive made = make();
    assertWhole(made);
    assertThat(made.contents().entries().get(3).digest()).isEqualTo(plain.diffId().digest());
  }

  @Test
  void findsAPlainLayerThatWasSpoiltSinceThisBuildWroteIt() throws IOException {
    Layer plain = plainLayer(9);
    image(List.of(layer, plain));
    Path blob = layout.blob(plain.descriptor().digest());
    Files.setPosixFilePermissions(blob, PosixFilePermissions.fromString("rw-------"));
    for (long at : new long[] {0, 450_000, 899_999}) {
      byte[] sound = Files.readAllBytes(blob);
      try (FileChannel inPlace = FileChannel.open(blob, StandardOpenOption.WRITE)) {
        inPlace.write(ByteBuffer.wrap(new byte[] {(byte) ~sound[(int) at]}), at);
      }
      assertThat(store.checksumAsWritten(plain.descriptor().digest(), blob)).isPresent();
      assertThatThrownBy(this::make)
          .isInstanceOf(DigestMismatchException.class)
          .hasMessageContaining(blob.getFileName().toString());
      Files.write(blob, sound);
      assertThat(target).doesNotExist();
    }
    assertWhole(make());
  }

  @Test
  void verifiesABlobThatIsNotTheFileThatThisBuildWrote() throws IOException {
    Path blob = layout.blob(layer.descriptor().digest());
    flip(blob, 4); // The gzip header's time, which nobody who unpacks it sees.
    assertThat(store.checksumAsWritten(layer.descriptor().digest(), blob)).isEmpty();
    assertThatThrownBy(this::make).isInstanceOf(DigestMismatchException.class);
  }

  @Test
  void aSpoiltRecordIsMadeAnew() throws IOException {
    make();
    byte[] sound = Files.readAllBytes(record());
    for (int at : new int[] {0, 80, sound.length - 3}) {
      flip(record(), at);
      assertWhole(make());
      assertThat(record()).hasBinaryContent(sound);
    }
  }

  @Test
  void aRecordOfAnotherArchiveIsNotBelieved() throws IOException {
    KnownArchive made = make();
    Path record = record();
    byte[] sound = Files.readAllBytes(record);
    Files.write(record, new KnownArchive(Digest.of(new byte[1]), made.contents()).format());
    assertWhole(make());
    assertThat(record).hasBinaryContent(sound);
  }

  /** As after a change of the model: the first layer is known, the last is new. */
  private Layer addLayer(int seed) throws IOException {
    byte[] content = new byte[300_000];
    new Random(seed).nextBytes(content);
    Layer added = put(content);
    image(List.of(layer, added));
    return added;
  }

  private Path unpackedRecord(Layer of) {
    return folder.resolve("cache/v1/records/unpacked-1/" + of.descriptor().digest().hex());
  }

  @Test
  void hashesALayerThatAnEarlierArchiveHeldInsteadOfUnpackingIt() throws IOException {
    make();
    assertThat(unpackedRecord(layer)).exists();
    Layer added = addLayer(8);
    assertThat(unpackedRecord(added)).doesNotExist();
    KnownArchive made = make();
    assertWhole(made);
    assertThat(unpackedRecord(added)).exists();
  }

  @Test
  void findsAKnownBlobThatWasSpoiltSinceItWasUnpacked() throws IOException {
    make();
    long firstBytes = Files.size(target);
    addLayer(8);
    Path blob = layout.blob(layer.descriptor().digest());
    flip(blob, 4); // The gzip header's time, which nobody who unpacks it sees.
    assertThatThrownBy(this::make)
        .isInstanceOf(DigestMismatchException.class)
        .hasMessageContaining(blob.getFileName().toString());
    assertThat(target).isRegularFile().hasSize(firstBytes);
  }

  @Test
  void aRecordThatContradictsTheImageIsNotBelieved() throws IOException {
    make();
    byte[] sound = Files.readAllBytes(unpackedRecord(layer));
    KnownBlob lie = new KnownBlob(layer.descriptor(), Digest.of(new byte[1]), 700_000, false);
    KnownBlob tooLong = new KnownBlob(layer.descriptor(), layer.diffId().digest(), 700_001, false);
    int seed = 10;
    for (KnownBlob wrong : List.of(lie, tooLong)) {
      Files.delete(unpackedRecord(layer));
      new KnownBlobs(store).remember(List.of(wrong));
      addLayer(seed++);
      assertWhole(make());
      assertThat(unpackedRecord(layer)).hasBinaryContent(sound);
    }
    for (int at : new int[] {0, 70, sound.length - 1}) {
      Files.write(unpackedRecord(layer), sound);
      flip(unpackedRecord(layer), at);
      addLayer(seed++);
      assertWhole(make());
      assertThat(unpackedRecord(layer)).hasBinaryContent(sound);
    }
  }
}
