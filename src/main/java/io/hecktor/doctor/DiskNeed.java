package io.hecktor.doctor;

/**
 * How much goals will write, about: what is not known is taken for what is usual.
 *
 * @param cacheBytes blobs, and what test runs unpack
 * @param targetBytes archives; image layouts are links into the cache
 * @param why where the figures come from, in a few words
 */
public record DiskNeed(long cacheBytes, long targetBytes, String why) {

  private static final long MIB = 1L << 20;

  /** The profile's CUDA image has about so much when it is packed. */
  private static final long USUAL_BASE = 2048 * MIB;

  private static final long USUAL_PROGRAM = 128 * MIB;

  /** Bases shrink to about a half when they are packed. */
  private static final int UNPACKED = 2;

  /** The base's size where it has to be pulled first. */
  public static long usualBase() {
    return USUAL_BASE;
  }

  /**
   * The need of some images.
   *
   * @param images how many
   * @param modelBytes of all their resources together
   * @param baseBytes of their base, packed
   * @param why where these figures come from
   */
  public static DiskNeed of(int images, long modelBytes, long baseBytes, String why) {
    long one = baseBytes + USUAL_PROGRAM;
    return new DiskNeed(
        one + modelBytes + UNPACKED * one + modelBytes, images * one + modelBytes, why);
  }
}
