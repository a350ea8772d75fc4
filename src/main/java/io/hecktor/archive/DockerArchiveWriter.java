package io.hecktor.archive;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.FileInput;
import io.hecktor.Progress;
import io.hecktor.blob.AtomicFile;
import io.hecktor.blob.BackgroundDigest;
import io.hecktor.blob.BlobStore;
import io.hecktor.blob.HashingOutputStream;
import io.hecktor.blob.StoredGzipOutputStream;
import io.hecktor.blob.Streams;
import io.hecktor.oci.Descriptor;
import io.hecktor.oci.DiffId;
import io.hecktor.oci.Digest;
import io.hecktor.oci.Image;
import io.hecktor.oci.Json;
import io.hecktor.oci.Layer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes a docker-save archive, gzipped, without compressing anything: a gzip file may hold several
 * members, so the layers' own gzip blobs are copied between members that hold the tar's headers,
 * and plain layers become members of stored blocks. Unpacked it is what {@code docker save} writes:
 * plain layer tars and a config named by its digest, which is where the platform takes the image ID
 * from.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952#section-2.2">RFC 1952, 2.2</a>
 */
public final class DockerArchiveWriter {

  private final ImageLayout layout;
  private final Image image;
  private final Instant time;
  private final List<Frame> frames = new ArrayList<>();
  private final List<Layer> layers;

  /**
   * Prepares an archive of a layout's image.
   *
   * @param repoTag the name that {@code docker load} gives the image
   * @param time whole seconds, of the archive's entries
   */
  public DockerArchiveWriter(ImageLayout layout, Image image, String repoTag, Instant time)
      throws IOException {
    this.layout = layout;
    this.image = image;
    this.time = time;
    this.layers = List.copyOf(distinct(image.layers()).values());
    frame(repoTag);
  }

  /** A gzip member, and how many bytes of the tar are in it. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Frame(byte[] member, int tarBytes) {

    private ArchivePart part() {
      return new ArchivePart.Packed(member.length, tarBytes);
    }
  }

  /** A layer that stands twice in an image stands once in its archive. */
  private static Map<DiffId, Layer> distinct(List<Layer> layers) {
    Map<DiffId, Layer> distinct = new LinkedHashMap<>();
    layers.forEach(layer -> distinct.putIfAbsent(layer.diffId(), layer));
    return distinct;
  }

  /** What comes before the first layer, between the layers, and after the last. */
  private void frame(String repoTag) throws IOException {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    addFile(tar, "manifest.json", manifest(repoTag));
    addFile(tar, configName(), image.config().bytes());
    for (Layer layer : layers) {
      tar.write(TarFrames.header(layerName(layer), layer.uncompressedSizeBytes(), time));
      frames.add(member(tar));
      tar.reset();
      tar.write(new byte[TarFrames.padding(layer.uncompressedSizeBytes())]);
    }
    tar.write(new byte[TarFrames.END_BYTES]);
    frames.add(member(tar));
  }

  private void addFile(ByteArrayOutputStream tar, String name, byte[] content) throws IOException {
    tar.write(TarFrames.header(name, content.length, time));
    tar.write(content);
    tar.write(new byte[TarFrames.padding(content.length)]);
  }

