package io.hecktor.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimedWorkTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void tellsBytesShareRateAndTimeLeft() {
    TimedWork work = TimedWork.ofBytes("writing a.tar.gz", 1 << 30, 0, done -> {});
    work.advance(1 << 29);

    assertThat(work.describe(2 * SECOND))
        .isEqualTo("writing a.tar.gz: 512 MiB of 1.00 GiB, 50 %, 256 MiB/s, 2 s left");
  }

  @Test
  void tellsOnlyTheTimeOfWorkWithoutAKnownSize() {
    TimedWork work = TimedWork.ofBytes("linking", -1, 0, done -> {});

    assertThat(work.describe(7 * SECOND)).isEqualTo("linking: 7 s");
  }

  @Test
  void promisesNoTimeLeftBeforeTheFirstByte() {
    TimedWork work = TimedWork.ofBytes("pulling", 1000, 0, done -> {});

    assertThat(work.describe(SECOND)).isEqualTo("pulling: 0 B of 1000 B, 0 %, 0 B/s");
  }

  @Test
  void endsOnceClosed() {
    List<TimedWork> closed = new ArrayList<>();
    TimedWork work = TimedWork.ofBytes("x", 1, 0, closed::add);
    work.close();

    assertThat(closed).containsExactly(work);
  }

  @Test
  void countsStepsAndTellsTheTimeLeft() {
    TimedWork work = TimedWork.ofSteps("task1, cases", 400, 0, done -> {});
    assertThat(work.describe(1_000_000_000L)).isEqualTo("task1, cases: 0 of 400");
    work.advance(100);
    assertThat(work.describe(30_000_000_000L)).isEqualTo("task1, cases: 100 of 400, 90 s left");
    assertThat(work.describe(300_000_000_000L)).isEqualTo("task1, cases: 100 of 400, 15 min left");
    assertThat(work.describe(3_600_000_000_000L)).isEqualTo("task1, cases: 100 of 400, 3 h left");
  }
}
