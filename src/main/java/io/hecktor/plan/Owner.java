package io.hecktor.plan;

/**
 * A numeric owner of files, or the user that a process runs as.
 *
 * @param uid user ID
 * @param gid group ID
 */
public record Owner(int uid, int gid) {

  /** The owner of all that the user of an image only reads. */
  public static final Owner ROOT = new Owner(0, 0);

  @Override
  public String toString() {
    return uid + ":" + gid;
  }
}
