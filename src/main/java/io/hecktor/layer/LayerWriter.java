package io.hecktor.layer;

import io.hecktor.Progress;
import io.hecktor.blob.BackgroundDigest;
import io.hecktor.blob.BlobStore;
import io.hecktor.blob.HashingOutputStream;
import io.hecktor.deflate.Framing;
import io.hecktor.oci.DiffId;
import io.hecktor.oci.Layer;
import io.hecktor.plan.LayerPlan;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Turns layer plans into blobs in the store, each made once: a layer is found again by what its
 * headers say and its files hold, compared byte for byte, never by paths or times on the disk.
 */
public final class LayerWriter {

  private static final String RECORDS = "layer-shapes";

  /** Tasks often have models of one shape, and models come and go. */
  private static final int MAX_LAYERS_OF_A_SHAPE = 12;

  private final BlobStore store;
  private final Framing framing;
  private final Progress progress;
  private final Predicate<Path> system;

  /** Writes into a store. */
  public LayerWriter(BlobStore store, Framing framing, Progress progress) {
    this(store, framing, progress, file -> false);
  }

  /**
   * Writes into a store.
   *
   * @param system which files the machine's administrators look after, so that a deflated layer of
   *     these need not be inflated to see that none was touched
   */
  public LayerWriter(BlobStore store, Framing framing, Progress progress, Predicate<Path> system) {
    this.store = store;
    this.framing = framing;
    this.progress = progress;
    this.system = system.or(file -> file.startsWith(store.root()));
  }

  /**
   * The layer of a plan, from the store where it is there already.
   *
   * @throws IOException if a file cannot be read, is not as long as planned, or the disk is full
   */
  public Layer layer(LayerPlan plan) throws IOException {
    String shape = LayerShape.of(plan, framing);
    Optional<Layer> known = find(plan, known(shape));
    if (known.isPresent()) {
      return known.get();
    }
    try (BlobStore.Lock lock = store.lock("layer-" + shape)) {
      List<KnownLayer> others = known(shape);
      Optional<Layer> meanwhile = find(plan, others);
      return meanwhile.isPresent() ? meanwhile.get() : writeOnce(plan, shape, others);
    }
  }

  private Optional<Layer> find(LayerPlan plan, List<KnownLayer> candidates) throws IOException {
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    try (Progress.Work work =
        progress.begin("comparing layer " + plan.name(), plan.contentBytes())) {
      LayerMatch match = new LayerMatch(store, plan, system, work);
      for (KnownLayer candidate : candidates) {
        if (match.holds(candidate)) {
          return Optional.of(candidate.layer());
        }
      }
      return Optional.empty();
    }
  }

  private Layer writeOnce(LayerPlan plan, String shape, List<KnownLayer> others)
      throws IOException {
    Written made = write(plan);
    KnownLayer written = made.known();
    // A file that somebody wrote to meanwhile may have come in with its old half and its new one.
    if (made.doubtful()
        && !new LayerMatch(store, plan, system, Progress.silent().begin("", 0)).holds(written)) {
      store.evict(written.layer().descriptor().digest());
      throw new IOException("the files of the layer '" + plan.name() + "' changed meanwhile");
    }
    Stream<KnownLayer> older =
        others.stream().filter(other -> !other.layer().equals(written.layer()));
    List<KnownLayer> all =
        Stream.concat(Stream.of(written), older).limit(MAX_LAYERS_OF_A_SHAPE).toList();
    LayerListings.keep(store, written.layer(), made.listing());
    store.putRecord(RECORDS, shape, KnownLayer.format(all));
    return written.layer();
  }

  /**
   * A layer, and what it holds.
   *
   * @param doubtful whether somebody may have written to a file while it was read
   */
  private record Written(KnownLayer known, LayerListing listing, boolean doubtful) {}

  private Written write(LayerPlan plan) throws IOException {
    try (LayerBlob blob = new LayerBlob(store);
        OutputStream packed = framing.pack(blob);
        BackgroundDigest diffId = new BackgroundDigest();
        ListingBuilder files = new ListingBuilder();
        Progress.Work work = progress.begin("writing layer " + plan.name(), plan.contentBytes())) {
      Optional<String> before = Sources.stamps(plan, blob.file());
      HashingOutputStream tar = new HashingOutputStream(packed, diffId);
      List<Long> positions = LayerTar.write(plan, tar, files, work);
      packed.close();
      boolean doubtful = before.isEmpty() || !before.equals(Sources.stamps(plan, blob.file()));
      Layer layer = blob.commit(new DiffId(diffId.finish()), tar.count());
      return new Written(new KnownLayer(layer, positions), files.listing(), doubtful);
    }
  }

  private List<KnownLayer> known(String shape) throws IOException {
    Optional<byte[]> record = store.record(RECORDS, shape);
    if (record.isEmpty()) {
      return List.of();
    }
    try {
      return KnownLayer.parse(record.get(), shape);
    } catch (IOException | IllegalArgumentException e) {
      progress.detail("The cache's record " + shape + " cannot be read and is made anew.");
      return List.of();
    }
  }
}
