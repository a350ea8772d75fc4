package io.hecktor.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredGzipInputStreamTest {

  private static byte[] content(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    return content;
  }

  private static byte[] framed(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (StoredGzipOutputStream gzip = new StoredGzipOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  private static byte[] read(byte[] framed) throws IOException {
    return new StoredGzipInputStream(new ByteArrayInputStream(framed), OptionalLong.empty())
        .readAllBytes();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_534, 65_535, 65_536, 262_140, 262_141, 1_000_000})
  void givesWhatWasFramed(int size) throws IOException {
    byte[] content = content(size);

    assertThat(read(framed(content))).isEqualTo(content);
  }

  @Test
  void givesSingleBytesAndPiecesAlike() throws IOException {
    byte[] content = content(70_000);
    StoredGzipInputStream in =
        new StoredGzipInputStream(new ByteArrayInputStream(framed(content)), OptionalLong.empty());
    byte[] found = new byte[content.length];
    int length = 0;
    for (int b; (b = in.read()) >= 0; ) {
      found[length++] = (byte) b;
      length += Math.max(0, in.read(found, length, Math.min(7, found.length - length)));
    }

    assertThat(found).isEqualTo(content);
    assertThat(in.read()).isEqualTo(-1);
    assertThat(in.read(new byte[9], 0, 9)).isEqualTo(-1);
  }

  @Test
  void leavesWhatFollowsTheMember() throws IOException {
    byte[] framed = framed(content(10));
    ByteArrayInputStream in = new ByteArrayInputStream(Arrays.copyOf(framed, framed.length + 3));
    new StoredGzipInputStream(in, OptionalLong.empty()).readAllBytes();

    assertThat(in.available()).isEqualTo(3);
  }

  @Test
  void refusesAnyOtherByte() throws IOException {
    byte[] framed = framed(content(65_600));
    int block = 10;
    int second = block + 5 + 65_535;
    for (int at = 0; at < framed.length; at++) {
      boolean frame = at < block + 5 || at >= second && at < second + 5 || at >= framed.length - 8;
      if (!frame && at % 997 != 0) {
        continue;
      }
      byte[] other = framed.clone();
      other[at] ^= 4;
      assertThatIOException().as("byte %d", at).isThrownBy(() -> read(other));
    }
  }

  @Test
  void refusesWhatIsCutShort() throws IOException {
    byte[] framed = framed(content(65_600));
    for (int length = 0; length < framed.length; length += length < 20 ? 1 : 499) {
      byte[] cut = Arrays.copyOf(framed, length);
      assertThatIOException().as("%d bytes", length).isThrownBy(() -> read(cut));
    }
  }

  @Test
  void refusesBlocksThatAreDeflated() throws IOException {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(deflated)) {
      gzip.write(new byte[1000]);
    }
    byte[] gzip = deflated.toByteArray();
    System.arraycopy(GzipMember.header(), 0, gzip, 0, GzipMember.HEADER_BYTES);

    assertThatIOException().isThrownBy(() -> read(gzip)).withMessageContaining("stored block");
  }

  @Test
  void refusesBlocksThatAreCutOtherwise() throws IOException {
    byte[] framed = framed(content(65_600));
    byte[] shorter = framed.clone();
    GzipMember.putStoredHeader(shorter, 10, 100, false);

    assertThatIOException().isThrownBy(() -> read(shorter));
  }
}
