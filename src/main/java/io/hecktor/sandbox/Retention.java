package io.hecktor.sandbox;

import java.time.Duration;

/**
 * What is kept of old rootfs; one in use is always kept.
 *
 * @param count how many rootfs at most, the last used first
 * @param age how long a rootfs is kept after its last use
 * @param bytes how many bytes the layers of all of them may hold
 */
public record Retention(int count, Duration age, long bytes) {

  /**
   * Room for three tasks on a few bases, and for a base with CUDA and cuDNN among them: 12 rootfs,
   * 30 days, 40 GiB.
   */
  public static Retention standard() {
    return new Retention(12, Duration.ofDays(30), 40L << 30);
  }
}
