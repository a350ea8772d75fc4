package io.hecktor.gpu;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/**
 * The fields of a protobuf message, read one after the other; what nobody asks for is skipped, so
 * that weights of any size cost nothing.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Protocol Buffers, Encoding</a>
 */
final class WireFormat {

  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED_32 = 5;
  private static final int MAX_VARINT_BITS = 64;
  private static final int MAX_TEXT_BYTES = 1 << 16;
  private static final int MAX_DEPTH = 64;

  private final InputStream in;
  private long position;
  private int depth;

  /** Reads from a buffered stream whose {@code skip} is cheap. */
  WireFormat(InputStream in) {
    this.in = in;
  }

  /** The bytes are no message, or a spoilt one. */
  static final class MalformedException extends IOException {
    private static final long serialVersionUID = 1;

    MalformedException(String message) {
      super(message);
    }
  }

  /** Is shown each field of a message. */
  interface Fields {
    /**
     * One field: the reader may be asked for its value, once, or left alone.
     *
     * @param number as the schema counts it
     */
    void field(int number, Field value) throws IOException;
  }

  /** The value of a field. */
  final class Field {

    private final int type;
    private final long payload;
    private boolean taken;

    private Field(int type, long payload) {
      this.type = type;
      this.payload = payload;
    }

    /** A number; what is no number counts as 0. */
    long number() {
      return type == VARINT ? payload : 0;
    }

    /** How many bytes a text, a message or packed numbers have. */
    long sizeBytes() {
      return type == LENGTH ? payload : 0;
    }

    /** Whether it is a text, a message or packed numbers. */
    boolean isLengthDelimited() {
      return type == LENGTH;
    }

    String text() throws IOException {
      if (type != LENGTH || payload > MAX_TEXT_BYTES) {
        throw new MalformedException("a text of " + payload + " bytes");
      }
      taken = true;
      byte[] bytes = in.readNBytes((int) payload);
      if (bytes.length < payload) {
        throw new MalformedException("a text beyond the file's end");
      }
      position += payload;
      return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The numbers of a repeated field: one, or many that are packed. */
    void numbers(LongConsumer numbers) throws IOException {
      if (type != LENGTH) {
        numbers.accept(number());
        return;
      }
      taken = true;
      long end = position + payload;
      while (position < end) {
        numbers.accept(varint());
      }
    }

    void message(Fields fields) throws IOException {
      if (type != LENGTH) {
        throw new MalformedException("a message was expected");
      }
      taken = true;
      if (++depth > MAX_DEPTH) {
        throw new MalformedException("messages inside messages without end");
      }
      read(payload, fields);
      depth--;
    }

    private void skipIfLeft() throws IOException {
      if (type == LENGTH && !taken) {
        skip(payload);
      }
    }
  }

  /** Shows all fields of a message of that many bytes. */
  void read(long sizeBytes, Fields fields) throws IOException {
    long end = position + sizeBytes;
    while (position < end) {
      long key = varint();
      Field field = field((int) (key & 7), end);
      fields.field((int) (key >>> 3), field);
      field.skipIfLeft();
    }
    if (position != end) {
      throw new MalformedException("a field beyond its message's end");
    }
  }

  private Field field(int type, long end) throws IOException {
    long payload =
        switch (type) {
          case VARINT, LENGTH -> varint();
          case FIXED_64 -> skip(Long.BYTES);
          case FIXED_32 -> skip(Integer.BYTES);
          default -> throw new MalformedException("a field of the unknown type " + type);
        };
    if (type == LENGTH && (payload < 0 || payload > end - position)) {
      throw new MalformedException("a field of " + payload + " bytes");
    }
    return new Field(type, payload);
  }

  private long varint() throws IOException {
    long value = 0;
    for (int shift = 0; shift < MAX_VARINT_BITS; shift += 7) {
      int next = in.read();
      if (next < 0) {
        throw new MalformedException("the file ends inside a number");
      }
      position++;
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new MalformedException("a number without end");
  }

  private long skip(long bytes) throws IOException {
    try {
      in.skipNBytes(bytes);
    } catch (EOFException e) {
      throw new MalformedException("a value beyond the file's end");
    }
    position += bytes;
    return 0;
  }
}
