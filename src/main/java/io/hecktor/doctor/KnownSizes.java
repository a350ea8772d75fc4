package io.hecktor.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.hecktor.archive.CacheUse;
import io.hecktor.blob.BlobStore;
import io.hecktor.oci.Digest;
import io.hecktor.oci.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** How large blobs have to be, as image layouts on this disk and the cache's records tell. */
final class KnownSizes {

  /** Records that name blobs: {@code digest}, often with {@code size}. */
  static final List<String> KINDS = List.of("base-layers", "layer-shapes", "references");

  private final Map<Digest, Long> sizes = new HashMap<>();

  private KnownSizes() {}

  static KnownSizes of(BlobStore store) throws IOException {
    KnownSizes known = new KnownSizes();
    for (String kind : KINDS) {
      for (String key : store.recordKeys(kind)) {
        Optional<byte[]> record = store.record(kind, key);
        if (record.isPresent()) {
          named(record.get()).forEach(known::add);
        }
      }
    }
    for (CacheUse.Layout layout : new CacheUse(store).there()) {
      layout.layers().forEach(layer -> known.sizes.put(layer.digest(), layer.sizeBytes()));
    }
    return known;
  }

  private void add(Named named) {
    if (named.sizeBytes() >= 0) {
      sizes.put(named.digest(), named.sizeBytes());
    }
  }

  OptionalLong of(Digest digest) {
    Long size = sizes.get(digest);
    return size == null ? OptionalLong.empty() : OptionalLong.of(size);
  }

  /**
   * A blob that a record names.
   *
   * @param sizeBytes -1 where it does not say
   */
  record Named(Digest digest, long sizeBytes) {}

  /** The blobs that a record names; none for a record of another form, or a spoilt one. */
  static List<Named> named(byte[] record) {
    List<Named> all = new ArrayList<>();
    try {
      collect(Json.object(record, "a record"), all);
    } catch (IOException | IllegalArgumentException e) {
      all.clear(); // Spoilt: nobody can read it.
    }
    return all;
  }

  private static void collect(JsonNode node, List<Named> all) {
    String digest = node.path("digest").asText("");
    if (!digest.isEmpty()) {
      all.add(new Named(Digest.parse(digest), node.path("size").asLong(-1)));
    }
    node.path("layers").forEach(child -> collect(child, all));
  }
}
