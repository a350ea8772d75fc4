package io.hecktor.archive;

import io.hecktor.FileInput;
import io.hecktor.blob.AtomicFile;
import io.hecktor.blob.BlobStore;
import io.hecktor.blob.VerifyingInputStream;
import io.hecktor.oci.Descriptor;
import io.hecktor.oci.Digest;
import io.hecktor.oci.Image;
import io.hecktor.oci.ImageConfig;
import io.hecktor.oci.ImageIndex;
import io.hecktor.oci.ImageManifest;
import io.hecktor.oci.Layer;
import io.hecktor.oci.MediaTypes;
import io.hecktor.oci.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An OCI image layout on the disk with one image in it: how the goals hand an image to each other,
 * and what other tools can read. Its blobs are hard links into the store where the file system
 * allows that.
 *
 * @see <a
 *     href="https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md">image-spec,
 *     image-layout.md</a>
 */
public final class ImageLayout {

  private static final byte[] MARKER =
      "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8);
  private static final String REF_NAME = "org.opencontainers.image.ref.name";

  /** The size that a tar header must name before the layer can be spliced behind it. */
  private static final String UNCOMPRESSED_SIZE = "io.hecktor.layer.uncompressed-size";

  private final Path folder;

  /** A layout at a folder, which need not exist. */
  public ImageLayout(Path folder) {
    this.folder = folder;
  }

  /** Where it lies. */
  public Path folder() {
    return folder;
  }

  /** Where a blob lies, or would lie. */
  public Path blob(Digest digest) {
    return blobs().resolve(digest.hex());
  }

  private Path blobs() {
    return folder.resolve("blobs").resolve("sha256");
  }

  /**
   * Makes the folder hold this image and no other. Readers see the old image or the new one: the
   * index is moved into place when all blobs are there.
   *
   * @param image its layers' blobs are in the store
   * @param name the image's name within the layout
   * @return the manifest's descriptor
   */
  public Descriptor write(Image image, String name, BlobStore store) throws IOException {
    return write(image, new Labels(name, Map.of()), store);
  }

  /**
   * What a layout says of its image besides its content.
   *
   * @param name the image's name within the layout
   * @param annotations of the manifest
   */
  public record Labels(String name, Map<String, String> annotations) {

