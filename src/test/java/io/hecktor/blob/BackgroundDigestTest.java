package io.hecktor.blob;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.oci.Digest;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BackgroundDigestTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 262_143, 262_144, 262_145, 5_000_000})
  void hashesLikeAnyOther(int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(3).nextBytes(bytes);
    try (BackgroundDigest digest = new BackgroundDigest()) {
      for (int at = 0; at < size; at += 100_001) {
        digest.update(bytes, at, Math.min(100_001, size - at));
      }
      assertThat(digest.finish()).isEqualTo(Digest.of(bytes));
    }
  }

  @Test
  void takesACopyOfTheBytes() throws IOException {
    byte[] bytes = {1, 2, 3};
    try (BackgroundDigest digest = new BackgroundDigest()) {
      digest.update(bytes, 0, 3);
      bytes[0] = 9;
      assertThat(digest.finish()).isEqualTo(Digest.of(new byte[] {1, 2, 3}));
    }
  }

  @Test
  void leavesNoThreadBehind() throws Exception {
    new BackgroundDigest().close();
    for (int i = 0; i < 100 && threads() > 0; i++) {
      Thread.sleep(20);
    }
    assertThat(threads()).isZero();
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("hecktor-sha256"))
        .count();
  }
}
