package io.hecktor.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProbeTest {

  static Stream<Arguments> kinds() {
    int size = Span.CAPACITY;
    return Stream.of(
        Arguments.of("zeros", new byte[size], true),
        Arguments.of("text", Samples.text(size), true),
        Arguments.of("records", Samples.records(size), true),
        Arguments.of("half-precision weights", Samples.halfFloats(size), true),
        Arguments.of("noise that comes again", again(size), true),
        Arguments.of("a little text", Samples.text(600), true),
        Arguments.of("single-precision weights", Samples.floats(size), false),
        Arguments.of("noise", Samples.random(size), false),
        Arguments.of("one byte", new byte[1], true),
        Arguments.of("nothing", new byte[0], false));
  }

  private static byte[] again(int size) {
    byte[] noise = Samples.random(2_500);
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = noise[i % noise.length];
    }
    return bytes;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void knowsWhatShrinks(String kind, byte[] bytes, boolean worth) {
    assertThat(new Probe().isWorthDeflating(bytes, bytes.length)).isEqualTo(worth);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void doesNotRememberWhatItSawBefore(String kind, byte[] bytes, boolean worth) {
    Probe probe = new Probe();
    probe.isWorthDeflating(Samples.random(Span.CAPACITY), Span.CAPACITY);
    probe.isWorthDeflating(Samples.text(1_000), 1_000);

    assertThat(probe.isWorthDeflating(bytes, bytes.length)).isEqualTo(worth);
  }
}
