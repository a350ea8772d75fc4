package io.hecktor.base;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import io.hecktor.ProjectException;
import io.hecktor.oci.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An image in a registry by its parts; where the user left some out, they are Docker's.
 *
 * @param text as the user wrote it
 * @param host of the registry, with its port where it has one
 * @param repository such as {@code library/ubuntu}
 * @param tag absent where a digest stands alone
 * @param digest of a manifest or an index; where it is given, the tag is an ornament
 */
record RegistryReference(
    String text, String host, String repository, Optional<String> tag, Optional<Digest> digest) {

  private static final String DOCKER_HUB = "registry-1.docker.io";

  /**
   * Parses a reference by Docker's rules.
   *
   * @throws ProjectException if it is none
   */
  static RegistryReference parse(String text) throws ProjectException {
    try {
      ImageReference image = ImageReference.parse(text);
      if (image.isScratch() || !ImageReference.isValidRepository(image.getRepository())) {
        throw new ProjectException(invalid(text));
      }
      return new RegistryReference(
          text,
          image.getRegistry(),
          repository(image),
          image.getTag(),
          image.getDigest().map(Digest::parse));
    } catch (InvalidImageReferenceException e) {
      throw new ProjectException(invalid(text), e);
    }
  }

  /** jib-core leaves {@code docker.io/ubuntu} as it is, which Docker Hub does not know. */
  private static String repository(ImageReference image) {
    String name = image.getRepository();
    return image.getRegistry().equals(DOCKER_HUB) && !name.contains("/") ? "library/" + name : name;
  }

  private static Problem invalid(String text) {
    return new Problem(
        ErrorCode.BASE_REFERENCE_INVALID,
        "The base `%s` is no reference to an image in a registry.".formatted(text),
        "A reference is a registry's host, a repository in lower case, and a tag or a digest.",
        "Set `<base>` (`-Dhecktor.base`) to something like"
            + " `<base>docker.io/nvidia/cuda:12.4.1-runtime-ubuntu22.04</base>`.");
  }

  /** What {@code docker login} and Maven's settings call the registry. */
  String loginName() {
    return host.equals(DOCKER_HUB) ? "docker.io" : host;
  }

  /** What is asked for: the digest, else the tag. */
  String asked() {
    return digest.map(Digest::toString).orElseGet(() -> tag.orElse("latest"));
  }

  /** The reference that gives the very same bytes again. */
  String pinned(Digest resolved) {
    if (digest.isPresent()) {
      return text;
    }
    boolean namesTag = text.lastIndexOf(':') > text.lastIndexOf('/');
    return text + (namesTag ? "" : ":" + asked()) + "@" + resolved;
  }

  /** A file name under which the cache remembers what the tag meant. */
  String key() {
    String full = host + "/" + repository + ":" + asked();
    return Digest.of(full.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
