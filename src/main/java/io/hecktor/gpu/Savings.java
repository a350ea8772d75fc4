package io.hecktor.gpu;

import io.hecktor.gpu.LayerContents.Foreign;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What would make an image smaller, the largest saving first. */
public final class Savings {

  private static final int FLOAT = 1;

  private final List<Saving> savings = new ArrayList<>();

  private Savings() {}

  /**
   * Something that could be left out.
   *
   * @param what it is
   * @param bytes that it takes: in its jar where it is packed, else unpacked
   * @param fix how to leave it out
   */
  public record Saving(String what, long bytes, String fix) {}

  /**
   * Looks for what an image could do without.
   *
   * @param base the layers of the base, if they were looked into
   * @param own the image's own layers
   */
  public static List<Saving> of(List<LayerContents> base, List<LayerContents> own) {
    Savings all = new Savings();
    List<LayerContents> layers = new ArrayList<>(base);
    layers.addAll(own);
    ImageContents image = new ImageContents(layers);
    all.foreign(new ImageContents(own));
    all.twice(new ImageContents(base), new ImageContents(own));
    all.neverNeeded(new ImageContents(base), image, own);
    all.weights(image);
    all.savings.sort(Comparator.comparingLong(Saving::bytes).reversed());
    return List.copyOf(all.savings);
  }

  /**
   * What half precision would save of an ONNX model that is yet to be packed.
   *
   * @param path of the model, for people
   * @param in its bytes; the caller closes the stream
   */
  public static Optional<Saving> ofModel(String path, long sizeBytes, InputStream in)
      throws IOException {
    Savings all = new Savings();
    OnnxReader.read(path, sizeBytes, in).ifPresent(all::weights);
    return all.savings.stream().findFirst();
  }

  private void add(String what, long bytes, String fix) {
    if (bytes > 0) {
      savings.add(new Saving(what, bytes, fix));
    }
  }

  private void foreign(ImageContents own) {
    Map<String, Long> bytes = new LinkedHashMap<>();
    for (Foreign foreign : own.foreign()) {
      String jar = foreign.path().substring(0, foreign.path().indexOf(NativeLibrary.IN_JAR));
      bytes.merge(jar, foreign.packedBytes(), Long::sum);
    }
    bytes.forEach(
        (jar, size) ->
            add(
                "libraries for other systems in " + jar,
                size,
                "<stripNatives>true</stripNatives> leaves them out of the image."));
  }

  private void twice(ImageContents base, ImageContents own) {
    Map<String, NativeLibrary> theirs = new HashMap<>();
    base.libraries().forEach(library -> theirs.put(name(library), library));
    for (NativeLibrary library : own.libraries()) {
      NativeLibrary other = theirs.get(name(library));
      if (other != null && CudaNames.isCuda(name(library))) {
        add(
            library.path() + ", which the base has as " + other.path(),
            library.sizeBytes(),
            "Leave out <cuda> or the dependency, or take a <base> without it.");
      }
    }
  }

  private static String name(NativeLibrary library) {
    return library.soname().orElse(library.name());
  }

  /** Only those of a base that is needed for CUDA, as of another nothing is known. */
  private void neverNeeded(ImageContents base, ImageContents image, List<LayerContents> own) {
    List<NativeLibrary> program =
        own.stream().flatMap(layer -> layer.libraries().stream()).toList();
    Demand demand = Demand.of(program, image);
    long bytes =
        base.libraries().stream()
            .filter(library -> CudaNames.isCuda(name(library)))
            .filter(library -> !demand.found().containsValue(library))
            .mapToLong(NativeLibrary::sizeBytes)
            .sum();
    add(
        "the base's libraries of CUDA that the program never asks for",
        bytes,
        "A smaller <base> with <cuda> brings only those that are asked for.");
  }

  private void weights(ImageContents image) {
    image.models().forEach(this::weights);
  }

  private void weights(OnnxModel model) {
    if (model.dataTypes().contains(FLOAT)) {
      add(
          "half of the weights of " + model.path(),
          model.allWeightBytes() / 2,
          "Store them in half precision, if the results stay good enough.");
    }
  }
}
