package io.hecktor.gpu;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one pass over a layer found of all that matters to a GPU and to the image's size.
 *
 * @param libraries in the layer and in the jars of the layer
 * @param models in ONNX's form
 * @param foreign libraries in jars that linux/amd64 has no use for
 * @param links symbolic and hard links by path, relative to the root
 * @param whiteouts by path, with their prefix
 * @param loaderFolders that the layer's {@code ld.so.conf} files name
 */
public record LayerContents(
    List<NativeLibrary> libraries,
    List<OnnxModel> models,
    List<Foreign> foreign,
    SortedMap<String, String> links,
    List<String> whiteouts,
    List<String> loaderFolders) {

  /** Copies the collections. */
  public LayerContents {
    libraries = List.copyOf(libraries);
    models = List.copyOf(models);
    foreign = List.copyOf(foreign);
    links = Collections.unmodifiableSortedMap(new TreeMap<>(links));
    whiteouts = List.copyOf(whiteouts);
    loaderFolders = List.copyOf(loaderFolders);
  }

  /**
   * A library that linux/amd64 has no use for.
   *
   * @param path {@code jar!entry}
   * @param system that it is for
   * @param packedBytes that it takes in its jar
   */
  public record Foreign(String path, String system, long packedBytes) {}

  /** A layer without anything of that. */
  static LayerContents empty() {
    return new LayerContents(
        List.of(), List.of(), List.of(), new TreeMap<>(Map.of()), List.of(), List.of());
  }
}
