package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

final class CohortTest {

  private final Queue<String> log = new ConcurrentLinkedQueue<>();

  @Test
  void keepsTheOrderOfTheThings() throws Exception {
    assertThat(new Cohort(3).map(List.of(3, 1, 2), thing -> thing * 10))
        .containsExactly(30, 10, 20);
  }

  /** The worker was quicker than its caller in most of the rounds. */
  @RepeatedTest(50)
  void beginsNothingAfterAFailure() {
    assertThatThrownBy(() -> new Cohort(1).map(List.of("a", "b", "c", "d"), this::failingInB))
        .isInstanceOf(IOException.class)
        .hasMessage("b");
    assertThat(log).containsExactly("a", "b");
  }

  private String failingInB(String thing) throws IOException {
    log.add(thing);
    if (thing.equals("b")) {
      throw new IOException(thing);
    }
    return thing;
  }

  @Test
  void hasEndedAllThatHasBegunWhenItReturns() {
    CountDownLatch begun = new CountDownLatch(1);
    assertThatThrownBy(
            () ->
                new Cohort(2)
                    .map(
                        List.of("fails", "goes on"),
                        thing -> {
                          if (thing.equals("fails")) {
                            awaited(begun);
                            throw new IOException(thing);
                          }
                          begun.countDown();
                          return ended(thing);
                        }))
        .hasMessage("fails");
    assertThat(log).containsExactly("goes on ended");
  }

  private static void awaited(CountDownLatch begun) {
    try {
      begun.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes an interrupt for the order to end, as a run does. */
  private String ended(String thing) {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      log.add(thing + " ended");
    }
    return thing;
  }
}
