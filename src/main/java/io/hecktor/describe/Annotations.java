package io.hecktor.describe;

import io.hecktor.plan.ImageName;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a manifest tells about its image in the image-spec's own keys. None of it changes the image
 * ID.
 *
 * @see <a
 *     href="https://github.com/opencontainers/image-spec/blob/v1.1.1/annotations.md">image-spec,
 *     annotations.md</a>
 */
public final class Annotations {

  private static final String PREFIX = "org.opencontainers.image.";

  private Annotations() {}

  /** The annotations, sorted by key. */
  public static Map<String, String> of(
      Subject subject, Optional<ImageName> base, GitCheckout git, Instant time) {
    Map<String, String> all = new TreeMap<>();
    all.put(PREFIX + "created", time.toString());
    all.put(PREFIX + "title", subject.name());
    all.put(PREFIX + "version", subject.project().version());
    git.revision().ifPresent(commit -> all.put(PREFIX + "revision", commit));
    git.source().ifPresent(url -> all.put(PREFIX + "source", url));
    base.ifPresent(name -> all.put(PREFIX + "base.name", name.name()));
    base.flatMap(ImageName::digest)
        .ifPresent(digest -> all.put(PREFIX + "base.digest", digest.toString()));
    return all;
  }
}
