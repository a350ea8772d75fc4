package io.hecktor.gpu;

import io.hecktor.gpu.WireFormat.Field;
import io.hecktor.gpu.WireFormat.MalformedException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the few fields of an ONNX file that decide where it runs; weights are skipped. */
final class OnnxReader {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final String STANDARD_DOMAIN = "ai.onnx";

  /** Attributes whose number is a data type. */
  private static final Set<String> TYPE_ATTRIBUTES = Set.of("to", "dtype", "output_dtype");

  private final WireFormat wire;
  private final TreeMap<String, Long> opsets = new TreeMap<>();
  private final TreeSet<Integer> dataTypes = new TreeSet<>();
  private final Map<String, OnnxModel.External> external = new TreeMap<>();
  private long irVersion;
  private long weightBytes;

  private OnnxReader(InputStream in) {
    this.wire = new WireFormat(in);
  }

  /**
   * Reads a file to its end.
   *
   * @param path for the record
   * @return empty if the bytes are no ONNX model
   * @throws IOException if the stream cannot be read
   */
  static Optional<OnnxModel> read(String path, long sizeBytes, InputStream in) throws IOException {
    OnnxReader reader = new OnnxReader(new BufferedInputStream(in, BUFFER_BYTES));
    try {
      reader.wire.read(sizeBytes, reader::model);
    } catch (MalformedException e) {
      return Optional.empty();
    }
    return reader.opsets.isEmpty() ? Optional.empty() : Optional.of(reader.found(path));
  }

  private OnnxModel found(String path) {
    return new OnnxModel(
        path, irVersion, opsets, dataTypes, weightBytes, List.copyOf(external.values()));
  }

  private void model(int number, Field value) throws IOException {
    switch (number) {
      case 1 -> irVersion = value.number();
      case 7 -> value.message(this::graph);
      case 8 -> opset(value);
      case 25 -> value.message(this::function);
      default -> {}
    }
  }

  private void opset(Field value) throws IOException {
    String[] domain = {""};
    long[] version = {0};
    value.message(
        (number, field) -> {
          if (number == 1) {
            domain[0] = field.text();
          } else if (number == 2) {
            version[0] = field.number();
          }
        });
    opsets.put(domain[0].isEmpty() ? STANDARD_DOMAIN : domain[0], version[0]);
  }

  private void function(int number, Field value) throws IOException {
    if (number == 7) {
      value.message(this::node);
    }
  }

  private void graph(int number, Field value) throws IOException {
    switch (number) {
      case 1 -> value.message(this::node);
      case 5 -> tensor(value);
      case 11, 12, 13 -> value.message(this::valueInfo);
      case 15 -> value.message(this::sparseTensor);
      default -> {}
    }
  }

  private void sparseTensor(int number, Field value) throws IOException {
    if (number == 1 || number == 2) {
      tensor(value);
    }
  }

  private void node(int number, Field value) throws IOException {
    if (number == 5) {
      attribute(value);
    }
  }

  private void attribute(Field value) throws IOException {
    String[] name = {""};
    long[] integer = {0};
    value.message(
        (number, field) -> {
          switch (number) {
            case 1 -> name[0] = field.text();
            case 3 -> integer[0] = field.number();
            case 5, 10 -> tensor(field);
            case 6, 11 -> field.message(this::graph);
            default -> {}
          }
        });
    if (TYPE_ATTRIBUTES.contains(name[0])) {
      dataTypes.add((int) integer[0]);
    }
  }

  private void valueInfo(int number, Field value) throws IOException {
    if (number == 2) {
      value.message(this::type);
    }
  }

  /** Of tensors, sequences and optional values alike, the innermost type is a number. */
  private void type(int number, Field value) throws IOException {
    if (!value.isLengthDelimited()) {
      return;
    }
    switch (number) {
      case 1, 8 ->
          value.message(
              (inner, field) -> {
                if (inner == 1) {
                  dataTypes.add((int) field.number());
                }
              });
      case 4, 9 ->
          value.message(
              (inner, field) -> {
                if (inner == 1) {
                  field.message(this::type);
                }
              });
      default -> {}
    }
  }

  private void tensor(Field value) throws IOException {
    OnnxTensor tensor = new OnnxTensor();
    value.message(tensor::field);
    dataTypes.add(tensor.dataType());
    Optional<OnnxModel.External> elsewhere = tensor.external();
    if (elsewhere.isPresent()) {
      external.merge(elsewhere.get().location(), elsewhere.get(), OnnxReader::joined);
    } else {
      weightBytes += tensor.sizeBytes();
    }
  }

  private static OnnxModel.External joined(OnnxModel.External one, OnnxModel.External other) {
    return new OnnxModel.External(
        one.location(),
        one.sizeBytes() + other.sizeBytes(),
        Math.max(one.endBytes(), other.endBytes()));
  }
}
