package io.hecktor.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.oci.Descriptor;
import io.hecktor.oci.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyingInputStreamTest {

  private static final byte[] BYTES = new byte[1_000];
  private static final Descriptor BLOB = new Descriptor("x/y", Digest.of(BYTES), BYTES.length);

  private static VerifyingInputStream over(byte[] bytes) {
    return new VerifyingInputStream(new ByteArrayInputStream(bytes), BLOB, "the file");
  }

  @Test
  void passesOnWhatIsRight() throws IOException {
    assertThat(over(BYTES).readAllBytes()).isEqualTo(BYTES);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 500, 999})
  void findsAFlippedByte(int at) {
    byte[] flipped = BYTES.clone();
    flipped[at] = 1;

    assertThatThrownBy(() -> over(flipped).readAllBytes())
        .isInstanceOf(DigestMismatchException.class)
        .hasMessageContaining("the file")
        .hasMessageContaining(BLOB.digest().toString())
        .hasMessageContaining(Digest.of(flipped).toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 999})
  void findsACut(int size) {
    assertThatThrownBy(() -> over(Arrays.copyOf(BYTES, size)).drain())
        .isInstanceOf(DigestMismatchException.class)
        .hasMessageContaining(size + " bytes instead of 1000");
  }

  @Test
  void findsAnExtraByteWithoutReadingOn() {
    assertThatThrownBy(() -> over(new byte[1_001]).drain())
        .isInstanceOf(DigestMismatchException.class)
        .hasMessageContaining("more than 1000 bytes");
  }

  @Test
  void hashesWhatIsReadByteByByteOrSkipped() throws IOException {
    VerifyingInputStream in = over(BYTES);
    assertThat(in.read()).isZero();
    assertThat(in.skip(500)).isEqualTo(500);
    assertThat(in.skip(10_000)).isEqualTo(499);
    assertThat(in.read()).isEqualTo(-1);
  }
}
