package io.hecktor.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Makes the OCI image layout of {@link CudaLikeBase}: an image per platform and their index. */
final class CudaLikeLayout {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String INDEX_TYPE = "application/vnd.oci.image.index.v1+json";
  private static final String REF_NAME = "org.opencontainers.image.ref.name";

  /** The environment of NVIDIA's own image; the long list of drivers is shortened. */
  private static final List<String> ENVIRONMENT =
      List.of(
          "PATH=/usr/local/nvidia/bin:/usr/local/cuda/bin"
              + ":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
          "NVARCH=x86_64",
          "NVIDIA_REQUIRE_CUDA=cuda>=12.4 brand=tesla,driver>=470,driver<471"
              + " brand=tesla,driver>=535,driver<536",
          "NV_CUDA_CUDART_VERSION=12.4.127-1",
          "CUDA_VERSION=12.4.1",
          "LD_LIBRARY_PATH=/usr/local/nvidia/lib:/usr/local/nvidia/lib64",
          "NVIDIA_VISIBLE_DEVICES=all",
          "NVIDIA_DRIVER_CAPABILITIES=compute,utility",
          "NVIDIA_PRODUCT_NAME=CUDA");

  private static final List<String> LABELS =
      List.of(
          "maintainer=NVIDIA CORPORATION <cudatools@nvidia.com>",
          "org.opencontainers.image.ref.name=ubuntu",
          "org.opencontainers.image.version=22.04",
          "com.nvidia.cudnn.version=9.1.0.70-1");

  private CudaLikeLayout() {}

  /** Makes the layout and returns its folder, below {@code target/}. */
  static Path make() {
    Path target = Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("target");
    Path folder = target.resolve("real-tools").resolve("cuda-like-base");
    Path layout = folder.resolve("layout");
    try {
      Files.createDirectories(folder);
      ScratchFolder.deleteIfPresent(layout);
      Umoci umoci = Umoci.create(layout);
      umoci.newImage("amd64");
      for (Path layer : CudaLikeLayers.make(folder)) {
        umoci.addLayer("amd64", layer);
      }
      umoci.configure("amd64", options().toArray());
      umoci.configureAs("amd64", "arm64", "--architecture", "arm64");
      addIndex(layout);
      return layout;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Object> options() {
    List<Object> options = new ArrayList<>();
    ENVIRONMENT.forEach(variable -> options.addAll(List.of("--config.env", variable)));
    LABELS.forEach(label -> options.addAll(List.of("--config.label", label)));
    options.addAll(List.of("--config.entrypoint", CudaLikeLayers.ENTRYPOINT));
    options.addAll(List.of("--config.cmd", "/bin/sh"));
    options.addAll(List.of("--os", "linux", "--architecture", "amd64"));
    return options;
  }

  /** Adds an index of the two images, as an image of its own with the tag {@code index}. */
  private static void addIndex(Path layout) throws IOException {
    Path file = layout.resolve("index.json");
    ObjectNode top = (ObjectNode) JSON.readTree(file.toFile());
    ArrayNode manifests = top.withArray("manifests");
    byte[] index = JSON.writeValueAsBytes(indexOf(manifests));
    String hex = sha256(index);
    Files.write(layout.resolve("blobs/sha256").resolve(hex), index);
    ObjectNode descriptor = manifests.addObject();
    descriptor.put("mediaType", INDEX_TYPE).put("digest", "sha256:" + hex);
    descriptor.put("size", index.length).putObject("annotations").put(REF_NAME, "index");
    Files.write(file, JSON.writeValueAsBytes(top));
  }

  private static ObjectNode indexOf(ArrayNode tagged) {
    ObjectNode index = JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", INDEX_TYPE);
    ArrayNode manifests = index.putArray("manifests");
    for (JsonNode entry : tagged) {
      ObjectNode descriptor = manifests.addObject();
      for (String field : List.of("mediaType", "digest", "size")) {
        descriptor.set(field, entry.get(field));
      }
      String architecture = entry.at("/annotations/" + REF_NAME).textValue();
      descriptor.putObject("platform").put("os", "linux").put("architecture", architecture);
    }
    return index;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
