package io.hecktor.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A base image shaped like NVIDIA's {@code nvidia/cuda} but made of Debian's packages: several
 * gzipped layers with merged {@code /usr}, hard links, absolute links, whiteouts and two equal
 * empty layers; NVIDIA's environment, labels and entrypoint; a twin for arm64.
 *
 * <p>It is made once per test JVM below {@code target/}, in about ten seconds.
 */
public final class CudaLikeBase {

  /** The repository that it is published as. */
  public static final String REPOSITORY = "nvidia/cuda";

  /** The tag that it is published as; a form other than the first adds its own name. */
  public static final String TAG = "12.4.1-cudnn-runtime-ubuntu22.04";

  /** The forms in which registries hold an image. */
  public enum Form {
    /** A list of Docker manifests, one per platform, as Docker Hub holds {@code nvidia/cuda}. */
    DOCKER_LIST("index", "--all", "--format", "v2s2"),
    /** One Docker manifest, schema 2. */
    DOCKER_MANIFEST("amd64", "--format", "v2s2"),
    /** An OCI index of manifests, one per platform. */
    OCI_INDEX("index", "--all", "--format", "oci"),
    /** One OCI manifest. */
    OCI_MANIFEST("amd64", "--format", "oci");

    private final String layoutTag;
    private final List<String> skopeoOptions;

    Form(String layoutTag, String... skopeoOptions) {
      this.layoutTag = layoutTag;
      this.skopeoOptions = List.of(skopeoOptions);
    }

    private String tag() {
      return this == DOCKER_LIST
          ? TAG
          : TAG + "-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static @Nullable CudaLikeBase made;

  private final Path layout;

  private CudaLikeBase(Path layout) {
    this.layout = layout;
  }

  /** The image, made on the first call; ends the test where a tool or root is missing. */
  public static synchronized CudaLikeBase get() {
    if (made == null) {
      RealTool.SKOPEO.require();
      made = new CudaLikeBase(CudaLikeLayout.make());
    }
    return made;
  }

  /** The OCI image layout; its tags are {@code amd64}, {@code arm64} and {@code index}. */
  public Path layout() {
    return layout;
  }

  /** Pushes the image to a registry in one form. */
  public PublishedImage publish(LoopbackRegistry registry, Form form) {
    return Skopeo.push(
        source(form.layoutTag),
        registry,
        REPOSITORY + ":" + form.tag(),
        form.skopeoOptions.toArray());
  }

  /** Writes the amd64 image as {@code docker save} would, and returns the file. */
  public Path dockerArchive(Path file) {
    Skopeo.copy(source("amd64"), "docker-archive:" + file + ":" + REPOSITORY + ":" + TAG);
    return file;
  }

  /** Writes the amd64 image as a tar of an OCI image layout, and returns the file. */
  public Path ociArchive(Path file) {
    Skopeo.copy(source("amd64"), "oci-archive:" + file + ":" + TAG);
    return file;
  }

  /** The amd64 image's config. */
  public JsonNode config() {
    return Skopeo.config(source("amd64"));
  }

  /** The amd64 image's diffIDs, from the lowest layer up. */
  public List<String> diffIds() {
    JsonNode diffIds = config().at("/rootfs/diff_ids");
    return StreamSupport.stream(diffIds.spliterator(), false).map(JsonNode::textValue).toList();
  }

  private String source(String tag) {
    return "oci:" + layout + ":" + tag;
  }
}
