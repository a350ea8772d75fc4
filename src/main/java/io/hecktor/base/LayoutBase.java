package io.hecktor.base;

import io.hecktor.FileInput;
import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import io.hecktor.blob.DigestMismatchException;
import io.hecktor.blob.VerifyingInputStream;
import io.hecktor.layer.BaseLayers;
import io.hecktor.layer.BaseLayers.BaseLayer;
import io.hecktor.oci.Descriptor;
import io.hecktor.oci.DiffId;
import io.hecktor.plan.BaseImage;
import io.hecktor.plan.BaseReference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Bases of the form {@code oci:DIR}: an image layout, such as this plugin's own {@code
 * target/hecktor/task1/image}. Its documents are verified at every build, its layers once, and
 * again when their files have been touched. {@link BaseImage#pinned()} is {@code oci@} and the
 * digest of the image's manifest.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md">
 *     image-spec, image-layout.md</a>
 */
public final class LayoutBase {

  private final BlobStore store;
  private final BaseLayers layers;
  private final VerifiedFiles verified;
  private final Progress progress;

  /** Imports into a store. */
  public LayoutBase(BlobStore store, Progress progress) {
    this.store = store;
    this.layers = new BaseLayers(store, progress);
    this.verified = new VerifiedFiles(store);
    this.progress = progress;
  }

  /**
   * The base, all its layers in the store.
   *
   * @throws io.hecktor.ProjectException if the folder is missing, is no layout of one image for
   *     linux/amd64, or is damaged
   * @throws io.hecktor.EnvironmentException if the store cannot be written
   */
  public BaseImage resolve(BaseReference.Layout reference) throws HecktorException {
    BaseProblems problems = new BaseProblems(reference.text());
    LayoutFolder layout = LayoutFolder.open(reference.folder(), problems);
    OciImage image = OciImageFinder.find(layout, problems);
    List<Descriptor> blobs = image.manifest().layers();
    List<DiffId> diffIds = image.config().diffIds();
    if (blobs.size() != diffIds.size()) {
      throw problems.contradiction(image.manifestPath(), blobs.size(), diffIds.size());
    }
    List<BaseLayer> all = new ArrayList<>();
    try (Progress.Work work =
        progress.begin(
            "importing " + reference.text(),
            blobs.stream().mapToLong(Descriptor::sizeBytes).sum())) {
      for (int i = 0; i < blobs.size(); i++) {
        Path file = layout.file(OciImage.path(blobs.get(i)), image.manifestPath());
        all.add(layer(new Blob(file, blobs.get(i), diffIds.get(i)), problems, work));
      }
    }
    return LocalImage.of(reference.text(), "oci@" + image.digest(), image.config(), all);
  }

  private BaseLayer layer(Blob blob, BaseProblems problems, Progress.Work work)
      throws HecktorException {
    try (BlobStore.Lock lock = store.lock("base-layer-" + blob.descriptor().digest().hex())) {
      checkSize(blob, problems);
      FileStamp stamp = FileStamp.of(blob.file());
      if (verified.remembers(blob.file(), stamp, blob.descriptor().digest())) {
        Optional<BaseLayer> known = layers.known(blob.descriptor().digest());
        if (known.isPresent() && known.get().facts().diffId().equals(blob.diffId())) {
          work.advance(blob.descriptor().sizeBytes());
          return known.get();
        }
      }
      BaseLayer taken = take(blob, problems, work);
      verified.remember(blob.file(), stamp, blob.descriptor().digest());
      return taken;
    } catch (IOException e) {
      throw problems.ofCache(e);
    }
  }

  private static void checkSize(Blob blob, BaseProblems problems)
      throws HecktorException, IOException {
    long sizeBytes = Files.size(blob.file());
    if (sizeBytes == blob.descriptor().sizeBytes()) {
      return;
    } else if (sizeBytes < LargeFilePointer.MAX_BYTES
        && LargeFilePointer.begins(Files.readAllBytes(blob.file()))) {
      throw problems.largeFilePointer(blob.path());
    }
    throw problems.mismatch(
        new DigestMismatchException(
            blob.path(),
            blob.descriptor().digest(),
            sizeBytes + " bytes instead of " + blob.descriptor().sizeBytes()));
  }

  private BaseLayer take(Blob blob, BaseProblems problems, Progress.Work work)
      throws HecktorException {
    try (InputStream in = FileInput.open(blob.file())) {
      InputStream counted = new CountedInputStream(in, work);
      return layers.take(
          new VerifyingInputStream(counted, blob.descriptor(), blob.path()),
          blob.path(),
          blob.diffId());
    } catch (IOException e) {
      throw problems.ofReading(blob.path(), e);
    }
  }

  /**
   * A layer's blob in the layout.
   *
   * @param file holds its bytes
   * @param descriptor as the manifest says it
   * @param diffId as the config says it
   */
  private record Blob(Path file, Descriptor descriptor, DiffId diffId) {

    private String path() {
      return OciImage.path(descriptor);
    }
  }
}
