package io.hecktor.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.HecktorException;
import io.hecktor.layer.BaseLayers;
import io.hecktor.oci.Descriptor;
import io.hecktor.oci.DiffId;
import io.hecktor.oci.Digest;
import io.hecktor.oci.ImageConfig;
import io.hecktor.oci.ImageIndex;
import io.hecktor.oci.ImageManifest;
import io.hecktor.oci.Json;
import io.hecktor.oci.Platform;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the one image for {@code linux/amd64} and holds it to what its documents promise. */
final class ManifestChoice {

  private static final int MAX_NESTED_INDEXES = 3;
  private static final List<String> LAYER_SUFFIXES =
      List.of(".tar", ".tar.gzip", ".tar+gzip", ".tar+zstd", ".tar.zstd");

  private final BaseDocuments documents;
  private final RegistryProblems problems;

  ManifestChoice(BaseDocuments documents, RegistryProblems problems) {
    this.documents = documents;
    this.problems = problems;
  }

  /** The manifest that a digest leads to, through indexes where there are any. */
  ImageManifest manifest(Digest asked) throws IOException, HecktorException {
    Digest digest = asked;
    for (int depth = 0; depth <= MAX_NESTED_INDEXES; depth++) {
      byte[] bytes = documents.manifest(digest);
      ObjectNode node = object(bytes, digest);
      if (!node.has("manifests")) {
        return manifest(bytes, node, digest);
      }
      digest = choose(bytes, node, digest).digest();
    }
    throw problems.unusable("Its index leads to an index, and so on, without an image.");
  }

  private ObjectNode object(byte[] bytes, Digest digest) throws HecktorException {
    try {
      return Json.object(bytes, digest.toString());
    } catch (IOException e) {
      throw problems.unusable("Its manifest `%s` is not valid JSON.".formatted(digest));
    }
  }

  private ImageManifest manifest(byte[] bytes, ObjectNode node, Digest digest)
      throws HecktorException {
    if (node.path("schemaVersion").asInt() == 1 || node.has("fsLayers")) {
      throw problems.unusable(
          "Its manifest `%s` has Docker's schema 1, which was given up in 2017 and names no diffIDs."
              .formatted(digest));
    }
    try {
      ImageManifest manifest = ImageManifest.parse(bytes, digest.toString());
      for (Descriptor layer : manifest.layers()) {
        checkMediaType(layer);
      }
      return manifest;
    } catch (IOException e) {
      throw problems.unusable("Its manifest `%s` is not an image's.".formatted(digest));
    }
  }

  private void checkMediaType(Descriptor layer) throws HecktorException {
    String type = layer.mediaType();
    if (type.contains("foreign") || type.contains("nondistributable")) {
      throw problems.unusable(
          "Its layer `%s` may not be distributed and is not kept in the registry."
              .formatted(layer.digest()));
    } else if (LAYER_SUFFIXES.stream().noneMatch(type::endsWith)) {
      throw problems.unusable(
          "Its layer `%s` is `%s`, which is no file system.".formatted(layer.digest(), type));
    }
  }

  private Descriptor choose(byte[] bytes, ObjectNode node, Digest digest) throws HecktorException {
    if (node.has("layers") || node.has("config")) {
      throw problems.unusable(
          "Its document `%s` is a manifest and an index at once.".formatted(digest));
    }
    try {
      ImageIndex index = ImageIndex.parse(bytes, digest.toString());
      Optional<Descriptor> found = index.find(Platform.LINUX_AMD64);
      if (found.isEmpty()) {
        throw problems.unusable(
            "There is no image for `linux/amd64`, only for %s.".formatted(platforms(index)));
      }
      return found.get();
    } catch (IOException e) {
      throw problems.unusable("Its index `%s` is not valid.".formatted(digest));
    }
  }

  private static String platforms(ImageIndex index) {
    String all =
        index.manifests().stream()
            .flatMap(manifest -> manifest.platform().stream())
            .map(Platform::toString)
            .filter(platform -> !platform.contains("unknown"))
            .distinct()
            .map(platform -> "`" + platform + "`")
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? "none that is named" : all;
  }

  /** The config, if it is one for the platform and counts as many layers. */
  ImageConfig config(ImageManifest manifest) throws IOException, HecktorException {
    Digest digest = manifest.config().digest();
    ImageConfig config = parse(documents.config(digest), digest);
    if (!config.platform().equals(Platform.LINUX_AMD64)) {
      throw problems.unusable(
          "Its image is for `%s`, and the challenge runs `linux/amd64` alone."
              .formatted(config.platform()));
    }
    int promised = config.diffIds().size();
    if (promised != manifest.layers().size()) {
      throw problems.unusable(
          "Its manifest has %d layers and its config %d."
              .formatted(manifest.layers().size(), promised));
    }
    return config;
  }

  private ImageConfig parse(byte[] bytes, Digest digest) throws HecktorException {
    try {
      return ImageConfig.parse(bytes, digest.toString());
    } catch (IOException e) {
      throw problems.unusable("Its config `%s` is not an image's.".formatted(digest));
    }
  }

  /** Compares what the layers are with what the config says. */
  void checkDiffIds(ImageManifest manifest, ImageConfig config, List<BaseLayers.BaseLayer> layers)
      throws HecktorException {
    List<DiffId> promised = config.diffIds();
    for (int i = 0; i < layers.size(); i++) {
      DiffId actual = layers.get(i).layer().diffId();
      if (!actual.equals(promised.get(i))) {
        throw problems.unusable(
            "Its layer `%s` has the diffID `%s`, and its config promises `%s`."
                .formatted(manifest.layers().get(i).digest(), actual, promised.get(i)));
      }
    }
  }
}
