package io.hecktor.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The known files of a base as its user sees them: upper layers over lower ones, whiteouts applied.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/layer.md#whiteouts">
 *     image-spec, layer.md, Whiteouts</a>
 */
public final class BaseFiles {

  private static final int MAX_LINKS = 40;

  private final Map<String, LayerFacts.Entry> entries = new HashMap<>();
  private final Map<String, String> texts = new HashMap<>();

  /** Lays the layers over each other, the lowest first. */
  public BaseFiles(List<LayerFacts> layers) {
    layers.forEach(this::apply);
  }

  /** Whiteouts hide what lower layers have, never what their own layer brings. */
  private void apply(LayerFacts layer) {
    for (LayerFacts.Entry entry : layer.entries()) {
      switch (entry.kind()) {
        case WHITEOUT -> hide(entry.path(), true);
        case OPAQUE_WHITEOUT -> hide(entry.path(), false);
        default -> {}
      }
    }
    for (LayerFacts.Entry entry : layer.entries()) {
      if (entry.kind() != LayerFacts.Kind.WHITEOUT
          && entry.kind() != LayerFacts.Kind.OPAQUE_WHITEOUT) {
        put(entry);
      }
    }
    texts.putAll(layer.texts());
  }

  private void put(LayerFacts.Entry entry) {
    if (entry.kind() == LayerFacts.Kind.DIRECTORY) {
      texts.remove(entry.path());
    } else {
      hide(entry.path(), true);
    }
    entries.put(entry.path(), entry);
  }

  private void hide(String path, boolean itself) {
    String below = path.isEmpty() ? "" : path + "/";
    entries.keySet().removeIf(p -> p.startsWith(below) || (itself && p.equals(path)));
    texts.keySet().removeIf(p -> p.startsWith(below) || (itself && p.equals(path)));
  }

  /** Whether a folder stands there, perhaps behind links. */
  public boolean hasDirectory(String absolutePath) {
    return kind(absolutePath).filter(LayerFacts.Kind.DIRECTORY::equals).isPresent();
  }

  /** Whether a regular file stands there, perhaps behind links. */
  public boolean hasFile(String absolutePath) {
    return kind(absolutePath).filter(LayerFacts.Kind.FILE::equals).isPresent();
  }

  private Optional<LayerFacts.Kind> kind(String absolutePath) {
    String path = resolve(absolutePath);
    return path.isEmpty()
        ? Optional.of(LayerFacts.Kind.DIRECTORY)
        : Optional.ofNullable(entries.get(path)).map(LayerFacts.Entry::kind);
  }

  /** The content of a file that was kept, such as {@code /etc/passwd}. */
  public Optional<String> text(String absolutePath) {
    return Optional.ofNullable(texts.get(resolve(absolutePath)));
  }

  /** Follows the links on the way, inside the image; the path is relative to its root. */
  private String resolve(String absolutePath) {
    String path = normalise(absolutePath);
    for (int links = 0; links < MAX_LINKS; links++) {
      Optional<String> next = followFirstLink(path);
      if (next.isEmpty()) {
        return path;
      }
      path = next.get();
    }
    return path;
  }

  private Optional<String> followFirstLink(String path) {
    for (int end = path.indexOf('/'); ; end = path.indexOf('/', end + 1)) {
      String prefix = end < 0 ? path : path.substring(0, end);
      LayerFacts.Entry entry = entries.get(prefix);
      if (entry != null && entry.kind() == LayerFacts.Kind.LINK) {
        String parent = prefix.contains("/") ? prefix.substring(0, prefix.lastIndexOf('/')) : "";
        String rest = end < 0 ? "" : path.substring(end);
        String target = entry.target();
        return Optional.of(
            normalise((target.startsWith("/") ? target : parent + "/" + target) + rest));
      }
      if (end < 0) {
        return Optional.empty();
      }
    }
  }

  private static String normalise(String path) {
    java.util.ArrayDeque<String> parts = new java.util.ArrayDeque<>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return String.join("/", parts);
  }
}
