package io.hecktor.blob;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A file that appears whole or not at all: written under a name of its own beside the target, then
 * moved. Closed without {@link #commit}, and on Ctrl-C, it is deleted. What a killed process left
 * behind is told from what is being written by a lock, and is swept by the next one.
 */
public final class AtomicFile implements AutoCloseable {

  private static final String SUFFIX = ".part";

  /**
   * Tells this process's files from those of others: some systems drop a process's locks on a file
   * as soon as it closes any channel to it, so a sweep must not even open its own.
   */
  private static final String OWN = "-" + process() + SUFFIX;

  private final Path target;
  private final Path part;
  private final FileChannel channel;
  private final SyncAhead sync;
  private final Thread onExit;
  private boolean closed;

  private AtomicFile(Path target, Path part, FileChannel channel) {
    this.target = target;
    this.part = part;
    this.channel = channel;
    this.sync = new SyncAhead(channel::force);
    this.onExit = new Thread(() -> deleteQuietly(part), "hecktor-delete-part");
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  private static String process() {
    ProcessHandle self = ProcessHandle.current();
    return self.pid() + "-" + self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /** Opens a file that will stand at {@code target}; folders above it are made. */
  public static AtomicFile at(Path target) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(target + " is no place for a file");
    }
    Files.createDirectories(folder);
    while (true) {
      Path part = folder.resolve(target.getFileName() + "." + UUID.randomUUID() + OWN);
      Optional<FileChannel> channel = openLocked(part);
      if (channel.isPresent()) {
        return new AtomicFile(target, part, channel.get());
      }
    }
  }

  /** Empty if another process swept the file away before it was locked. */
  private static Optional<FileChannel> openLocked(Path part) throws IOException {
    FileChannel channel =
        FileChannel.open(
            part, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null && Files.exists(part)) {
        return Optional.of(channel);
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      Files.deleteIfExists(part);
      throw e;
    }
    channel.close();
    return Optional.empty();
  }

  /** Writes a small file whole. */
  public static void write(Path target, byte[] bytes) throws IOException {
    try (AtomicFile file = at(target)) {
      file.output().write(bytes);
      file.commit();
    }
  }

  /** Writes a small file whole, unless it holds these very bytes already. */
  public static void writeIfOther(Path target, byte[] bytes) throws IOException {
    if (!Files.isRegularFile(target) || !Arrays.equals(Files.readAllBytes(target), bytes)) {
      write(target, bytes);
    }
  }

  /** The stream into the file; unbuffered, and not to be closed. */
  public OutputStream output() {
    return Channels.newOutputStream(channel);
  }

  /** The stream into a file that will be synced: the disk begins to take it while it is written. */
  public OutputStream outputToSync() {
    return sync.tellingOf(output());
  }

  /** Takes back all that was written, for another try. */
  public void empty() throws IOException {
    channel.truncate(0);
    channel.position(0);
  }

  /** Where the bytes are until they are committed. */
  public Path part() {
    return part;
  }

  /** Waits until the disk has the bytes. */
  public void sync() throws IOException {
    sync.finish();
  }

  /** Moves the file to its target, in place of what stood there. */
  public void commit() throws IOException {
    commit(target);
  }

  /** Moves the file to a name that was not known when it was opened. */
  public void commit(Path name) throws IOException {
    sync.close();
    // The lock goes last: a file without one is another process's to sweep.
    try (ReplacedFile old = ReplacedFile.at(name)) {
      Files.move(part, name, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
    closed = true;
    channel.close();
    forgetHook();
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      try (channel) {
        sync.close();
      } finally {
        Files.deleteIfExists(part);
        forgetHook();
      }
    }
  }

  private void forgetHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException e) {
      // The machine is shutting down: the hook runs, and finds nothing to delete.
      return;
    }
  }

  private static void deleteQuietly(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // Nobody is left to be told; the next run sweeps it.
      return;
    }
  }

  /** Deletes what processes that were killed left beside {@code target}. */
  public static void sweep(Path target) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder != null && Files.isDirectory(folder)) {
      sweep(folder, target.getFileName() + ".*" + SUFFIX);
    }
  }

  /** Deletes what processes that were killed left in a folder. */
  public static void sweepFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      sweep(folder, "*" + SUFFIX);
    }
  }

  /** What processes that were killed left in a folder. */
  public static List<Path> abandoned(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
        for (Path part : parts) {
          if (!part.toString().endsWith(OWN) && isAbandoned(part)) {
            found.add(part);
          }
        }
      }
    }
    return found;
  }

  private static boolean isAbandoned(Path part) throws IOException {
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock != null;
    } catch (OverlappingFileLockException | NoSuchFileException | AccessDeniedException e) {
      return false; // Being written, gone already, or another user's.
    }
  }

  private static void sweep(Path folder, String glob) throws IOException {
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, glob)) {
      for (Path part : parts) {
        if (!part.toString().endsWith(OWN)) {
          deleteIfAbandoned(part);
        }
      }
    }
  }

  private static void deleteIfAbandoned(Path part) throws IOException {
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        Files.deleteIfExists(part);
      }
    } catch (OverlappingFileLockException | NoSuchFileException | AccessDeniedException e) {
      // Being written, gone already, or another user's.
      return;
    }
  }
}