  private static Frame member(ByteArrayOutputStream tar) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (StoredGzipOutputStream gzip = new StoredGzipOutputStream(bytes)) {
      tar.writeTo(gzip);
    }
    return new Frame(bytes.toByteArray(), tar.size());
  }

  private String configName() {
    return image.config().imageId().hex() + ".json";
  }

  private static String layerName(Layer layer) {
    return layer.diffId().digest().hex() + "/layer.tar";
  }

  private byte[] manifest(String repoTag) {
    ArrayNode array = Json.newArray();
    ObjectNode entry = array.addObject();
    entry.put("Config", configName());
    entry.putArray("RepoTags").add(repoTag);
    ArrayNode names = entry.putArray("Layers");
    image.layers().forEach(layer -> names.add(layerName(layer)));
    return Json.compact(array);
  }

  /** The archive's size in bytes, known before anything is written. */
  public long sizeBytes() {
    long frameBytes = frames.stream().mapToLong(frame -> frame.member().length).sum();
    return layers.stream()
        .map(DockerArchiveWriter::unread)
        .mapToLong(ArchivePart::sizeBytes)
        .reduce(frameBytes, Long::sum);
  }

  /**
   * Writes the archive; each blob is verified while it is copied.
   *
   * @return the archive's SHA-256
   * @throws io.hecktor.blob.DigestMismatchException if a blob of the layout is spoilt
   */
  public Digest write(AtomicFile file, Progress.Work work) throws IOException {
    return write(file.output(), work);
  }

  /** Writes the archive to a stream, as the other method does. */
  public Digest write(OutputStream file, Progress.Work work) throws IOException {
    return write(file, blob -> true, work);
  }

  /**
   * Writes the archive to a stream and verifies all blobs but those that a store has hashed just
   * now and those that are known: for whoever reads what was written and asks {@link #isIn}.
   */
  public Digest writeTrusting(Trusted trusted, OutputStream file, Progress.Work work)
      throws IOException {
    Set<Descriptor> readBack = trusted.known().stream().map(KnownBlob::blob).collect(toSet());
    return write(
        file, blob -> !readBack.contains(blob) && checksum(blob, trusted.store()).isEmpty(), work);
  }

  private OptionalLong checksum(Descriptor blob, BlobStore store) throws IOException {
    return store.checksumAsWritten(blob.digest(), layout.blob(blob.digest()));
  }

  /** The layers' blobs that stand in the archive as they are, each once, in its order. */
  public List<Descriptor> blobs() {
    return spliced().map(Layer::descriptor).toList();
  }

  private Stream<Layer> spliced() {
    return layers.stream().filter(layer -> !layer.isPlain());
  }

  /** What these blobs unpack to, by an archive of this writer's that is whole. */
  public List<KnownBlob> found(ArchiveContents archive) {
    return spliced()
        .flatMap(
            layer ->
                archive.file(layerName(layer)).stream()
                    .map(
                        entry ->
                            new KnownBlob(
                                layer.descriptor(),
                                entry.digest(),
                                entry.sizeBytes(),
                                entry.compressed())))
        .toList();
  }

  /** The parts of the archive's file, some of which need not be unpacked or hashed. */
  List<ArchivePart> parts(Trusted trusted) throws IOException {
    List<ArchivePart> parts = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      parts.add(frames.get(i).part());
      parts.add(part(layers.get(i), trusted));
    }
    parts.add(frames.get(layers.size()).part());
    return parts;
  }

  private ArchivePart part(Layer layer, Trusted trusted) throws IOException {
    Descriptor blob = layer.descriptor();
    if (layer.isPlain()) {
      OptionalLong crc32 = checksum(blob, trusted.store());
      return crc32.isPresent()
          ? new ArchivePart.Written(blob.digest(), layer.uncompressedSizeBytes(), crc32.getAsLong())
          : unread(layer);
    }
    return trusted.known().stream()
        .filter(one -> one.blob().equals(blob))
        .findFirst()
        .<ArchivePart>map(ArchivePart.Known::new)
        .orElseGet(() -> unread(layer));
  }

  private static ArchivePart unread(Layer layer) {
    long unpackedBytes = layer.uncompressedSizeBytes();
    return layer.isPlain()
        ? new ArchivePart.Stored(unpackedBytes)
        : new ArchivePart.Packed(layer.descriptor().sizeBytes(), unpackedBytes);
  }

  /** Which blobs to verify. */
  private interface Doubt {
    boolean isIn(Descriptor blob) throws IOException;
  }

  private Digest write(OutputStream file, Doubt doubt, Progress.Work work) throws IOException {
    try (BackgroundDigest sha256 = new BackgroundDigest()) {
      pour(new HashingOutputStream(file, sha256), doubt, work);
      return sha256.finish();
    }
  }

  private void pour(OutputStream out, Doubt doubt, Progress.Work work) throws IOException {
    for (int i = 0; i < layers.size(); i++) {
      writeFrame(i, out, work);
      Layer layer = layers.get(i);
      Descriptor descriptor = layer.descriptor();
      try (InputStream blob =
          doubt.isIn(descriptor) ? layout.open(descriptor) : unverified(descriptor)) {
        if (layer.isPlain()) {
          writeFramed(blob, out, work);
        } else {
          Streams.copy(blob, out, work);
        }
      }
    }
    writeFrame(layers.size(), out, work);
  }

  private static void writeFramed(InputStream tar, OutputStream out, Progress.Work work)
      throws IOException {
    try (StoredGzipOutputStream gzip = new StoredGzipOutputStream(out)) {
      Streams.copy(tar, gzip, work);
    }
  }

  private InputStream unverified(Descriptor blob) throws IOException {
    return FileInput.open(layout.blob(blob.digest()));
  }

  /** Whether an archive that was unpacked is whole and its layers are this image's. */
  public boolean isIn(ArchiveContents archive) {
    Map<String, Digest> found = new HashMap<>();
    archive.entries().forEach(entry -> found.put(entry.name(), entry.digest()));
    return archive.damage().isEmpty()
        && layers.stream()
            .allMatch(layer -> layer.diffId().digest().equals(found.get(layerName(layer))));
  }

  /**
   * Writes the archive and verifies nothing: for whoever knows its SHA-256 from an earlier time and
   * compares it with what was written.
   */
  public void copy(OutputStream file, Progress.Work work) throws IOException {
    pour(file, blob -> false, work);
  }

  /** Tells this archive from any other: the same recipe gives the same bytes. */
  public Digest recipe() {
    MessageDigest all = Digest.sha256();
    for (int i = 0; i < layers.size(); i++) {
      all.update(Digest.of(frames.get(i).member()).toString().getBytes(StandardCharsets.US_ASCII));
      all.update(
          layers.get(i).descriptor().digest().toString().getBytes(StandardCharsets.US_ASCII));
    }
    all.update(frames.get(layers.size()).member());
    return Digest.of(all);
  }

  private void writeFrame(int index, OutputStream out, Progress.Work work) throws IOException {
    byte[] frame = frames.get(index).member();
    out.write(frame, 0, frame.length);
    work.advance(frame.length);
  }
}
