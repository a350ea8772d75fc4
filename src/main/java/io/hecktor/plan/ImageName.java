package io.hecktor.plan;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import io.hecktor.oci.Digest;
import java.util.Optional;

/**
 * A published image by its whole name, without any assumed registry.
 *
 * @param registry such as {@code docker.io}
 * @param repository such as {@code library/ubuntu}
 * @param tag absent where a digest stands alone
 * @param digest of the manifest or index
 * @see <a
 *     href="https://github.com/opencontainers/image-spec/blob/v1.1.1/annotations.md">image-spec,
 *     annotations.md, base.name and base.digest</a>
 */
public record ImageName(
    String registry, String repository, Optional<String> tag, Optional<Digest> digest) {

  private static final String DOCKER_HUB = "registry-1.docker.io";

  /**
   * The name of a base; bases that nobody published have none.
   *
   * @param reference as the user wrote it
   * @param pinned with the digest that it stands for
   */
  public static Optional<ImageName> of(String reference, String pinned) {
    if (reference.equals("host") || reference.startsWith("tar:") || reference.startsWith("oci:")) {
      return Optional.empty();
    }
    try {
      ImageReference image = ImageReference.parse(pinned);
      boolean hub = image.getRegistry().equals(DOCKER_HUB);
      String repository = image.getRepository();
      return Optional.of(
          new ImageName(
              hub ? "docker.io" : image.getRegistry(),
              hub && !repository.contains("/") ? "library/" + repository : repository,
              image.getTag(),
              image.getDigest().map(Digest::parse)));
    } catch (InvalidImageReferenceException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Registry, repository and tag, without the digest where there is a tag. */
  public String name() {
    String place = registry + "/" + repository;
    return tag.map(name -> place + ":" + name)
        .orElseGet(() -> place + digest.map(one -> "@" + one).orElse(""));
  }
}
