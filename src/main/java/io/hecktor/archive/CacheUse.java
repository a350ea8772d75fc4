package io.hecktor.archive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.blob.BlobStore;
import io.hecktor.blob.ContentKey;
import io.hecktor.oci.Descriptor;
import io.hecktor.oci.Digest;
import io.hecktor.oci.Json;
import io.hecktor.oci.Layer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which image layouts were built from a store, so that it can be told whose its blobs are. */
public final class CacheUse {

  /** The kind of its records. */
  public static final String RECORDS = "layouts";

  private static final String FOLDER = "folder";

  private final BlobStore store;

  /** Looks into a store. */
  public CacheUse(BlobStore store) {
    this.store = store;
  }

  /**
   * A layout that lies on the disk.
   *
   * @param folder of the layout
   * @param layers that it needs; those that the store has may be links to the same file
   */
  public record Layout(Path folder, List<Descriptor> layers) {

    /** Copies the list. */
    public Layout {
      layers = List.copyOf(layers);
    }

    /** The digests of the layers. */
    public Set<Digest> blobs() {
      return layers.stream().map(Descriptor::digest).collect(Collectors.toUnmodifiableSet());
    }
  }

  /** The name that a layout goes by in the store. */
  public static String key(ImageLayout layout) {
    String path = layout.folder().toAbsolutePath().normalize().toString();
    return ContentKey.of(path.getBytes(StandardCharsets.UTF_8)).hex();
  }

  /** Notes that a layout is built from the store. */
  public void note(ImageLayout layout) throws IOException {
    ObjectNode node = Json.newObject();
    node.put(FOLDER, layout.folder().toAbsolutePath().normalize().toString());
    store.putRecordIfOther(RECORDS, key(layout), Json.pretty(node));
  }

  /** The layouts that are there, by their folders; those that have gone are forgotten. */
  public List<Layout> layouts() throws IOException {
    for (String key : gone()) {
      store.removeRecord(RECORDS, key);
    }
    return there();
  }

  /** The layouts that are there, by their folders. */
  public List<Layout> there() throws IOException {
    List<Layout> found = new ArrayList<>();
    for (String key : store.recordKeys(RECORDS)) {
      store.record(RECORDS, key).flatMap(CacheUse::read).ifPresent(found::add);
    }
    found.sort(java.util.Comparator.comparing(Layout::folder));
    return found;
  }

  /** The keys of the layouts that are not there any more. */
  public List<String> gone() throws IOException {
    List<String> found = new ArrayList<>();
    for (String key : store.recordKeys(RECORDS)) {
      if (store.record(RECORDS, key).flatMap(CacheUse::read).isEmpty()) {
        found.add(key);
      }
    }
    return found;
  }

  private static Optional<Layout> read(byte[] record) {
    try {
      Path folder = Path.of(Json.object(record, "a layout's record").path(FOLDER).asText());
      if (!Files.isRegularFile(folder.resolve("index.json"))) {
        return Optional.empty();
      }
      List<Descriptor> layers =
          new ImageLayout(folder).read().layers().stream().map(Layer::descriptor).toList();
      return Optional.of(new Layout(folder, layers));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // Spoilt, or another program's: it needs nothing of ours.
    }
  }
}
