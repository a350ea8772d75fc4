package io.hecktor.gpu;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes protobuf messages field by field. */
final class Proto {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Proto number(int field, long value) {
    varint((long) field << 3);
    varint(value);
    return this;
  }

  Proto bytes(int field, byte[] value) {
    varint((long) field << 3 | 2);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  Proto text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  Proto message(int field, Proto value) {
    return bytes(field, value.bytes());
  }

  /** A field of four bytes. */
  Proto fixed(int field) {
    varint((long) field << 3 | 5);
    out.writeBytes(new byte[4]);
    return this;
  }

  private void varint(long value) {
    long left = value;
    for (; left >>> 7 != 0; left >>>= 7) {
      out.write((int) (left & 0x7f | 0x80));
    }
    out.write((int) left);
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  /** A model of that graph with the standard operators of version 17. */
  static Proto model(Proto graph) {
    return new Proto()
        .number(1, 8)
        .text(2, "a test")
        .message(7, graph)
        .message(8, new Proto().text(1, "").number(2, 17));
  }

  static Proto tensor(int dataType, long... dimensions) {
    Proto tensor = new Proto();
    for (long dimension : dimensions) {
      tensor.number(1, dimension);
    }
    return tensor.number(2, dataType).text(8, "weights");
  }

  static Proto external(Proto tensor, String location, long offset, long length) {
    return tensor
        .message(13, new Proto().text(1, "location").text(2, location))
        .message(13, new Proto().text(1, "offset").text(2, "" + offset))
        .message(13, new Proto().text(1, "length").text(2, "" + length))
        .number(14, 1);
  }
}
