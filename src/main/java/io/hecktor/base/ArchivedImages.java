package io.hecktor.base;

import com.fasterxml.jackson.databind.JsonNode;
import io.hecktor.HecktorException;
import io.hecktor.base.ArchivedImage.ArchivedLayer;
import io.hecktor.blob.DigestMismatchException;
import io.hecktor.layer.ForeignTar;
import io.hecktor.oci.DiffId;
import io.hecktor.oci.Digest;
import io.hecktor.oci.ImageConfig;
import io.hecktor.oci.Json;
import io.hecktor.oci.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the one image in an archive: by {@code manifest.json} where there is one, as all versions
 * of Docker, jib, podman, crane and this plugin write it, else by OCI's {@code index.json}.
 *
 * @see <a href="https://github.com/moby/docker-image-spec/blob/v1.3.1/v1.2.md">docker-image-spec,
 *     v1.2, Combined Image JSON + Filesystem Changeset Format</a>
 */
final class ArchivedImages {

  private static final String MANIFEST = "manifest.json";

  /** Names that are the SHA-256 of what they name. */
  private static final Pattern CONFIG_NAME =
      Pattern.compile("(?:blobs/sha256/|sha256:)?([0-9a-f]{64})(?:\\.json)?");

  private static final Pattern BLOB_NAME = Pattern.compile("blobs/sha256/([0-9a-f]{64})");
  private static final Pattern GZIP_NAME = Pattern.compile("([0-9a-f]{64})\\.tar\\.gz");

  private final ArchiveIndex index;
  private final BaseProblems problems;

  private ArchivedImages(ArchiveIndex index, BaseProblems problems) {
    this.index = index;
    this.problems = problems;
  }

  static ArchivedImage find(ArchiveIndex index, BaseProblems problems) throws HecktorException {
    ArchivedImages images = new ArchivedImages(index, problems);
    if (index.has(MANIFEST)) {
      return images.ofDocker();
    } else if (index.has(OciImageFinder.INDEX)) {
      return images.ofOci();
    }
    throw index.noImage();
  }

  private ArchivedImage ofOci() throws HecktorException {
    OciImage image = OciImageFinder.find(index, problems);
    List<String> layers = image.manifest().layers().stream().map(OciImage::path).toList();
    return image(image.config(), layers, image.manifestPath());
  }

  private ArchivedImage ofDocker() throws HecktorException {
    Set<DockerImage> images = new LinkedHashSet<>();
    List<String> names = new ArrayList<>();
    for (JsonNode node : dockerManifest()) {
      images.add(new DockerImage(node.path("Config").asText(""), strings(node.path("Layers"))));
      List<String> tags = strings(node.path("RepoTags"));
      names.addAll(tags.isEmpty() ? List.of(node.path("Config").asText("")) : tags);
    }
    if (images.size() > 1) {
      throw problems.severalImages(names);
    } else if (images.isEmpty()) {
      throw problems.notAnImage("its `" + MANIFEST + "` lists none", "Save the base again.");
    }
    DockerImage image = images.iterator().next();
    return image(dockerConfig(image.config()), image.layers(), MANIFEST);
  }

  private JsonNode dockerManifest() throws HecktorException {
    try {
      JsonNode node = Json.node(index.read(MANIFEST, MANIFEST), MANIFEST);
      if (!node.isArray()) {
        throw new IOException(MANIFEST + " is not a list");
      }
      return node;
    } catch (IOException e) {
      throw problems.damaged(MANIFEST, e);
    }
  }

  private ImageConfig dockerConfig(String name) throws HecktorException {
    byte[] bytes = index.read(name, MANIFEST);
    Matcher digest = CONFIG_NAME.matcher(name);
    if (digest.matches() && !Digest.of(bytes).hex().equals(digest.group(1))) {
      throw problems.mismatch(
          new DigestMismatchException(
              name, new Digest(digest.group(1)), Digest.of(bytes).toString()));
    }
    try {
      return ImageConfig.parse(bytes, name);
    } catch (IOException e) {
      throw problems.damaged(name, e);
    }
  }

  private ArchivedImage image(ImageConfig config, List<String> layers, String manifest)
      throws HecktorException {
    if (!config.platform().equals(Platform.LINUX_AMD64)) {
      throw problems.wrongPlatform(List.of(config.platform()));
    }
    List<DiffId> diffIds = config.diffIds();
    if (diffIds.size() != layers.size()) {
      throw problems.contradiction(manifest, layers.size(), diffIds.size());
    }
    List<ArchivedLayer> all = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      ForeignTar.Entry entry = index.file(layers.get(i), manifest);
      all.add(
          new ArchivedLayer(layers.get(i), entry, diffIds.get(i), digest(entry, diffIds.get(i))));
    }
    return new ArchivedImage(config, all);
  }

  /** Some writers name a compressed layer after its own digest, others after its tar's. */
  private static Optional<Digest> digest(ForeignTar.Entry entry, DiffId diffId) {
    String name = ArchivePath.normalise(entry.name());
    Matcher blob = BLOB_NAME.matcher(name);
    if (blob.matches()) {
      return Optional.of(new Digest(blob.group(1)));
    }
    Matcher gzip = GZIP_NAME.matcher(name);
    return gzip.matches()
        ? Optional.of(new Digest(gzip.group(1))).filter(hex -> !hex.equals(diffId.digest()))
        : Optional.empty();
  }

  private static List<String> strings(JsonNode array) {
    List<String> all = new ArrayList<>();
    array.forEach(node -> all.add(node.asText()));
    return all;
  }

  private record DockerImage(String config, List<String> layers) {}
}
