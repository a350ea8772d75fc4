package io.hecktor.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Held to the tables of RFC 1951, 3.2.5. */
class SymbolsTest {

  @Test
  void numbersLengthsAsTheSpecificationDoes() {
    int[][] rows = {{3, 257}, {10, 264}, {11, 265}, {12, 265}, {13, 266}, {114, 279}, {115, 280}};
    for (int[] row : rows) {
      assertThat(Symbols.FIRST_LENGTH + Symbols.ofLength(row[0])).isEqualTo(row[1]);
    }
    assertThat(Symbols.ofLength(257)).isEqualTo(27);
    assertThat(Symbols.ofLength(258)).isEqualTo(28);
    assertThat(Symbols.lengthExtraBits(27)).isEqualTo(5);
    assertThat(Symbols.lengthExtraBits(28)).isZero();
  }

  @Test
  void tellsEveryLengthApart() {
    for (int length = 3; length <= 258; length++) {
      int symbol = Symbols.ofLength(length);
      assertThat(length - Symbols.lengthBase(symbol))
          .isBetween(0, (1 << Symbols.lengthExtraBits(symbol)) - 1);
    }
  }

  @Test
  void tellsEveryDistanceApart() {
    int[][] rows = {
      {1, 0}, {4, 3}, {5, 4}, {6, 4}, {7, 5}, {24_576, 28}, {24_577, 29}, {32_768, 29}
    };
    for (int[] row : rows) {
      assertThat(Symbols.ofDistance(row[0])).isEqualTo(row[1]);
    }
    for (int distance = 1; distance <= 32_768; distance++) {
      int symbol = Symbols.ofDistance(distance);
      assertThat(distance - Symbols.distanceBase(symbol))
          .isBetween(0, (1 << Symbols.distanceExtraBits(symbol)) - 1);
    }
  }
}
