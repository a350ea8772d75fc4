package io.hecktor.layer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.Progress;
import io.hecktor.blob.BackgroundDigest;
import io.hecktor.blob.BlobStore;
import io.hecktor.blob.BlobWriter;
import io.hecktor.blob.ContentKeys;
import io.hecktor.blob.HashingOutputStream;
import io.hecktor.deflate.Framing;
import io.hecktor.oci.Descriptor;
import io.hecktor.oci.DiffId;
import io.hecktor.oci.Digest;
import io.hecktor.oci.Json;
import io.hecktor.oci.Layer;
import io.hecktor.oci.MediaTypes;
import io.hecktor.plan.LayerPlan;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Turns layer plans into blobs in the store, each made once: a layer is found again by what its
 * files hold and its headers say, never by paths or times on the disk.
 */
public final class LayerWriter {

  private static final String RECORDS = "layers";

  private final BlobStore store;
  private final ContentKeys keys;
  private final Framing framing;
  private final Progress progress;

  /** Writes into a store. */
  public LayerWriter(BlobStore store, Framing framing, Progress progress) {
    this(store, new ContentKeys(), framing, progress);
  }

  /** Writes into a store, with keys of which some were begun ahead. */
  public LayerWriter(BlobStore store, ContentKeys keys, Framing framing, Progress progress) {
    this.store = store;
    this.keys = keys;
    this.framing = framing;
    this.progress = progress;
  }

  /**
   * The layer of a plan, from the store where it is there already.
   *
   * @throws IOException if a file cannot be read, changes meanwhile, or the disk is full
   */
  public Layer layer(LayerPlan plan) throws IOException {
    String key = LayerKey.of(plan, framing, keys, progress);
    Optional<Layer> known = known(key);
    if (known.isPresent()) {
      return known.get();
    }
    try (BlobStore.Lock lock = store.lock("layer-" + key)) {
      Optional<Layer> meanwhile = known(key);
      return meanwhile.isPresent() ? meanwhile.get() : writeOnce(plan, key);
    }
  }

  private Layer writeOnce(LayerPlan plan, String key) throws IOException {
    Layer layer = write(plan);
    // Files that changed between hashing and writing would be found under the wrong key for ever.
    if (!LayerKey.of(plan, framing, new ContentKeys(), Progress.silent()).equals(key)) {
      store.evict(layer.descriptor().digest());
      throw new IOException("the files of the layer '" + plan.name() + "' changed meanwhile");
    }
    store.putRecord(RECORDS, key, toJson(layer));
    return layer;
  }

  private Layer write(LayerPlan plan) throws IOException {
    try (BlobWriter blob = store.create();
        OutputStream gzip = framing.gzip(blob);
        BackgroundDigest diffId = new BackgroundDigest();
        Progress.Work work = progress.begin("writing layer " + plan.name(), plan.contentBytes())) {
      HashingOutputStream tar = new HashingOutputStream(gzip, diffId);
      LayerTar.write(plan, tar, work);
      gzip.close();
      BlobWriter.Stored stored = blob.commit();
      return new Layer(
          new Descriptor(MediaTypes.OCI_LAYER_GZIP, stored.digest(), stored.sizeBytes()),
          new DiffId(diffId.finish()),
          tar.count());
    }
  }

  private Optional<Layer> known(String key) throws IOException {
    Optional<byte[]> record = store.record(RECORDS, key);
    if (record.isEmpty()) {
      return Optional.empty();
    }
    try {
      Layer layer = fromJson(Json.object(record.get(), key));
      return store.contains(layer.descriptor()) ? Optional.of(layer) : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      progress.detail("The cache's record " + key + " cannot be read and is made anew.");
      return Optional.empty();
    }
  }

  private static byte[] toJson(Layer layer) {
    ObjectNode node = Json.newObject();
    node.put("digest", layer.descriptor().digest().toString());
    node.put("size", layer.descriptor().sizeBytes());
    node.put("diffId", layer.diffId().toString());
    node.put("uncompressedSize", layer.uncompressedSizeBytes());
    return Json.pretty(node);
  }

  private static Layer fromJson(ObjectNode node) {
    return new Layer(
        new Descriptor(
            MediaTypes.OCI_LAYER_GZIP,
            Digest.parse(node.path("digest").asText()),
            node.path("size").asLong(-1)),
        DiffId.parse(node.path("diffId").asText()),
        node.path("uncompressedSize").asLong(-1));
  }
}
