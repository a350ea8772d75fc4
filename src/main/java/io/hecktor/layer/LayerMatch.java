package io.hecktor.layer;

import io.hecktor.FileInput;
import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import io.hecktor.blob.ComparedFile;
import io.hecktor.blob.RememberedKeys;
import io.hecktor.blob.Streams;
import io.hecktor.oci.Layer;
import io.hecktor.plan.Content;
import io.hecktor.plan.LayerEntry;
import io.hecktor.plan.LayerPlan;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Compares the files of a plan, byte for byte, with what a layer of the same shape holds. That the
 * layer's blob is sound is not shown by this: whoever reads the blob verifies its digest.
 */
final class LayerMatch {

  /** Contents that were compared with a deflated layer and found to be the same. */
  private static final String RECORDS = "matched-layers";

  private final BlobStore store;
  private final LayerPlan plan;
  private final Predicate<Path> system;
  private final Progress.Work work;

  LayerMatch(BlobStore store, LayerPlan plan, Predicate<Path> system, Progress.Work work) {
    this.store = store;
    this.plan = plan;
    this.system = system;
    this.work = work;
  }

  /** Whether writing the plan would give this layer, as far as files hold now what they will. */
  boolean holds(KnownLayer known) throws IOException {
    if (!store.contains(known.layer().descriptor())) {
      return false;
    }
    Path blob = store.path(known.layer().descriptor().digest());
    try {
      return known.layer().isPlain() ? heldPlain(known, blob) : heldDeflated(known.layer(), blob);
    } catch (NoSuchFileException e) {
      return false; // Its file or the blob has gone meanwhile; writing tells which.
    }
  }

  private boolean heldPlain(KnownLayer known, Path path) throws IOException {
    try (ComparedFile blob = ComparedFile.open(path)) {
      int ordinal = 0;
      for (LayerEntry entry : plan.entries()) {
        if (entry instanceof LayerEntry.RegularFile file) {
          if (ordinal >= known.positions().size()
              || !holds(blob, known.positions().get(ordinal), file.content())) {
            return false;
          }
          work.advance(file.content().sizeBytes());
          ordinal++;
        }
      }
      return ordinal == known.positions().size();
    }
  }

  /** What the user does not write, as a run-time image, is compared when it has been touched. */
  private boolean heldDeflated(Layer layer, Path blob) throws IOException {
    Optional<String> key = Sources.key(plan, system, new RememberedKeys(store, RECORDS + "-files"));
    if (key.isEmpty()) {
      return heldDeflated(blob);
    }
    byte[] contents = key.get().getBytes(StandardCharsets.US_ASCII);
    String name = layer.descriptor().digest().hex();
    Optional<byte[]> known = store.record(RECORDS, name);
    if (known.isPresent() && Arrays.equals(known.get(), contents)) {
      work.advance(plan.contentBytes());
      return true;
    }
    boolean held = heldDeflated(blob);
    if (held) {
      store.putRecord(RECORDS, name, contents);
    }
    return held;
  }

  private boolean heldDeflated(Path file) throws IOException {
    try (InputStream raw = FileInput.open(file);
        InputStream tar = new GZIPInputStream(raw, Streams.BUFFER_BYTES)) {
      ComparingOutputStream compared = new ComparingOutputStream(tar);
      LayerTar.write(plan, compared, work);
      return compared.atEnd();
    } catch (ComparingOutputStream.DifferentException | ZipException | EOFException e) {
      return false; // Another content, or a spoilt blob, which writing replaces.
    }
  }

  private static boolean holds(ComparedFile blob, long position, Content content)
      throws IOException {
    if (content instanceof Content.OfFile onDisk) {
      return blob.holds(position, onDisk.file(), onDisk.sizeBytes());
    }
    try (InputStream in = content.open()) {
      return blob.holds(position, in);
    }
  }
}
