package io.hecktor.layer;

import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import io.hecktor.blob.BlobWriter;
import io.hecktor.blob.Streams;
import io.hecktor.oci.Descriptor;
import io.hecktor.oci.DiffId;
import io.hecktor.oci.Digest;
import io.hecktor.oci.Layer;
import io.hecktor.oci.MediaTypes;
import io.hecktor.plan.LayerFacts;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The layers of bases in the store, with what was learnt about them. An archive is spliced from
 * gzip members and plain tars, so a layer that came as zstd is unpacked; its diffID, and with it
 * the image ID, stays.
 */
public final class BaseLayers {

  private static final String RECORDS = "base-layers";
  private static final String PACKAGES = "base-packages";

  private final BlobStore store;
  private final Progress progress;

  /** Works on a store. */
  public BaseLayers(BlobStore store, Progress progress) {
    this.store = store;
    this.progress = progress;
  }

  /**
   * A base's layer, ready to be layered upon.
   *
   * @param layer its blob is in the store
   * @param facts what was learnt from its tar
   */
  public record BaseLayer(Layer layer, LayerFacts facts) {}

  /** The layer that came as the blob of that digest, if its bytes and its record are here. */
  public Optional<BaseLayer> known(Digest source) throws IOException {
    Optional<byte[]> record = store.record(RECORDS, source.hex());
    if (record.isEmpty()) {
      return Optional.empty();
    }
    try {
      BaseLayer layer = BaseLayerRecord.parse(record.get());
      return store.contains(layer.layer().descriptor()) ? Optional.of(layer) : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      progress.detail("The cache's record of " + source + " cannot be read and is made anew.");
      return Optional.empty();
    }
  }

  /**
   * Takes a layer into the store in the one pass that scans it: gzip and plain tars byte for byte,
   * zstd unpacked. The stream is read to its end; nothing of a layer that is not as promised stays.
   *
   * @param raw the layer as stored, compressed or not; not closed
   * @param name what is read, for the message
   * @param promised what the image's config says
   * @throws io.hecktor.blob.DigestMismatchException if the tar is another one
   * @throws java.nio.file.FileSystemException if the store cannot be written
   * @throws IOException if the layer is damaged or no tar
   */
  public BaseLayer take(InputStream raw, String name, DiffId promised) throws IOException {
    LayerIntake.Taken taken = LayerIntake.take(store, raw, name, promised);
    byte[] record = BaseLayerRecord.format(taken.layer());
    store.putRecord(RECORDS, taken.source().hex(), record);
    store.putRecord(RECORDS, taken.layer().layer().descriptor().digest().hex(), record);
    putPackages(taken.layer().layer(), taken.packages());
    return taken.layer();
  }

  /**
   * Records a layer whose blob has just come into the store and was scanned on its way.
   *
   * @param source the blob as it came
   * @param scan of that blob
   */
  public BaseLayer adopt(Digest source, long sizeBytes, LayerScanner.Scan scan) throws IOException {
    LayerFacts facts = scan.facts();
    Layer layer =
        scan.compression() == Compression.ZSTD
            ? unpack(new Descriptor(MediaTypes.OCI_LAYER_ZSTD, source, sizeBytes), facts)
            : Layer.of(source, sizeBytes, facts.diffId(), facts.uncompressedSizeBytes());
    BaseLayer base = new BaseLayer(layer, facts);
    store.putRecord(RECORDS, source.hex(), BaseLayerRecord.format(base));
    putPackages(layer, scan.packages());
    return base;
  }

  private void putPackages(Layer layer, PackageFiles packages) throws IOException {
    store.putRecord(PACKAGES, layer.diffId().digest().hex(), packages.format());
  }

  /**
   * What tells the packages of a layer whose blob is in the store; it was gathered when the layer
   * came, and is gathered again where that is not known any more.
   */
  public PackageFiles packages(Layer layer) throws IOException {
    Optional<byte[]> record = store.record(PACKAGES, layer.diffId().digest().hex());
    try {
      if (record.isPresent()) {
        return PackageFiles.parse(record.get());
      }
    } catch (IOException e) {
      progress.detail("The cache's record of a layer's packages cannot be read; made anew.");
    }
    try (InputStream in = store.open(layer.descriptor())) {
      PackageFiles packages = LayerScanner.scan(in).packages();
      putPackages(layer, packages);
      return packages;
    }
  }

  /** Scans a blob that lies in the store already, and records it. */
  public BaseLayer adopt(Descriptor blob) throws IOException {
    try (InputStream in = store.open(blob)) {
      return adopt(blob.digest(), blob.sizeBytes(), LayerScanner.scan(in));
    }
  }

  private Layer unpack(Descriptor blob, LayerFacts facts) throws IOException {
    try (InputStream raw = store.open(blob);
        InputStream tar = Compression.ZSTD.decompress(raw);
        BlobWriter plain = store.create();
        Progress.Work work =
            progress.begin("unpacking base layer", facts.uncompressedSizeBytes())) {
      Streams.copy(tar, plain, work);
      plain.commit(facts.diffId().digest(), blob.digest().toString());
      store.evict(blob.digest());
      return Layer.plain(facts.diffId(), facts.uncompressedSizeBytes());
    }
  }
}
