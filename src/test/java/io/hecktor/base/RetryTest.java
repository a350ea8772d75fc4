package io.hecktor.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class RetryTest {

  private static final IOException BROKEN = new IOException("broken");

  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final Retry retry = new Retry(Puller.IMPATIENT, cancelled::get, Progress.silent());

  @Test
  void endsAfterTheTriesThatItHas() {
    assertThat(retry.waitAfter(BROKEN)).isTrue();
    assertThat(retry.waitAfter(BROKEN)).isTrue();
    assertThat(retry.waitAfter(BROKEN)).isFalse();
  }

  @Test
  void countsAnewOnceSomethingCame() {
    retry.waitAfter(BROKEN);
    retry.waitAfter(BROKEN);
    retry.progressed();

    assertThat(retry.waitAfter(BROKEN)).isTrue();
  }

  @Test
  void waitsAsLongAsTheRegistryAsks() {
    long start = System.nanoTime();

    assertThat(retry.waitAfter(new BusyException(429, Duration.ofMillis(200)))).isTrue();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(190));
  }

  @Test
  void doesNotWaitForAnHour() {
    assertThat(retry.waitAfter(new BusyException(429, Duration.ofHours(1)))).isFalse();
  }

  @Test
  void doesNotAskAgainForACertificate() {
    assertThat(retry.waitAfter(new SSLHandshakeException("untrusted"))).isFalse();
  }

  @Test
  void doesNotAskAgainOnceCancelled() {
    cancelled.set(true);

    assertThat(retry.waitAfter(BROKEN)).isFalse();
  }

  @Test
  void pausesTwiceAsLongEachTimeUpToAMinute() {
    assertThat(Patience.STANDARD.pauseAfter(1)).isEqualTo(Duration.ofMillis(500));
    assertThat(Patience.STANDARD.pauseAfter(3)).isEqualTo(Duration.ofSeconds(2));
    assertThat(Patience.STANDARD.pauseAfter(1000)).isEqualTo(Duration.ofSeconds(60));
  }
}
