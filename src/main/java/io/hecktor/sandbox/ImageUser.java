package io.hecktor.sandbox;

/**
 * The numeric user and group that the image's process has on the platform.
 *
 * @param uid of the user
 * @param gid of its only group
 */
public record ImageUser(long uid, long gid) {

  private static final int ALL_CLASSES = 0111;

  /**
   * The permission bits that make every user be treated as this one would be on the platform.
   *
   * <p>An ordinary user cannot give files away: whatever owner the layer names, the files on the
   * disk belong to the user who unpacks, and in the sandbox they seem to belong to the image's
   * user, who could then read root's {@code 0600} files here and not there. So the three classes
   * all get what the one that counts for the image's user allows. Set-user-ID, set-group-ID and
   * sticky bits are dropped.
   */
  int effectiveMode(Attributes attributes) {
    int shift = attributes.uid() == uid ? 6 : attributes.gid() == gid ? 3 : 0;
    return (attributes.mode() >> shift & 07) * ALL_CLASSES;
  }

  @Override
  public String toString() {
    return uid + ":" + gid;
  }
}
