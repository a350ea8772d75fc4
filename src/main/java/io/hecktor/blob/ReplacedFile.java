package io.hecktor.blob;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file in whose place another one is moved. To give a large file's memory and blocks back takes a
 * system a third of a second for each gigabyte, and it does so when nobody has the file open any
 * more: a thread holds it open for as long as the move takes, so that only that thread waits.
 */
final class ReplacedFile implements AutoCloseable {

  /** Less is given back before a thread has started. */
  private static final long WORTH_A_THREAD_BYTES = 64 << 20;

  private final Optional<FileChannel> file;

  private ReplacedFile(Optional<FileChannel> file) {
    this.file = file;
  }

  /** What stands at a name, if it is large. */
  static ReplacedFile at(Path name) {
    try {
      if (Files.isRegularFile(name, LinkOption.NOFOLLOW_LINKS)
          && Files.size(name) >= WORTH_A_THREAD_BYTES) {
        return new ReplacedFile(Optional.of(FileChannel.open(name, StandardOpenOption.READ)));
      }
    } catch (IOException e) {
      return new ReplacedFile(Optional.empty()); // Gone, or not to be read: moving tells.
    }
    return new ReplacedFile(Optional.empty());
  }

  /** Whether somebody has to let go of it. */
  boolean isHeld() {
    return file.isPresent();
  }

  /** Has a thread let go of it. */
  @Override
  public void close() {
    if (file.isPresent()) {
      FileChannel held = file.get();
      Thread thread = new Thread(() -> letGo(held), "hecktor-free");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static void letGo(FileChannel held) {
    try {
      held.close();
    } catch (IOException e) {
      return; // It was read by nobody.
    }
  }
}
