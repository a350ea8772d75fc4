package io.hecktor.gpu;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an ONNX file says of itself.
 *
 * @param path in the image; of a file in a jar, {@code jar!entry}
 * @param irVersion of the file's form
 * @param opsets the operator sets that it imports, by domain; {@code ai.onnx} is the standard one
 * @param dataTypes of its weights, inputs, outputs and casts, as ONNX numbers them
 * @param weightBytes inside the file
 * @param external weights in files beside it
 * @see <a href="https://github.com/onnx/onnx/blob/v1.17.0/onnx/onnx.proto">onnx.proto</a>
 */
public record OnnxModel(
    String path,
    long irVersion,
    SortedMap<String, Long> opsets,
    SortedSet<Integer> dataTypes,
    long weightBytes,
    List<External> external) {

  /** Types that a GPU of compute capability 7.5 has no arithmetic for, by ONNX's number. */
  private static final Map<Integer, String> BEYOND_TURING =
      Map.of(
          16, "bfloat16",
          17, "float8e4m3fn",
          18, "float8e4m3fnuz",
          19, "float8e5m2",
          20, "float8e5m2fnuz",
          23, "float4e2m1",
          24, "float8e8m0");

  /** Copies the collections. */
  public OnnxModel {
    opsets = Collections.unmodifiableSortedMap(new TreeMap<>(opsets));
    dataTypes = Collections.unmodifiableSortedSet(new TreeSet<>(dataTypes));
    external = List.copyOf(external);
  }

  /**
   * The part of another file that holds weights; of one file, all of it that is used.
   *
   * @param location relative to the model's folder
   * @param sizeBytes of the weights in it
   * @param endBytes how long the file has to be at least
   */
  public record External(String location, long sizeBytes, long endBytes) {}

  /** The names of the types that a GPU of compute capability 7.5 has no arithmetic for. */
  public List<String> typesBeyondTuring() {
    return dataTypes.stream().filter(BEYOND_TURING::containsKey).map(BEYOND_TURING::get).toList();
  }

  /** All weights, wherever they are. */
  public long allWeightBytes() {
    return weightBytes + external.stream().mapToLong(External::sizeBytes).sum();
  }
}
