package io.hecktor.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The text at the start of a MetaImage file: lines of {@code Key = Value} up to {@code
 * ElementDataFile}. Read as strictly as the platform reads it, in bounded memory.
 *
 * @param fields by key, the last one of a key counting
 * @param lengthBytes where the voxels begin
 * @see <a href="https://itk.org/Wiki/ITK/MetaIO/Documentation">MetaIO documentation</a>
 */
public record MetaHeader(Map<String, String> fields, long lengthBytes) {

  /** The platform refuses lines from this length on, their line feed counted. */
  private static final int LINE_BYTES = 10_000;

  private static final int MOST_LINES = 1_000;

  private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

  /** Copies the map. */
  public MetaHeader {
    fields = Map.copyOf(fields);
  }

  /**
   * Reads a header; the stream stands at the first voxel byte afterwards.
   *
   * @throws MetaFormatException if the bytes are no such header
   */
  static MetaHeader read(InputStream in) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    byte[] line = new byte[LINE_BYTES];
    long total = 0;
    for (int count = 0; count < MOST_LINES; count++) {
      int length = readLine(in, line);
      if (length == 0) {
        throw new MetaFormatException("the header ends without a line `ElementDataFile = LOCAL`");
      }
      total += length;
      String text = decode(line, length);
      int equals = text.indexOf('=');
      if (equals >= 0) {
        fields.put(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
      }
      if (fields.containsKey("ElementDataFile")) {
        return new MetaHeader(fields, total);
      }
    }
    throw new MetaFormatException("the header has more than " + MOST_LINES + " lines");
  }

  private static int readLine(InputStream in, byte[] line) throws IOException {
    int length = 0;
    for (int next; (next = in.read()) >= 0; ) {
      line[length++] = (byte) next;
      if (length == LINE_BYTES) {
        throw new MetaFormatException(
            "it has a header line of 10000 bytes or more, so it is no MetaImage header");
      }
      if (next == '\n') {
        break;
      }
    }
    return length;
  }

  private static String decode(byte[] line, int length) throws MetaFormatException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(line, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw new MetaFormatException("its header is not UTF-8, so it is no MetaImage header", e);
    }
  }

  /** A key's value, under the first of its names that is there. */
  Optional<String> field(String... names) {
    for (String name : names) {
      if (fields.containsKey(name)) {
        return Optional.of(fields.get(name));
      }
    }
    return Optional.empty();
  }

  String required(String name) throws MetaFormatException {
    return field(name)
        .orElseThrow(() -> new MetaFormatException("the header has no line `" + name + " = …`"));
  }

  /** Whether a key says {@code True}; a key that is not there says no. */
  boolean isTrue(String name) {
    return field(name)
        .filter(value -> value.startsWith("T") || value.startsWith("t") || value.startsWith("1"))
        .isPresent();
  }

  /** A whole number. */
  long number(String name, String text) throws MetaFormatException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new MetaFormatException("`" + name + " = " + text + "` is no whole number", e);
    }
  }

  /** The geometry, with MetaIO's defaults for what is not said. */
  MetaGeometry geometry() throws MetaFormatException {
    long dims = number("NDims", required("NDims"));
    if (dims < 2 || dims > 4) {
      throw new MetaFormatException("`NDims = " + dims + "` is not 2, 3 or 4");
    }
    int n = (int) dims;
    return new MetaGeometry(
        size(n),
        reals(n, DoubleStream.generate(() -> 1).limit(n), "ElementSpacing", "ElementSize"),
        reals(n, DoubleStream.generate(() -> 0).limit(n), "Offset", "Position", "Origin"),
        reals(n * n, identity(n), "TransformMatrix", "Rotation", "Orientation"));
  }

  private List<Long> size(int dims) throws MetaFormatException {
    String text = required("DimSize");
    List<String> words = words(text);
    if (words.size() != dims) {
      throw new MetaFormatException("`DimSize = " + text + "` is not " + dims + " numbers");
    }
    List<Long> size = new ArrayList<>();
    for (String word : words) {
      long value = number("DimSize", word);
      if (value < 1 || value > Integer.MAX_VALUE) {
        throw new MetaFormatException("`DimSize = " + text + "` has a size that cannot be");
      }
      size.add(value);
    }
    return size;
  }

  private List<Double> reals(int count, DoubleStream otherwise, String... names)
      throws MetaFormatException {
    Optional<String> text = field(names);
    if (text.isEmpty()) {
      return otherwise.boxed().toList();
    }
    List<Double> values = new ArrayList<>();
    for (String word : words(text.get())) {
      values.add(real(names[0], word));
    }
    if (values.size() != count) {
      throw new MetaFormatException(
          "`" + names[0] + " = " + text.get() + "` is not " + count + " numbers");
    }
    return values;
  }

  private static List<String> words(String text) {
    return WHITE_SPACE.splitAsStream(text).toList();
  }

  private static double real(String name, String word) throws MetaFormatException {
    try {
      double value = Double.parseDouble(word);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new MetaFormatException("`" + name + "` has `" + word + "`, which is no number", e);
    }
    throw new MetaFormatException("`" + name + "` has `" + word + "`, which is not finite");
  }

  private static DoubleStream identity(int dims) {
    return IntStream.range(0, dims * dims).mapToDouble(i -> i % (dims + 1) == 0 ? 1 : 0);
  }
}
