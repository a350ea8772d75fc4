package io.hecktor.sandbox;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.Progress;
import io.hecktor.ProjectException;
import io.hecktor.blob.BlobStore;
import io.hecktor.oci.Digest;
import io.hecktor.oci.Layer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Unpacked images, shared by all projects of a user.
 *
 * <p>Two things are kept. Each layer is unpacked once, by its diffID, into numbered files and a
 * list ({@link LayerFolder}). A rootfs, by its chain ID, is put together from such layers by
 * merging their lists in memory and hard-linking the files. So a change of the model unpacks the
 * model and nothing else, and a change of the jar below it does not unpack the model again, which
 * folders kept for each chain of layers would have to. It costs one link a file: half a second for
 * 30,000 of them. An overlay mount would cost nothing, but not every kernel lets an ordinary user
 * make one; mounting each layer's folder somewhere would not do for whiteouts.
 *
 * <p>Nothing is synced to the disk: after a power cut, remove the folder.
 */
public final class RootfsCache {

  private final RootfsFolders folders;
  private final BlobStore locks;
  private final Retention retention;
  private final Progress progress;

  /**
   * Keeps rootfs in a folder, which need not exist.
   *
   * @param folder on a file system with hard links and POSIX permissions
   * @param locks the store whose locks keep processes apart
   */
  public RootfsCache(Path folder, BlobStore locks, Retention retention, Progress progress) {
    this.folders = RootfsFolders.below(folder);
    this.locks = locks;
    this.retention = retention;
    this.progress = progress;
  }

  /**
   * The rootfs of an image, from the cache where it is there already; else it is made.
   *
   * @param now remembered as the time of its last use
   * @throws ProjectException if the image has an entry that cannot be unpacked safely
   * @throws EnvironmentException if a layer's blob is spoilt
   * @throws IOException if the disk does not do what it should
   */
  public Rootfs prepare(RootfsRequest request, Instant now) throws HecktorException, IOException {
    CachedRootfs cached = folders.rootfs(key(request));
    Optional<Rootfs> ready = takeUp(cached, now);
    if (ready.isPresent()) {
      return ready.get();
    }
    try (BlobStore.Lock lock = locks.lock(RootfsFolders.BUILD_LOCK)) {
      folders.create();
      folders.sweep();
      if (!cached.exists()) {
        make(request, cached);
      }
      return takeUp(cached, now).orElseThrow();
    }
  }

  /**
   * Removes what has not been used for long. Worth calling while a container runs: to delete a
   * rootfs takes as long as to make one.
   *
   * @param now for telling which ones are old
   * @throws IOException if the disk does not do what it should
   */
  public void prune(Instant now) throws IOException {
    new RootfsPruner(folders, locks, retention).prune(now);
  }

  /** Names all that a rootfs depends on. */
  private static String key(RootfsRequest request) {
    String rest = request.user() + "\n" + request.mountPoints();
    Digest digest = Digest.of(rest.getBytes(StandardCharsets.UTF_8));
    return request.chainId().digest().hex() + "-" + digest.abbreviated();
  }

  private Optional<Rootfs> takeUp(CachedRootfs cached, Instant now) throws IOException {
    try (BlobStore.Lock lock = locks.lock(RootfsFolders.lockOf(cached.key()))) {
      if (!cached.exists()) {
        return Optional.empty();
      }
      cached.touch(now);
      MadeOf madeOf = MadeOf.read(cached.madeOf());
      return Optional.of(new Rootfs(cached, madeOf, InUse.mark(folders.marks(cached.key()))));
    }
  }

  private void make(RootfsRequest request, CachedRootfs cached)
      throws HecktorException, IOException {
    Map<String, Long> bytes = new LinkedHashMap<>();
    List<LayerFolder> layers = new ArrayList<>();
    RootfsTree tree = new RootfsTree();
    for (Layer layer : request.layers()) {
      String key =
          layer.diffId().digest().hex() + "-" + request.user().toString().replace(':', '-');
      LayerFolder folder = folders.layer(key);
      try {
        unpackOnce(new LayerUnpacker.Source(layer, blob(request, layer), request.user()), folder);
        tree.apply(layers.size(), folder.entries());
      } catch (UnsafeEntryException e) {
        throw unsafe("The image's layer " + layer.diffId() + " cannot be unpacked", e);
      } catch (SpoiltLayerException e) {
        throw spoilt(layer, e);
      }
      layers.add(folder);
      bytes.put(key, layer.uncompressedSizeBytes());
    }
    try {
      write(request, new Parts(tree, layers, bytes), cached);
    } catch (UnsafeEntryException e) {
      throw unsafe("The image cannot be unpacked", e);
    }
  }

  private static Path blob(RootfsRequest request, Layer layer) {
    return request.blobs().apply(layer.descriptor().digest());
  }

  private void unpackOnce(LayerUnpacker.Source source, LayerFolder folder) throws IOException {
    if (Files.isDirectory(folder.path())) {
      return;
    }
    Layer layer = source.layer();
    String what = "unpacking layer " + layer.diffId().digest().abbreviated();
    Path part = RootfsFolders.part(folder.path());
    try (Progress.Work work = progress.begin(what, layer.uncompressedSizeBytes())) {
      LayerUnpacker.unpack(source, new LayerFolder(part), work);
      Files.move(part, folder.path(), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      FileTrees.delete(part);
    }
  }

  /** What a rootfs is put together from. */
  private record Parts(RootfsTree tree, List<LayerFolder> layers, Map<String, Long> bytes) {}

  private void write(RootfsRequest request, Parts parts, CachedRootfs cached) throws IOException {
    Map<String, String> mountPoints = new LinkedHashMap<>();
    for (MountPoint point : request.mountPoints()) {
      mountPoints.put(point.path(), parts.tree().mountPoint(point));
    }
    CachedRootfs part = new CachedRootfs(RootfsFolders.part(cached.folder()));
    try {
      Files.createDirectory(part.folder());
      RootfsWriter.write(
          new RootfsWriter.Contents(parts.tree(), parts.layers(), request.user()),
          new RootfsWriter.Target(part.root(), part.ownership()));
      new MadeOf(parts.bytes(), mountPoints, leftOut(parts.tree())).write(part.madeOf());
      Files.move(part.folder(), cached.folder(), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      FileTrees.delete(part.folder());
    }
    progress.detail("Unpacked the image " + request.chainId());
  }

  /** Devices in {@code /dev} are the sandbox's business: it brings the usual ones. */
  private static List<String> leftOut(RootfsTree tree) {
    return tree.leftOut().stream()
        .filter(special -> !special.path().startsWith("dev/"))
        .map(special -> "/" + special.path() + " (" + special.what() + ")")
        .toList();
  }

  private static ProjectException unsafe(String what, UnsafeEntryException e) {
    return new ProjectException(
        new Problem(
            ErrorCode.LAYER_UNSAFE,
            what + ": " + e.getMessage() + ".",
            "Only names that stay inside the image are unpacked.",
            "Use another base, such as `<base>host</base>` or `-Dhecktor.base=host`, and tell those"
                + " who made this one."),
        e);
  }

  private static EnvironmentException spoilt(Layer layer, SpoiltLayerException e) {
    return new EnvironmentException(
        new Problem(
            ErrorCode.BLOB_SPOILT,
            "The layer " + layer.descriptor().digest() + " is spoilt: " + e.getMessage() + ".",
            "Only the image that was built can be tested, and these are not its bytes.",
            "Build it again with `mvn clean hecktor:build`; if that does not help, remove the"
                + " cache, see `hecktor.cache`."),
        e);
  }
}
