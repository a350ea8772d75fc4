package io.hecktor.layer;

import io.hecktor.blob.BackgroundDigest;
import io.hecktor.blob.BlobStore;
import io.hecktor.blob.BlobWriter;
import io.hecktor.blob.DigestMismatchException;
import io.hecktor.blob.Streams;
import io.hecktor.oci.DiffId;
import io.hecktor.oci.Digest;
import io.hecktor.oci.Layer;
import io.hecktor.plan.LayerFacts;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The way of one foreign layer into the store: read once, scanned and written at the same time. */
final class LayerIntake {

  private LayerIntake() {}

  /**
   * A layer in the store.
   *
   * @param source digest of the bytes as they came
   * @param layer its blob and what was learnt
   * @param packages what tells the base's packages
   */
  record Taken(Digest source, BaseLayers.BaseLayer layer, PackageFiles packages) {}

  /**
   * What went into a blob.
   *
   * @param source digest of the bytes as they came; empty where they are the blob's own
   * @param scan of the tar
   */
  private record Passed(Optional<Digest> source, LayerScanner.Scan scan) {}

  static Taken take(BlobStore store, InputStream raw, String name, DiffId promised)
      throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw, Streams.BUFFER_BYTES);
    Compression compression = Compression.of(in);
    try (BlobWriter writer = store.create()) {
      Passed passed =
          switch (compression) {
            case GZIP, NONE -> asIs(in, writer);
            case ZSTD -> unpacked(in, writer);
          };
      LayerFacts facts = passed.scan().facts();
      if (!facts.diffId().equals(promised)) {
        throw new DigestMismatchException(name, promised.digest(), facts.diffId().toString());
      }
      BlobWriter.Stored blob = writer.commit();
      Layer layer =
          Layer.of(blob.digest(), blob.sizeBytes(), facts.diffId(), facts.uncompressedSizeBytes());
      return new Taken(
          passed.source().orElse(blob.digest()),
          new BaseLayers.BaseLayer(layer, facts),
          passed.scan().packages());
    }
  }

  private static Passed asIs(InputStream raw, BlobWriter writer) throws IOException {
    return new Passed(Optional.empty(), LayerScanner.scan(new TeeInputStream(raw, writer)));
  }

  private static Passed unpacked(InputStream raw, BlobWriter writer) throws IOException {
    try (BackgroundDigest source = new BackgroundDigest()) {
      HashingInputStream hashed = new HashingInputStream(raw, source);
      LayerScanner.Scan scan = asIs(Compression.ZSTD.decompress(hashed), writer).scan();
      LayerScanner.drain(hashed);
      return new Passed(Optional.of(source.finish()), scan);
    }
  }
}
