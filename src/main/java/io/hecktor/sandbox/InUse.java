package io.hecktor.sandbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A mark that something in the cache is in use: a file of its own for each user, locked as long as
 * that user lives. Not one shared lock, for Java refuses the second of one process, and closing
 * one's second channel to a file gives up the first one's lock.
 */
final class InUse implements AutoCloseable {

  private final Path file;
  private final FileChannel channel;

  private InUse(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Marks the thing that a folder of marks belongs to. */
  static InUse mark(Path marks) throws IOException {
    Files.createDirectories(marks);
    Path file = marks.resolve(ownPrefix() + UUID.randomUUID());
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    channel.lock();
    return new InUse(file, channel);
  }

  /** Whether anybody uses the thing; removes what the dead left behind. */
  static boolean anyMark(Path marks) throws IOException {
    if (!Files.isDirectory(marks)) {
      return false;
    }
    boolean any = false;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(marks)) {
      for (Path file : files) {
        any |= isAlive(file);
      }
    }
    return any;
  }

  private static boolean isAlive(Path file) throws IOException {
    if (file.getFileName().toString().startsWith(ownPrefix())) {
      return true;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        return true;
      }
      Files.deleteIfExists(file);
      return false;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static String ownPrefix() {
    return ProcessHandle.current().pid() + "-";
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
    channel.close();
  }
}