    /** Copies the map, sorted. */
    public Labels {
      annotations = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(annotations));
    }
  }

  /** Makes the folder hold this image and no other, as the other method does. */
  public Descriptor write(Image image, Labels labels, BlobStore store) throws IOException {
    ImageManifest manifest = manifest(image, labels.annotations());
    byte[] manifestBytes = manifest.bytes();
    Descriptor descriptor =
        new Descriptor(
            MediaTypes.OCI_MANIFEST,
            Digest.of(manifestBytes),
            manifestBytes.length,
            Optional.of(Platform.LINUX_AMD64),
            Map.of(REF_NAME, labels.name()));
    byte[] index = new ImageIndex(List.of(descriptor)).bytes();
    Files.createDirectories(blobs());
    for (Layer layer : image.layers()) {
      link(layer.descriptor(), store);
    }
    AtomicFile.writeIfOther(blob(image.config().imageId()), image.config().bytes());
    AtomicFile.writeIfOther(blob(descriptor.digest()), manifestBytes);
    AtomicFile.writeIfOther(folder.resolve("oci-layout"), MARKER);
    AtomicFile.writeIfOther(folder.resolve("index.json"), index);
    removeAllBut(kept(manifest, descriptor));
    return descriptor;
  }

  private static ImageManifest manifest(Image image, Map<String, String> annotations) {
    byte[] config = image.config().bytes();
    return new ImageManifest(
        MediaTypes.OCI_MANIFEST,
        new Descriptor(MediaTypes.OCI_CONFIG, Digest.of(config), config.length),
        image.layers().stream().map(ImageLayout::described).toList(),
        annotations);
  }

  private static Descriptor described(Layer layer) {
    return new Descriptor(
        layer.descriptor().mediaType(),
        layer.descriptor().digest(),
        layer.descriptor().sizeBytes(),
        Optional.empty(),
        Map.of(UNCOMPRESSED_SIZE, Long.toString(layer.uncompressedSizeBytes())));
  }

  private static Set<String> kept(ImageManifest manifest, Descriptor descriptor) {
    Set<String> kept = new HashSet<>();
    kept.add(descriptor.digest().hex());
    kept.add(manifest.config().digest().hex());
    manifest.layers().forEach(layer -> kept.add(layer.digest().hex()));
    return kept;
  }

  private void link(Descriptor blob, BlobStore store) throws IOException {
    Path target = blob(blob.digest());
    Path source = store.path(blob.digest());
    if (hasSize(target, blob.sizeBytes())) {
      return;
    }
    Files.deleteIfExists(target);
    try {
      Files.createLink(target, source);
    } catch (FileAlreadyExistsException e) {
      return; // Another build of this project made the same link meanwhile.
    } catch (UnsupportedOperationException | FileSystemException e) {
      copy(source, target);
    }
  }

  private static void copy(Path source, Path target) throws IOException {
    try (AtomicFile file = AtomicFile.at(target);
        InputStream in = FileInput.open(source)) {
      in.transferTo(file.output());
      file.commit();
    }
  }

  private static boolean hasSize(Path file, long sizeBytes) throws IOException {
    try {
      return Files.size(file) == sizeBytes;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private void removeAllBut(Set<String> kept) throws IOException {
    AtomicFile.sweepFolder(blobs());
    AtomicFile.sweepFolder(folder);
    try (DirectoryStream<Path> blobs = Files.newDirectoryStream(blobs())) {
      for (Path blob : blobs) {
        String name = String.valueOf(blob.getFileName());
        if (!kept.contains(name) && !name.endsWith(".part")) {
          Files.deleteIfExists(blob);
        }
      }
    }
  }

  /**
   * Reads the image that lies here.
   *
   * @throws IOException if none does, or its documents are not what their digests promise
   */
  public Image read() throws IOException {
    Descriptor descriptor = manifestDescriptor();
    ImageManifest manifest =
        ImageManifest.parse(document(descriptor), blob(descriptor.digest()).toString());
    ImageConfig config =
        ImageConfig.parse(document(manifest.config()), blob(manifest.config().digest()).toString());
    return new Image(config, layers(manifest, config.diffIds()));
  }

  /**
   * The manifest of the image that lies here.
   *
   * @throws IOException if none does
   */
  public Descriptor manifestDescriptor() throws IOException {
    Path indexFile = folder.resolve("index.json");
    ImageIndex index = ImageIndex.parse(Files.readAllBytes(indexFile), indexFile.toString());
    return index
        .find(Platform.LINUX_AMD64)
        .orElseThrow(() -> new IOException(indexFile + " names no image for linux/amd64"));
  }

  private List<Layer> layers(ImageManifest manifest, List<io.hecktor.oci.DiffId> diffIds)
      throws IOException {
    if (manifest.layers().size() != diffIds.size()) {
      throw new IOException(
          folder
              + " has "
              + manifest.layers().size()
              + " layers and "
              + diffIds.size()
              + " diffIDs");
    }
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < diffIds.size(); i++) {
      Descriptor descriptor = manifest.layers().get(i);
      layers.add(new Layer(descriptor, diffIds.get(i), uncompressedSize(descriptor)));
    }
    return layers;
  }

  private long uncompressedSize(Descriptor layer) throws IOException {
    String text = layer.annotations().getOrDefault(UNCOMPRESSED_SIZE, "");
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IOException(
          folder + " was not written by hecktor:build: a layer lacks " + UNCOMPRESSED_SIZE, e);
    }
  }

  private byte[] document(Descriptor descriptor) throws IOException {
    try (InputStream in = open(descriptor)) {
      return in.readAllBytes();
    }
  }

  /** Opens a blob; reading its last byte fails if it is not what its digest promises. */
  public VerifyingInputStream open(Descriptor descriptor) throws IOException {
    Path path = blob(descriptor.digest());
    return new VerifyingInputStream(FileInput.open(path), descriptor, path.toString());
  }

  /** Removes a blob that turned out to be spoilt, so that the next build brings a sound one. */
  public void evict(Digest digest) throws IOException {
    Files.deleteIfExists(blob(digest));
  }
}
