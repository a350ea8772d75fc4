package io.hecktor.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HuffmanCodeTest {

  private static int[] lengths(HuffmanCode code, int symbols) {
    int[] lengths = new int[symbols];
    Arrays.setAll(lengths, code::length);
    return lengths;
  }

  /** Of a complete code the shares of all codes make one. */
  private static void assertComplete(HuffmanCode code, int symbols, int maxLength) {
    long sum = 0;
    for (int length : lengths(code, symbols)) {
      assertThat(length).isLessThanOrEqualTo(maxLength);
      sum += length == 0 ? 0 : 1L << (maxLength - length);
    }
    assertThat(sum).isEqualTo(1L << maxLength);
  }

  @Test
  void givesFrequentSymbolsShortCodes() {
    HuffmanCode code = new HuffmanCode(5, 15);
    code.build(new int[] {1, 1, 2, 4, 8});

    assertThat(lengths(code, 5)).containsExactly(4, 4, 3, 2, 1);
    // Canonical: 0, 10, 110, 1110, 1111; reversed, as they are sent from the lowest bit.
    assertThat(new int[] {code.code(4), code.code(3), code.code(2), code.code(0), code.code(1)})
        .containsExactly(0b0, 0b01, 0b011, 0b0111, 0b1111);
  }

  @Test
  void keepsToTheLongestLengthWhereFrequenciesGrowAsFibonaccis() {
    int[] fibonacci = new int[40];
    fibonacci[0] = fibonacci[1] = 1;
    for (int i = 2; i < fibonacci.length; i++) {
      fibonacci[i] = fibonacci[i - 1] + fibonacci[i - 2];
    }
    for (int maxLength : new int[] {7, 15}) {
      HuffmanCode code = new HuffmanCode(40, maxLength);
      code.build(fibonacci);
      assertComplete(code, 40, maxLength);
    }
  }

  @Test
  void isCompleteForAllFrequencies() {
    Random random = new Random(3);
    HuffmanCode code = new HuffmanCode(286, 15);
    for (int round = 0; round < 500; round++) {
      int[] frequencies = new int[286];
      int used = random.nextInt(287);
      for (int i = 0; i < used; i++) {
        frequencies[random.nextInt(286)] = 1 + random.nextInt(1 << random.nextInt(14));
      }
      code.build(frequencies);
      assertComplete(code, 286, 15);
      for (int symbol = 0; symbol < 286; symbol++) {
        assertThat(frequencies[symbol] == 0 || code.length(symbol) > 0).isTrue();
      }
    }
  }

  @Test
  void hasTwoCodesWhereOneWouldDo() {
    HuffmanCode code = new HuffmanCode(30, 15);
    code.build(new int[30]);
    assertThat(lengths(code, 30)).startsWith(1, 1, 0);
    int[] one = new int[30];
    one[0] = 9;
    code.build(one);
    assertThat(lengths(code, 30)).startsWith(1, 1, 0);
  }
}
