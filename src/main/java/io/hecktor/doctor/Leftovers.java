package io.hecktor.doctor;

import io.hecktor.blob.AtomicFile;
import io.hecktor.blob.BlobStore;
import io.hecktor.sandbox.FileTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What processes that were killed have left in the cache. */
final class Leftovers {

  /** No work of ours takes so long; its temporary files bear no lock. */
  private static final Duration DEAD_AFTER = Duration.ofDays(1);

  private static final List<String> WORK = List.of("work", "engine-trials");

  private final BlobStore store;
  private final Instant now;

  Leftovers(BlobStore store, Instant now) {
    this.store = store;
    this.now = now;
  }

  /** What was left, and gone where it is to be fixed. */
  List<Fault> examine(Depth depth) throws IOException {
    List<Fault> faults = new ArrayList<>();
    for (Path folder : foldersOfFiles()) {
      for (Path part : AtomicFile.abandoned(folder)) {
        faults.add(fault(part, "unfinished file", depth));
      }
    }
    for (String kind : WORK) {
      for (Path path : old(store.root().resolve(kind))) {
        faults.add(fault(path, "temporary file", depth));
      }
    }
    return faults;
  }

  private List<Path> foldersOfFiles() throws IOException {
    List<Path> folders = new ArrayList<>();
    folders.add(store.root().resolve("blobs").resolve("sha256"));
    for (String kind : store.recordKinds()) {
      folders.add(store.root().resolve("records").resolve(kind));
    }
    return folders;
  }

  private List<Path> old(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> old = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path path : all.sorted().toList()) {
        boolean passed = String.valueOf(path.getFileName()).startsWith("passed-");
        Instant modified = Files.getLastModifiedTime(path).toInstant();
        if (!passed && modified.isBefore(now.minus(DEAD_AFTER))) {
          old.add(path);
        }
      }
    }
    return old;
  }

  private Fault fault(Path path, String what, Depth depth) throws IOException {
    long bytes = bytes(path);
    if (depth == Depth.FIX) {
      if (Files.isDirectory(path)) {
        FileTrees.delete(path);
      } else {
        Files.deleteIfExists(path);
      }
    }
    String name = what + " " + store.root().relativize(path);
    return new Fault(name, bytes, depth == Depth.FIX && !Files.exists(path));
  }

  private static long bytes(Path path) {
    try (Stream<Path> files = Files.walk(path)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException | UncheckedIOException e) {
      return 0; // Somebody else is removing it.
    }
  }
}
