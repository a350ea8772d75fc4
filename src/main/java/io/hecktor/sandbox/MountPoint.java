package io.hecktor.sandbox;

/**
 * A place in the rootfs that something will be mounted on, made where the image lacks it: on a
 * read-only root it cannot be made later.
 *
 * @param path absolute, such as {@code /tmp}
 * @param kind what has to be there
 */
public record MountPoint(String path, Kind kind) {

  /** What can be mounted on. */
  public enum Kind {
    DIRECTORY,
    /** Made as an empty file; a link in its place is replaced. */
    FILE
  }

  /** A folder to mount on. */
  public static MountPoint directory(String path) {
    return new MountPoint(path, Kind.DIRECTORY);
  }

  /** A file to mount on. */
  public static MountPoint file(String path) {
    return new MountPoint(path, Kind.FILE);
  }
}
