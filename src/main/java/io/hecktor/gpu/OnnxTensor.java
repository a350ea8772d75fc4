package io.hecktor.gpu;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One tensor of an ONNX file: its type and size, and where its values are. */
final class OnnxTensor {

  private static final int EXTERNAL = 1;
  private static final int BITS_PER_BYTE = 8;

  /** Bits of an element, by ONNX's number of its type; a string's are not known. */
  private static final int[] ELEMENT_BITS = {
    0, 32, 8, 8, 16, 16, 32, 64, 0, 8, 16, 64, 32, 64, 64, 128, 16, 8, 8, 8, 8, 4, 4, 4, 8
  };

  private final Map<String, String> externalData = new HashMap<>();
  private int dataType;
  private long elements = 1;
  private boolean isExternal;

  /** Takes a field of a {@code TensorProto}. */
  void field(int number, WireFormat.Field value) throws IOException {
    switch (number) {
      case 1 -> value.numbers(this::multiply);
      case 2 -> dataType = (int) value.number();
      case 13 -> externalData(value);
      case 14 -> isExternal = value.number() == EXTERNAL;
      default -> {}
    }
  }

  private void multiply(long dimension) {
    boolean plausible = dimension >= 0 && Math.multiplyHigh(elements, dimension) == 0;
    elements = plausible ? elements * dimension : 0;
  }

  private void externalData(WireFormat.Field value) throws IOException {
    String[] pair = {"", ""};
    value.message(
        (number, field) -> {
          if (number == 1 || number == 2) {
            pair[number - 1] = field.text();
          }
        });
    externalData.put(pair[0], pair[1]);
  }

  int dataType() {
    return dataType;
  }

  /** How many bytes its values have. */
  long sizeBytes() {
    int bits = dataType >= 0 && dataType < ELEMENT_BITS.length ? ELEMENT_BITS[dataType] : 0;
    return bits >= BITS_PER_BYTE
        ? elements * (bits / BITS_PER_BYTE)
        : (elements * bits + BITS_PER_BYTE - 1) / BITS_PER_BYTE;
  }

  /** The other file that has its values; empty where they are in this one. */
  Optional<OnnxModel.External> external() {
    String location = externalData.getOrDefault("location", "");
    if (!isExternal || location.isEmpty()) {
      return Optional.empty();
    }
    long size = number(externalData.get("length"), sizeBytes());
    long offset = number(externalData.get("offset"), 0);
    return Optional.of(new OnnxModel.External(location, size, offset + size));
  }

  private static long number(@org.jspecify.annotations.Nullable String text, long otherwise) {
    return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : otherwise;
  }
}
