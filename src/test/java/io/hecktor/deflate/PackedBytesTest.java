package io.hecktor.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PackedBytesTest {

  private static final int SPAN = Span.CAPACITY;

  /** Keeps what it is given, and counts what it is asked. */
  private static final class Kept implements PackedBytes {

    private final ByteArrayOutputStream plain = new ByteArrayOutputStream();
    private Optional<ByteArrayOutputStream> gzip = Optional.empty();
    private int readings;

    @Override
    public OutputStream plain() {
      return plain;
    }

    @Override
    public InputStream writtenPlain() {
      readings++;
      return new ByteArrayInputStream(plain.toByteArray());
    }

    @Override
    public OutputStream gzip() {
      assertThat(gzip).isEmpty();
      gzip = Optional.of(new ByteArrayOutputStream());
      return gzip.get();
    }
  }

  private static Kept packed(Framing framing, byte[] bytes, int threads) throws IOException {
    Kept kept = new Kept();
    try (OutputStream out = framing.pack(kept, threads)) {
      for (int at = 0; at < bytes.length; at += 10_007) {
        out.write(bytes, at, Math.min(10_007, bytes.length - at));
      }
    }
    return kept;
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static Stream<Arguments> inputs() {
    byte[] random = Samples.random(3 * SPAN + 5);
    byte[] text = Samples.text(SPAN);
    List<byte[]> inputs =
        List.of(
            new byte[0],
            random,
            text,
            joined(text, random),
            joined(random, text),
            joined(random, text, random),
            joined(Samples.random(SPAN), new byte[1024]),
            joined(Samples.random(20 * SPAN), text, random));
    List<Arguments> all = new ArrayList<>();
    for (Framing framing : Framing.values()) {
      for (byte[] input : inputs) {
        for (int threads : new int[] {1, 4}) {
          all.add(Arguments.of(framing, input, threads));
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void framedTheResultIsWhatFramingGives(Framing framing, byte[] bytes, int threads)
      throws IOException {
    Kept kept = packed(framing, bytes, threads);
    byte[] framed = Framed.by(framing, bytes, threads);

    if (kept.gzip.isPresent()) {
      assertThat(kept.gzip.get().toByteArray()).isEqualTo(framed);
    } else {
      assertThat(kept.plain.toByteArray()).isEqualTo(bytes);
      assertThat(Framed.by(Framing.STORED, bytes, 1)).isEqualTo(framed);
    }
  }

  @ParameterizedTest
  @EnumSource(Framing.class)
  void whatDoesNotShrinkStaysAsItIs(Framing framing) throws IOException {
    byte[] random = Samples.random(5 * SPAN);
    Kept kept = packed(framing, random, 2);

    assertThat(kept.gzip).isEmpty();
    assertThat(kept.plain.toByteArray()).isEqualTo(random);
    assertThat(kept.readings).isZero();
  }

  @ParameterizedTest
  @EnumSource(value = Framing.class, names = "STORED", mode = EnumSource.Mode.EXCLUDE)
  void whatShrinksFirstIsNeverWrittenPlain(Framing framing) throws IOException {
    Kept kept = packed(framing, joined(Samples.text(SPAN), Samples.random(2 * SPAN)), 2);

    assertThat(kept.gzip).isPresent();
    assertThat(kept.plain.size()).isZero();
  }

  @ParameterizedTest
  @EnumSource(value = Framing.class, names = "STORED", mode = EnumSource.Mode.EXCLUDE)
  void whatWasWrittenPlainIsReadOnceWhenTheFirstSpanShrinks(Framing framing) throws IOException {
    byte[] text = Samples.text(2 * SPAN);
    Kept kept = packed(framing, joined(Samples.random(2 * SPAN), text, text), 2);

    assertThat(kept.plain.size()).isEqualTo(2 * SPAN);
    assertThat(kept.readings).isEqualTo(1);
  }
}
