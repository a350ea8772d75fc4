package io.hecktor.testing;

/**
 * An image in a registry.
 *
 * @param name registry, repository and tag: {@code 127.0.0.1:38585/nvidia/cuda:12.4.1}
 * @param digest the digest of its manifest or list of manifests, {@code sha256:} and 64 digits
 */
public record PublishedImage(String name, String digest) {

  /** Name, tag and digest: what a participant writes as base. */
  public String reference() {
    return name + "@" + digest;
  }
}
