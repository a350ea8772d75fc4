package io.hecktor.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * An unpacked image, held until it is closed: nobody removes it meanwhile. It is shared with other
 * runs and its files with other rootfs, so whatever runs in it must have it mounted read-only.
 *
 * <p>Its links lead where the image wants, which on the host is anywhere: nothing in it may be
 * opened from outside by a path that could hold one.
 */
public final class Rootfs implements AutoCloseable {

  private final CachedRootfs cached;
  private final MadeOf madeOf;
  private final InUse inUse;

  Rootfs(CachedRootfs cached, MadeOf madeOf, InUse inUse) {
    this.cached = cached;
    this.madeOf = madeOf;
    this.inUse = inUse;
  }

  /** The folder that is to be the root. */
  public Path folder() {
    return cached.root();
  }

  /**
   * The file that tells owner and mode of what is not simply root's and readable by everybody: path
   * (escaped like Java's), uid, gid and octal mode, separated by tabs.
   */
  public Path ownership() {
    return cached.ownership();
  }

  /**
   * Where the requested mount points are once the image's links are followed: absolute paths inside
   * the rootfs, by the path requested. Only these are safe to mount on from outside.
   */
  public Map<String, String> mountPoints() {
    return madeOf.mountPoints();
  }

  /**
   * What the image has and an ordinary user cannot make, except in {@code /dev}; mostly nothing.
   */
  public List<String> leftOut() {
    return madeOf.leftOut();
  }

  @Override
  public void close() throws IOException {
    inUse.close();
  }
}
