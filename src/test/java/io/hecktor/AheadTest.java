package io.hecktor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AheadTest {

  private static <T> Ahead<T> ahead(boolean begun, Ahead.Making<T> making) {
    Ahead<T> ahead = new Ahead<>(making);
    if (begun) {
      ahead.begin("test");
    }
    return ahead;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isMadeOnceHoweverOftenItIsAskedFor(boolean begun) throws Exception {
    AtomicInteger count = new AtomicInteger();
    Ahead<Integer> ahead = ahead(begun, count::incrementAndGet);

    assertThat(ahead.get()).isEqualTo(1);
    assertThat(ahead.get()).isEqualTo(1);
  }

  @Test
  void nothingIsMadeBeforeItIsAskedFor() {
    AtomicInteger count = new AtomicInteger();
    ahead(false, count::incrementAndGet);

    assertThat(count).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void failsAsMakingItDid(boolean begun) {
    Problem problem = new Problem(ErrorCode.NO_ENGINE, "What.", "Why.", "Fix.");
    Ahead<String> refused =
        ahead(
            begun,
            () -> {
              throw new ProjectException(problem);
            });
    Ahead<String> unreadable =
        ahead(
            begun,
            () -> {
              throw new IOException("no disk");
            });
    Ahead<String> wrong =
        ahead(
            begun,
            () -> {
              throw new ArithmeticException("a bug");
            });

    assertThatThrownBy(refused::get)
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("What.");
    assertThatThrownBy(unreadable::get).isInstanceOf(IOException.class).hasMessage("no disk");
    assertThatThrownBy(wrong::get).hasRootCauseMessage("a bug");
  }

  @Test
  void whoIsInterruptedWhileWaitingIsToldSo() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Ahead<String> slow =
        ahead(
            true,
            () -> {
              begun.countDown();
              return String.valueOf(never(never));
            });
    begun.await();
    Thread.currentThread().interrupt();

    assertThatThrownBy(slow::get).isInstanceOf(IOException.class).hasMessage("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    never.countDown();
  }

  private static boolean never(CountDownLatch latch) {
    try {
      return latch.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      return false;
    }
  }
}
