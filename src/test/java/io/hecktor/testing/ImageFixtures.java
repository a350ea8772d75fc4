package io.hecktor.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.Zstd;
import io.hecktor.oci.Descriptor;
import io.hecktor.oci.DiffId;
import io.hecktor.oci.Digest;
import io.hecktor.oci.ImageIndex;
import io.hecktor.oci.ImageManifest;
import io.hecktor.oci.Json;
import io.hecktor.oci.MediaTypes;
import io.hecktor.oci.Platform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Small images as bytes, in OCI's media types and in Docker's. */
public final class ImageFixtures {

  private ImageFixtures() {}

  /** Bytes with their media type. */
  public record Blob(String mediaType, byte[] bytes) {
    public Digest digest() {
      return Digest.of(bytes);
    }

    public Descriptor descriptor() {
      return new Descriptor(mediaType, digest(), bytes.length);
    }
  }

  /** A layer's blob and the hash of its tar. */
  public record LayerBlob(Blob blob, DiffId diffId) {
    public Digest digest() {
      return blob.digest();
    }
  }

  /** An image's documents and layers. */
  public record Image(Blob manifest, Blob config, List<LayerBlob> layers) {}

  /** A tar with one file of its own and {@code etc/passwd}. */
  public static byte[] tar(String file, byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      put(tar, "etc/passwd", "root:x:0:0::/root:/bin/sh\n".getBytes(StandardCharsets.UTF_8));
      put(tar, file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void put(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setModTime(0);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  /** Bytes that do not shrink, always the same ones for a seed. */
  public static byte[] noise(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  public static LayerBlob gzipLayer(byte[] tar) {
    return new LayerBlob(new Blob(MediaTypes.OCI_LAYER_GZIP, gzip(tar)), diffId(tar));
  }

  public static LayerBlob dockerLayer(byte[] tar) {
    return new LayerBlob(new Blob(MediaTypes.DOCKER_LAYER_GZIP, gzip(tar)), diffId(tar));
  }

  public static LayerBlob plainLayer(byte[] tar) {
    return new LayerBlob(new Blob(MediaTypes.OCI_LAYER, tar), diffId(tar));
  }

  public static LayerBlob zstdLayer(byte[] tar) {
    return new LayerBlob(new Blob(MediaTypes.OCI_LAYER_ZSTD, Zstd.compress(tar)), diffId(tar));
  }

  private static byte[] gzip(byte[] tar) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(tar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static DiffId diffId(byte[] tar) {
    return new DiffId(Digest.of(tar));
  }

  public static Image ociImage(Platform platform, LayerBlob... layers) {
    return image(MediaTypes.OCI_MANIFEST, MediaTypes.OCI_CONFIG, platform, List.of(layers));
  }

  public static Image dockerImage(Platform platform, LayerBlob... layers) {
    return image(MediaTypes.DOCKER_MANIFEST, MediaTypes.DOCKER_CONFIG, platform, List.of(layers));
  }

  private static Image image(
      String manifestType, String configType, Platform platform, List<LayerBlob> layers) {
    Blob config = config(configType, platform, layers.stream().map(LayerBlob::diffId).toList());
    return image(manifestType, config, layers);
  }

  /** An image whose documents need not fit its layers. */
  public static Image image(String manifestType, Blob config, List<LayerBlob> layers) {
    List<Descriptor> descriptors = layers.stream().map(it -> it.blob().descriptor()).toList();
    byte[] manifest = new ImageManifest(manifestType, config.descriptor(), descriptors).bytes();
    return new Image(new Blob(manifestType, manifest), config, layers);
  }

  public static Blob config(String mediaType, Platform platform, List<DiffId> diffIds) {
    ObjectNode node = Json.newObject();
    node.put("architecture", platform.architecture());
    node.put("os", platform.os());
    node.putObject("config").putArray("Env").add("PATH=/usr/bin");
    var ids = node.putObject("rootfs").put("type", "layers").putArray("diff_ids");
    diffIds.forEach(id -> ids.add(id.toString()));
    return new Blob(mediaType, Json.compact(node));
  }

  /** An index of either kind; OCI's {@link ImageIndex} differs from Docker's in its type alone. */
  public static Blob index(String mediaType, Map<Platform, Image> images) {
    List<Descriptor> manifests = new ArrayList<>();
    images.forEach(
        (platform, image) ->
            manifests.add(
                new Descriptor(
                    image.manifest().mediaType(),
                    image.manifest().digest(),
                    image.manifest().bytes().length,
                    Optional.of(platform),
                    Map.of())));
    String text = new String(new ImageIndex(manifests).bytes(), StandardCharsets.UTF_8);
    return new Blob(
        mediaType, text.replace(MediaTypes.OCI_INDEX, mediaType).getBytes(StandardCharsets.UTF_8));
  }
}
