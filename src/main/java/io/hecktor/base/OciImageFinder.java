package io.hecktor.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.HecktorException;
import io.hecktor.blob.DigestMismatchException;
import io.hecktor.oci.Descriptor;
import io.hecktor.oci.Digest;
import io.hecktor.oci.ImageConfig;
import io.hecktor.oci.ImageIndex;
import io.hecktor.oci.ImageManifest;
import io.hecktor.oci.Json;
import io.hecktor.oci.MediaTypes;
import io.hecktor.oci.Platform;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for the one image for linux/amd64 below an {@code index.json}, which may list indexes.
 * Manifests for other platforms are never opened: tools often leave their blobs out.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md">
 *     image-spec, image-layout.md</a>
 */
final class OciImageFinder {

  static final String INDEX = "index.json";

  private static final int MAX_DEPTH = 8;
  private static final Platform ATTESTATION = new Platform("unknown", "unknown");
  private static final Set<String> CONFIGS =
      Set.of(MediaTypes.OCI_CONFIG, MediaTypes.DOCKER_CONFIG);
  private static final List<String> NAMES =
      List.of("io.containerd.image.name", "org.opencontainers.image.ref.name");

  private final Documents documents;
  private final BaseProblems problems;
  private final Map<Digest, OciImage> found = new LinkedHashMap<>();
  private final Set<Digest> visited = new HashSet<>();
  private final Set<Platform> others = new LinkedHashSet<>();

  private OciImageFinder(Documents documents, BaseProblems problems) {
    this.documents = documents;
    this.problems = problems;
  }

  /** The only image for linux/amd64; it is the user's to fix if there is another number of them. */
  static OciImage find(Documents documents, BaseProblems problems) throws HecktorException {
    OciImageFinder finder = new OciImageFinder(documents, problems);
    finder.visitIndex(documents.read(INDEX, "oci-layout"), INDEX, Optional.empty(), 0);
    return finder.theOnlyOne();
  }

  private OciImage theOnlyOne() throws HecktorException {
    if (found.size() > 1) {
      throw problems.severalImages(found.values().stream().map(OciImage::name).toList());
    } else if (found.isEmpty() && !others.isEmpty()) {
      throw problems.wrongPlatform(others);
    } else if (found.isEmpty()) {
      throw problems.notAnImage(
          "its `" + INDEX + "` lists none", "Save one with `skopeo copy docker://IMAGE oci:DIR`.");
    }
    return found.values().iterator().next();
  }

  private void visitIndex(byte[] bytes, String path, Optional<String> name, int depth)
      throws HecktorException {
    if (depth > MAX_DEPTH) {
      throw problems.damaged(path, new IOException("indexes are nested too deep"));
    }
    for (Descriptor descriptor : parseIndex(bytes, path).manifests()) {
      if (descriptor.platform().filter(p -> !p.equals(Platform.LINUX_AMD64)).isPresent()) {
        descriptor.platform().filter(p -> !p.equals(ATTESTATION)).ifPresent(others::add);
      } else if (visited.add(descriptor.digest())) {
        visit(descriptor, path, name(descriptor).or(() -> name), depth);
      }
    }
  }

  private void visit(Descriptor descriptor, String namedBy, Optional<String> name, int depth)
      throws HecktorException {
    String path = OciImage.path(descriptor);
    byte[] bytes = verified(descriptor, namedBy);
    ObjectNode node = parse(path, () -> Json.object(bytes, path));
    if (node.has("manifests")) {
      visitIndex(bytes, path, name, depth + 1);
      return;
    }
    ImageManifest manifest = parse(path, () -> ImageManifest.parse(bytes, path));
    if (CONFIGS.contains(manifest.config().mediaType())) {
      addImage(descriptor, manifest, name);
    }
  }

  private void addImage(Descriptor descriptor, ImageManifest manifest, Optional<String> name)
      throws HecktorException {
    String path = OciImage.path(manifest.config());
    byte[] bytes = verified(manifest.config(), OciImage.path(descriptor));
    ImageConfig config = parse(path, () -> ImageConfig.parse(bytes, path));
    if (!config.platform().equals(Platform.LINUX_AMD64)) {
      others.add(config.platform());
      return;
    }
    Digest digest = descriptor.digest();
    found.put(digest, new OciImage(digest, name.orElse("" + digest), manifest, config));
  }

  private byte[] verified(Descriptor descriptor, String namedBy) throws HecktorException {
    String path = OciImage.path(descriptor);
    byte[] bytes = documents.read(path, namedBy);
    Digest actual = Digest.of(bytes);
    if (!actual.equals(descriptor.digest())) {
      throw problems.mismatch(
          new DigestMismatchException(path, descriptor.digest(), actual.toString()));
    }
    return bytes;
  }

  private ImageIndex parseIndex(byte[] bytes, String path) throws HecktorException {
    return parse(path, () -> ImageIndex.parse(bytes, path));
  }

  private <T> T parse(String path, Parser<T> parser) throws HecktorException {
    try {
      return parser.parse();
    } catch (IOException e) {
      throw problems.damaged(path, e);
    }
  }

  private static Optional<String> name(Descriptor descriptor) {
    return NAMES.stream()
        .map(key -> Optional.ofNullable(descriptor.annotations().get(key)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Reads a document that may be none. */
  private interface Parser<T> {
    T parse() throws IOException;
  }
}
