package io.hecktor.blob;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Content keys for one build, each computed once. Those of large files can be begun ahead, while
 * the build still loads classes and looks at its base.
 */
public final class ContentKeys {

  private final Map<Path, FutureTask<ContentKey>> known = new HashMap<>();

  /** Begins to hash files in the background, in this order. */
  public void begin(List<Path> files) {
    for (Path file : files) {
      known.put(file, task(file));
    }
    List<FutureTask<ContentKey>> tasks = files.stream().map(known::get).toList();
    Thread thread = new Thread(() -> tasks.forEach(FutureTask::run), "hecktor-hash-ahead");
    thread.setDaemon(true);
    thread.start();
  }

  private static FutureTask<ContentKey> task(Path file) {
    return new FutureTask<>(() -> ContentKey.of(file));
  }

  /** The key of a file as it was when this build first read it. */
  public ContentKey of(Path file) throws IOException {
    FutureTask<ContentKey> task = known.computeIfAbsent(file, ContentKeys::task);
    try {
      task.run(); // Does nothing where another thread has begun it.
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while hashing");
    } catch (ExecutionException e) {
      throw new IOException("`" + file + "` could not be hashed", e.getCause());
    }
  }
}
