package io.hecktor.base;

import io.hecktor.FileInput;
import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.base.ArchivedImage.ArchivedLayer;
import io.hecktor.blob.DigestMismatchException;
import io.hecktor.blob.VerifyingInputStream;
import io.hecktor.layer.BaseLayers;
import io.hecktor.layer.BaseLayers.BaseLayer;
import io.hecktor.layer.ForeignTar;
import io.hecktor.layer.ForeignTar.Entry;
import io.hecktor.oci.Descriptor;
import io.hecktor.oci.MediaTypes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The second walk through an archive, on which its layers come into the store. Each is read in
 * full, also those that the store has: an archive is trusted once all of it has been seen.
 */
final class ArchiveImport {

  private final BaseLayers store;
  private final BaseProblems problems;
  private final Progress.Work work;
  private final Map<Integer, ArchivedLayer> wanted = new HashMap<>();
  private final Map<Integer, BaseLayer> taken = new HashMap<>();

  private ArchiveImport(BaseLayers store, BaseProblems problems, Progress.Work work) {
    this.store = store;
    this.problems = problems;
    this.work = work;
  }

  /**
   * Takes an image's layers out of an archive.
   *
   * @param work advanced by the bytes of {@link #sizeBytes}
   * @return the layers, the lowest first
   */
  static List<BaseLayer> layers(Path file, ArchivedImage image, Target target, Progress.Work work)
      throws HecktorException {
    ArchiveImport archive = new ArchiveImport(target.store(), target.problems(), work);
    image.layers().forEach(layer -> archive.wanted.put(layer.entry().ordinal(), layer));
    archive.walk(file);
    return archive.inOrder(image);
  }

  /** How many bytes the layers of an image have in the archive; each counts once. */
  static long sizeBytes(ArchivedImage image) {
    return image.layers().stream()
        .map(ArchivedLayer::entry)
        .distinct()
        .mapToLong(Entry::sizeBytes)
        .sum();
  }

  private void walk(Path file) throws HecktorException {
    if (wanted.isEmpty()) {
      return;
    }
    try (InputStream raw = FileInput.open(file);
        InputStream tar = ForeignTar.open(raw)) {
      ForeignTar.walk(tar, this::visit);
    } catch (IOException e) {
      throw problems.damaged("the tar", e);
    }
  }

  private boolean visit(Entry entry, InputStream content) throws HecktorException {
    ArchivedLayer layer = wanted.get(entry.ordinal());
    if (layer != null) {
      taken.put(entry.ordinal(), take(layer, entry, new CountedInputStream(content, work)));
    }
    return taken.size() < wanted.size();
  }

  private BaseLayer take(ArchivedLayer layer, Entry entry, InputStream content)
      throws HecktorException {
    try {
      InputStream verified =
          layer.digest().isEmpty()
              ? content
              : new VerifyingInputStream(
                  content,
                  new Descriptor(MediaTypes.OCI_LAYER, layer.digest().get(), entry.sizeBytes()),
                  layer.name());
      return store.take(verified, layer.name(), layer.diffId());
    } catch (IOException e) {
      throw problems.ofReading(layer.name(), e);
    }
  }

  private List<BaseLayer> inOrder(ArchivedImage image) throws HecktorException {
    List<BaseLayer> layers = new ArrayList<>();
    for (ArchivedLayer layer : image.layers()) {
      BaseLayer found = taken.get(layer.entry().ordinal());
      if (found == null) {
        throw problems.changed();
      } else if (!found.facts().diffId().equals(layer.diffId())) {
        throw problems.mismatch(
            new DigestMismatchException(
                layer.name(), layer.diffId().digest(), found.facts().diffId().toString()));
      }
      layers.add(found);
    }
    return layers;
  }

  /**
   * Where the layers go, and how to speak of what is wrong with them.
   *
   * @param store takes the layers
   * @param problems names the archive
   */
  record Target(BaseLayers store, BaseProblems problems) {}
}
