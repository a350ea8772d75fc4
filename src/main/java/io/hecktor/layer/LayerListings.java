package io.hecktor.layer;

import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import io.hecktor.blob.DigestMismatchException;
import io.hecktor.blob.VerifyingInputStream;
import io.hecktor.oci.Digest;
import io.hecktor.oci.Layer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What layers hold, file by file. A layer is read through once and remembered by its diffID, so
 * that a build in which nothing changed hashes nothing.
 */
public final class LayerListings {

  private static final String RECORDS = "listings";
  private static final String VERSION = "listing 1";

  private final BlobStore store;
  private final Progress progress;

  /** Reads layers of a store. */
  public LayerListings(BlobStore store, Progress progress) {
    this.store = store;
    this.progress = progress;
  }

  /**
   * The files of a layer whose blob is in the store.
   *
   * @throws io.hecktor.blob.DigestMismatchException if the blob is spoilt
   */
  public LayerListing of(Layer layer) throws IOException {
    String key = layer.diffId().digest().hex();
    Optional<LayerListing> known = store.record(RECORDS, key).flatMap(LayerListings::parse);
    if (known.isPresent()) {
      return known.get();
    }
    LayerListing listing = readSound(layer);
    keep(store, layer, listing);
    return listing;
  }

  /** Remembers what a layer holds. */
  static void keep(BlobStore store, Layer layer, LayerListing listing) throws IOException {
    store.putRecord(RECORDS, layer.diffId().digest().hex(), format(listing));
  }

  /** A spoilt blob goes, so that the next build brings a sound one. */
  private LayerListing readSound(Layer layer) throws IOException {
    try {
      return read(layer);
    } catch (DigestMismatchException e) {
      store.evict(e.expected());
      throw e;
    }
  }

  private LayerListing read(Layer layer) throws IOException {
    List<LayerListing.File> files = new ArrayList<>();
    try (Progress.Work work =
            progress.begin(
                "listing layer " + layer.diffId().digest().abbreviated(),
                layer.uncompressedSizeBytes());
        VerifyingInputStream blob = store.open(layer.descriptor())) {
      try {
        list(blob, files, work);
      } finally {
        // Whatever else was wrong with it, a blob that is not what it should be is told as such.
        blob.drain();
      }
    }
    return new LayerListing(files);
  }

  private static void list(InputStream blob, List<LayerListing.File> files, Progress.Work work)
      throws IOException {
    ForeignTar.walk(
        ForeignTar.open(blob),
        (entry, content) -> {
          if (entry.kind() != ForeignTar.Kind.OTHER) {
            files.add(file(entry, content));
            work.advance(entry.sizeBytes());
          }
          return true;
        });
  }

  private static LayerListing.File file(ForeignTar.Entry entry, InputStream content)
      throws IOException {
    String path = entry.name().replaceAll("^(\\./|/)+|/+$", "");
    if (entry.kind() != ForeignTar.Kind.FILE) {
      byte[] target = entry.target().getBytes(StandardCharsets.UTF_8);
      return new LayerListing.File(path, 0, Digest.of(target));
    }
    var sha256 = Digest.sha256();
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sha256)) {
      content.transferTo(out);
    }
    return new LayerListing.File(path, entry.sizeBytes(), Digest.of(sha256));
  }

  /** Records end each name with a zero byte, the one byte that no name holds. */
  private static byte[] format(LayerListing listing) {
    StringBuilder text = new StringBuilder(VERSION).append('\0');
    for (LayerListing.File file : listing.files()) {
      text.append(file.sha256().hex()).append(' ').append(file.sizeBytes()).append(' ');
      text.append(file.path()).append('\0');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static Optional<LayerListing> parse(byte[] record) {
    String[] lines = new String(record, StandardCharsets.UTF_8).split("\0", -1);
    if (!lines[0].equals(VERSION) || !lines[lines.length - 1].isEmpty()) {
      return Optional.empty();
    }
    List<LayerListing.File> files = new ArrayList<>();
    try {
      for (int i = 1; i < lines.length - 1; i++) {
        String[] words = lines[i].split(" ", 3);
        files.add(new LayerListing.File(words[2], Long.parseLong(words[1]), new Digest(words[0])));
      }
      return Optional.of(new LayerListing(files));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }
}
