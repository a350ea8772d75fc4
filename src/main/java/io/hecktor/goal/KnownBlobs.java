package io.hecktor.goal;

import io.hecktor.archive.KnownBlob;
import io.hecktor.blob.BlobStore;
import io.hecktor.oci.Descriptor;
import io.hecktor.oci.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What blobs unpack to, as it was found when archives that hold them were read back. A change of
 * the model leaves the base's and the run-time image's blobs as they are.
 */
final class KnownBlobs {

  private static final String RECORDS = "unpacked-1";

  private final BlobStore store;

  KnownBlobs(BlobStore store) {
    this.store = store;
  }

  /** Those of some blobs that are known. */
  List<KnownBlob> of(List<Descriptor> blobs) throws IOException {
    List<KnownBlob> known = new ArrayList<>();
    for (Descriptor blob : blobs) {
      store
          .record(RECORDS, blob.digest().hex())
          .flatMap(record -> parse(blob, record))
          .ifPresent(known::add);
    }
    return known;
  }

  /** Keeps what was found. */
  void remember(List<KnownBlob> found) throws IOException {
    for (KnownBlob blob : found) {
      store.putRecordIfOther(RECORDS, blob.blob().digest().hex(), format(blob));
    }
  }

  /** A line, and its own digest: a record that is spoilt must not contradict a sound blob. */
  private static byte[] format(KnownBlob blob) {
    String line = blob.content().hex() + " " + blob.contentBytes() + " " + blob.compressed();
    return (line + " " + checksum(blob.blob(), line)).getBytes(StandardCharsets.US_ASCII);
  }

  private static String checksum(Descriptor blob, String line) {
    return Digest.of((blob.digest() + " " + line).getBytes(StandardCharsets.US_ASCII)).hex();
  }

  private static Optional<KnownBlob> parse(Descriptor blob, byte[] record) {
    String text = new String(record, StandardCharsets.US_ASCII);
    int end = Math.max(0, text.lastIndexOf(' '));
    String line = text.substring(0, end);
    if (!text.substring(Math.min(end + 1, text.length())).equals(checksum(blob, line))) {
      return Optional.empty();
    }
    String[] fields = line.split(" ", -1);
    return Optional.of(
        new KnownBlob(
            blob,
            new Digest(fields[0]),
            Long.parseLong(fields[1]),
            Boolean.parseBoolean(fields[2])));
  }
}
