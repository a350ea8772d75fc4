package io.hecktor.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Manifests by platform: an image index, a Docker manifest list, or an image layout's {@code
 * index.json}.
 *
 * @param manifests in the document's order
 * @see <a
 *     href="https://github.com/opencontainers/image-spec/blob/v1.1.1/image-index.md">image-spec,
 *     image-index.md</a>
 */
public record ImageIndex(List<Descriptor> manifests) {

  /** Copies the list. */
  public ImageIndex {
    manifests = List.copyOf(manifests);
  }

  /**
   * Reads an index of either kind.
   *
   * @throws IOException if it is not one
   */
  public static ImageIndex parse(byte[] bytes, String name) throws IOException {
    ObjectNode node = Json.object(bytes, name);
    if (!node.path("manifests").isArray()) {
      throw new IOException(name + " is not an image index: it has no list of manifests");
    }
    return new ImageIndex(Descriptors.readAll(node.path("manifests"), name));
  }

  /**
   * The manifest for a platform; where only one stands there and names no platform, that one.
   *
   * @return empty if none fits
   */
  public Optional<Descriptor> find(Platform platform) {
    Optional<Descriptor> exact =
        manifests.stream().filter(m -> m.platform().equals(Optional.of(platform))).findFirst();
    boolean onlyOneUnnamed = manifests.size() == 1 && manifests.get(0).platform().isEmpty();
    return onlyOneUnnamed ? Optional.of(manifests.get(0)) : exact;
  }

  /** The document, compact. */
  public byte[] bytes() {
    ObjectNode node = Json.newObject();
    node.put("schemaVersion", 2);
    node.put("mediaType", MediaTypes.OCI_INDEX);
    ArrayNode list = node.putArray("manifests");
    manifests.forEach(manifest -> list.add((JsonNode) Descriptors.write(manifest)));
    return Json.compact(node);
  }
}
