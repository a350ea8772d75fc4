package io.hecktor.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimedWorkTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void tellsBytesShareRateAndTimeLeft() {
    TimedWork work = new TimedWork("writing a.tar.gz", 1 << 30, 0, done -> {});
    work.advance(1 << 29);

    assertThat(work.describe(2 * SECOND))
        .isEqualTo("writing a.tar.gz: 512 MiB of 1.00 GiB, 50 %, 256 MiB/s, 2 s left");
  }

  @Test
  void tellsOnlyTheTimeOfWorkWithoutAKnownSize() {
    TimedWork work = new TimedWork("linking", -1, 0, done -> {});

    assertThat(work.describe(7 * SECOND)).isEqualTo("linking: 7 s");
  }

  @Test
  void promisesNoTimeLeftBeforeTheFirstByte() {
    TimedWork work = new TimedWork("pulling", 1000, 0, done -> {});

    assertThat(work.describe(SECOND)).isEqualTo("pulling: 0 B of 1000 B, 0 %, 0 B/s");
  }

  @Test
  void endsOnceClosed() {
    List<TimedWork> closed = new ArrayList<>();
    TimedWork work = new TimedWork("x", 1, 0, closed::add);
    work.close();

    assertThat(closed).containsExactly(work);
  }
}
