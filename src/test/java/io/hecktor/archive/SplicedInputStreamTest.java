package io.hecktor.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.blob.StoredGzipOutputStream;
import io.hecktor.oci.Descriptor;
import io.hecktor.oci.Digest;
import io.hecktor.oci.MediaTypes;
import io.hecktor.testing.TarBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SplicedInputStreamTest {

  private static final byte[] HEAD = SampleLayers.noise(1, 1_000);
  private static final byte[] KNOWN = SampleLayers.noise(2, 300_000);
  private static final byte[] TAIL = SampleLayers.noise(3, 500);

  private final byte[] head = TarBytes.gzip(HEAD);
  private final byte[] blob = TarBytes.gzip(KNOWN);
  private final byte[] tail = TarBytes.gzip(TAIL);
  private final KnownBlob known =
      new KnownBlob(
          new Descriptor(MediaTypes.OCI_LAYER_GZIP, Digest.of(blob), blob.length),
          Digest.of(KNOWN),
          KNOWN.length,
          false);

  private static byte[] join(byte[]... all) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] one : all) {
      out.writeBytes(one);
    }
    return out.toByteArray();
  }

  private SplicedInputStream open(byte[] archive) {
    return open(archive, HEAD.length);
  }

  private SplicedInputStream open(byte[] archive, int headBytes) {
    return new SplicedInputStream(
        new ByteArrayInputStream(archive),
        List.of(
            new ArchivePart.Packed(head.length, headBytes),
            new ArchivePart.Known(known),
            new ArchivePart.Packed(tail.length, TAIL.length)));
  }

  @Test
  void holdsZerosInPlaceOfWhatIsKnown() throws IOException {
    assertThat(open(join(head, blob, tail)).readAllBytes())
        .isEqualTo(join(HEAD, new byte[KNOWN.length], TAIL));
  }

  @Test
  void tellsAKnownBlobOnlyWhereItBegins() throws IOException {
    SplicedInputStream in = open(join(head, blob, tail));
    assertThat(in.ahead()).containsInstanceOf(ArchivePart.Packed.class);
    in.readNBytes(HEAD.length - 1);
    assertThat(in.ahead()).isEmpty();
    assertThat(in.read()).isEqualTo(HEAD[HEAD.length - 1] & 0xff);
    assertThat(in.ahead()).contains(new ArchivePart.Known(known));
    assertThat(in.read()).isZero();
    assertThat(in.ahead()).isEmpty();
    in.readNBytes(KNOWN.length - 1);
    assertThat(in.ahead()).containsInstanceOf(ArchivePart.Packed.class);
  }

  private static byte[] stored(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (StoredGzipOutputStream gzip = new StoredGzipOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  private static SplicedInputStream openWritten(byte[] archive, byte[] written) {
    CRC32 crc = new CRC32();
    crc.update(written);
    return new SplicedInputStream(
        new ByteArrayInputStream(archive),
        List.of(new ArchivePart.Written(Digest.of(written), written.length, crc.getValue())));
  }

  @Test
  void readsALayerThatWasJustHashedAsItIs() throws IOException {
    assertThat(openWritten(stored(KNOWN), KNOWN).readAllBytes()).isEqualTo(KNOWN);
  }

  /** A blob that is spoilt before its archive is written gets a gzip member that is whole. */
  @Test
  void findsThatALayerIsNotTheOneThatWasJustHashed() throws IOException {
    for (int at : new int[] {0, 65_535, 150_000, KNOWN.length - 1}) {
      byte[] other = KNOWN.clone();
      other[at] ^= 1;
      assertThatThrownBy(openWritten(stored(other), KNOWN)::readAllBytes)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("other bytes than were promised");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 12, 40, 100, -1, -9})
  void findsAFlippedBitInWhatIsNotUnpacked(int at) {
    byte[] spoilt = blob.clone();
    spoilt[at < 0 ? spoilt.length + at : at] ^= 1;
    assertThatThrownBy(open(join(head, spoilt, tail))::readAllBytes)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(known.blob().digest().toString());
  }

  @Test
  void findsThatTheFileEndsAnywhereBeforeItsEnd() {
    byte[] whole = join(head, blob, tail);
    for (int length = 0; length < whole.length; length += length < 1100 ? 1 : 997) {
      assertThatThrownBy(open(Arrays.copyOf(whole, length))::readAllBytes)
          .as("%d bytes", length)
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void findsWhatFollowsTheLastPart() {
    assertThatThrownBy(open(join(head, blob, tail, new byte[1]))::readAllBytes)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than was put into it");
  }

  @Test
  void findsThatAPartUnpacksToMoreOrLessThanItShould() {
    for (int other : new int[] {HEAD.length - 1, HEAD.length + 1}) {
      assertThatThrownBy(open(join(head, blob, tail), other)::readAllBytes)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("than was put into it");
    }
  }
}
