package io.hecktor.base;

import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import io.hecktor.blob.ContentKey;
import io.hecktor.blob.DigestMismatchException;
import io.hecktor.layer.BaseLayers;
import io.hecktor.layer.BaseLayers.BaseLayer;
import io.hecktor.oci.Digest;
import io.hecktor.oci.ImageConfig;
import io.hecktor.plan.BaseImage;
import io.hecktor.plan.BaseReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Bases of the form {@code tar:FILE}: what {@code docker save}, jib, podman, skopeo and crane
 * write, OCI archives, and this plugin's own submissions; plain, gzipped or zstd.
 *
 * <p>An archive is unpacked once: it is found again by what it holds, for which it is hashed at
 * every build. {@link BaseImage#pinned()} is {@code archive@} and the digest of the manifest that
 * the image has in the store, which says the config and each layer's blob, and nothing about how
 * the archive is packed.
 */
public final class ArchiveBase {

  private static final String RECORDS = "archives";

  private final BlobStore store;
  private final BaseLayers layers;
  private final Progress progress;

  /** Imports into a store. */
  public ArchiveBase(BlobStore store, Progress progress) {
    this.store = store;
    this.layers = new BaseLayers(store, progress);
    this.progress = progress;
  }

  /**
   * The base, all its layers in the store.
   *
   * @throws io.hecktor.ProjectException if the file is missing, is no archive of one image for
   *     linux/amd64, or is damaged
   * @throws io.hecktor.EnvironmentException if the store cannot be written
   */
  public BaseImage resolve(BaseReference.Archive reference) throws HecktorException {
    BaseProblems problems = new BaseProblems(reference.text());
    if (!Files.isRegularFile(reference.file())) {
      throw problems.missing(
          "an archive", "Save one with `docker save -o base.tar IMAGE`, or correct the path.");
    }
    Archive archive = hash(reference, problems);
    try {
      Optional<BaseImage> known = known(reference.text(), archive.key());
      if (known.isPresent()) {
        progress.detail("The base `" + reference.text() + "` is in the cache.");
        return known.get();
      }
      try (BlobStore.Lock lock = store.lock("archive-" + archive.key())) {
        Optional<BaseImage> meanwhile = known(reference.text(), archive.key());
        return meanwhile.isPresent() ? meanwhile.get() : importOnce(archive, problems);
      }
    } catch (IOException e) {
      throw problems.ofCache(e);
    }
  }

  private Archive hash(BaseReference.Archive reference, BaseProblems problems)
      throws HecktorException {
    Path file = reference.file();
    try (Progress.Work work = progress.begin("hashing " + reference.text(), Files.size(file))) {
      FileStamp stamp = FileStamp.of(file);
      String key = ContentKey.of(file).hex();
      work.advance(Files.size(file));
      return new Archive(reference.text(), file, key, stamp);
    } catch (IOException e) {
      throw problems.unreadable(e);
    }
  }

  private Optional<BaseImage> known(String text, String key) throws IOException {
    Optional<byte[]> bytes = store.record(RECORDS, key);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try {
      ArchiveRecord archive = ArchiveRecord.parse(bytes.get());
      ImageConfig config = ImageConfig.parse(store.readSmall(archive.config()), "a cached config");
      List<BaseLayer> found = new ArrayList<>();
      for (Digest digest : archive.layers()) {
        layers.known(digest).ifPresent(found::add);
      }
      boolean whole = found.stream().map(l -> l.facts().diffId()).toList().equals(config.diffIds());
      return whole ? Optional.of(image(text, config, found)) : Optional.empty();
    } catch (DigestMismatchException e) {
      store.evict(e.expected());
    } catch (IOException e) {
      progress.detail("The cache's record of the base `" + text + "` is made anew.");
    }
    return Optional.empty();
  }

  private static BaseImage image(String text, ImageConfig config, List<BaseLayer> layers) {
    return LocalImage.of(text, "archive@" + LocalImage.content(config, layers), config, layers);
  }

  private BaseImage importOnce(Archive archive, BaseProblems problems)
      throws HecktorException, IOException {
    ArchiveIndex index = ArchiveIndex.of(archive.file(), problems, progress);
    ArchivedImage image = ArchivedImages.find(index, problems);
    List<BaseLayer> taken;
    try (Progress.Work work =
        progress.begin("importing " + archive.text(), ArchiveImport.sizeBytes(image))) {
      ArchiveImport.Target target = new ArchiveImport.Target(layers, problems);
      taken = ArchiveImport.layers(archive.file(), image, target, work);
    }
    index.requireWhole();
    // A file that changed between hashing and reading would be found under the wrong key for ever.
    if (!FileStamp.of(archive.file()).equals(archive.stamp())) {
      throw problems.changed();
    }
    store.put(image.config().bytes());
    store.putRecord(RECORDS, archive.key(), ArchiveRecord.of(image.config(), taken).bytes());
    return image(archive.text(), image.config(), taken);
  }

  /**
   * An archive on the disk.
   *
   * @param text as the user wrote it
   * @param key of its content
   * @param stamp from before it was hashed
   */
  private record Archive(String text, Path file, String key, FileStamp stamp) {}
}
