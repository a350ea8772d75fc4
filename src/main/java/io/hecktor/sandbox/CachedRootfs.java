package io.hecktor.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * A rootfs in the cache. It is whole if it bears its name: it is made under another.
 *
 * @param folder holds the root and the files about it
 */
record CachedRootfs(Path folder) {

  Path root() {
    return folder.resolve("root");
  }

  Path ownership() {
    return folder.resolve("ownership.tsv");
  }

  Path madeOf() {
    return folder.resolve("made-of");
  }

  String key() {
    return folder.getFileName().toString();
  }

  boolean exists() {
    return Files.exists(madeOf());
  }

  Instant lastUsed() throws IOException {
    return Files.getLastModifiedTime(madeOf()).toInstant();
  }

  void touch(Instant now) throws IOException {
    Files.setLastModifiedTime(madeOf(), FileTime.from(now));
  }
}
