package io.hecktor.gpu;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The contents of an image: those of its layers, one over the other. */
public final class ImageContents {

  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";
  private static final int MAX_LINKS = 40;

  private final Map<String, NativeLibrary> libraries = new LinkedHashMap<>();
  private final Map<String, OnnxModel> models = new LinkedHashMap<>();
  private final Map<String, LayerContents.Foreign> foreign = new LinkedHashMap<>();
  private final Map<String, String> links = new HashMap<>();
  private final Set<String> loaderFolders = new HashSet<>();

  /** Lays the layers over each other, the lowest first. */
  public ImageContents(List<LayerContents> layers) {
    layers.forEach(this::apply);
  }

  private void apply(LayerContents layer) {
    layer.whiteouts().forEach(this::hide);
    layer.libraries().forEach(library -> libraries.put(library.path(), library));
    layer.models().forEach(model -> models.put(model.path(), model));
    layer.foreign().forEach(each -> foreign.put(each.path(), each));
    layer.links().forEach((path, target) -> links.put("/" + path, target));
    loaderFolders.addAll(layer.loaderFolders());
  }

  private void hide(String whiteout) {
    String path = "/" + whiteout;
    String parent = path.substring(0, path.lastIndexOf('/'));
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (name.equals(OPAQUE)) {
      hideBelow(parent + "/");
    } else {
      String hidden = parent + "/" + name.substring(WHITEOUT.length());
      hideBelow(hidden + "/");
      hideBelow(hidden + NativeLibrary.IN_JAR);
      libraries.remove(hidden);
      links.remove(hidden);
    }
  }

  private void hideBelow(String prefix) {
    libraries.keySet().removeIf(path -> path.startsWith(prefix));
    links.keySet().removeIf(path -> path.startsWith(prefix));
    foreign.keySet().removeIf(path -> path.startsWith(prefix));
    models.keySet().removeIf(path -> path.startsWith(prefix));
  }

  /** All libraries for linux/amd64. */
  public Collection<NativeLibrary> libraries() {
    return Collections.unmodifiableCollection(libraries.values());
  }

  /** All models in ONNX's form. */
  public Collection<OnnxModel> models() {
    return Collections.unmodifiableCollection(models.values());
  }

  /** All libraries in jars that linux/amd64 has no use for. */
  public Collection<LayerContents.Foreign> foreign() {
    return Collections.unmodifiableCollection(foreign.values());
  }

  /**
   * The libraries that a name may lead to, those in jars included: a program may have unpacked and
   * loaded them before.
   *
   * @param name of a file, or its beginning where it ends in {@code .}
   */
  List<NativeLibrary> named(String name) {
    List<NativeLibrary> all = new ArrayList<>();
    for (NativeLibrary library : libraries.values()) {
      boolean soname = library.soname().filter(own -> matches(own, name)).isPresent();
      if (soname || matches(library.name(), name)) {
        all.add(library);
      }
    }
    links.forEach(
        (path, target) -> {
          if (matches(path.substring(path.lastIndexOf('/') + 1), name)) {
            Optional.ofNullable(libraries.get(resolve(path))).ifPresent(all::add);
          }
        });
    return all;
  }

  private static boolean matches(String name, String wanted) {
    return wanted.endsWith(".") ? name.startsWith(wanted) : name.equals(wanted);
  }

  /** The folders that the loader searches, with all links on the way followed. */
  Set<String> searched(String libraryPath) {
    Set<String> folders = new HashSet<>();
    for (String folder :
        List.of(
            "/lib",
            "/usr/lib",
            "/lib64",
            "/usr/lib64",
            "/lib/x86_64-linux-gnu",
            "/usr/lib/x86_64-linux-gnu")) {
      folders.add(resolve(folder));
    }
    loaderFolders.forEach(folder -> folders.add(resolve(folder)));
    for (String folder : libraryPath.split("[:;]", -1)) {
      folders.add(resolve(folder));
    }
    return folders;
  }

  /** Follows the links on the way, inside the image. */
  String resolve(String path) {
    String resolved = "";
    ArrayDeque<String> left = new ArrayDeque<>(parts(path));
    for (int followed = 0; !left.isEmpty(); ) {
      String part = left.pollFirst();
      if (part.equals("..")) {
        resolved = resolved.substring(0, Math.max(0, resolved.lastIndexOf('/')));
        continue;
      }
      String target = links.get(resolved + "/" + part);
      if (target == null || ++followed > MAX_LINKS) {
        resolved = resolved + "/" + part;
        continue;
      }
      resolved = target.startsWith("/") ? "" : resolved;
      List<String> more = new ArrayList<>(parts(target));
      Collections.reverse(more);
      more.forEach(left::addFirst);
    }
    return resolved;
  }

  private static List<String> parts(String path) {
    return List.of(path.split("/", -1)).stream()
        .filter(part -> !part.isEmpty() && !part.equals("."))
        .toList();
  }
}
