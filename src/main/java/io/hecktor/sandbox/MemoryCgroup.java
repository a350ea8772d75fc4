package io.hecktor.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A control group with a memory limit, made for one run below the one that this process is in or
 * beside it, and removed when closed. Where none can be made it {@linkplain #exists does not
 * exist}.
 */
final class MemoryCgroup implements AutoCloseable {

  private final Optional<Path> folder;
  private final boolean v2;

  MemoryCgroup(Optional<Path> folder, boolean v2) {
    this.folder = folder;
    this.v2 = v2;
  }

  static MemoryCgroup none() {
    return new MemoryCgroup(Optional.empty(), false);
  }

  /**
   * Makes a control group where this process may.
   *
   * @param name the folder's name
   */
  static MemoryCgroup create(String name, long limitBytes) {
    for (CgroupPlace place : CgroupPlace.ofThisProcess()) {
      Path folder = place.folder().resolve(name);
      try {
        RuntimeCgroups.removeStale(place.folder());
        Files.createDirectory(folder);
        MemoryCgroup made = new MemoryCgroup(Optional.of(folder), place.v2());
        if (made.limit(limitBytes)) {
          return made;
        }
        made.close();
      } catch (IOException e) {
        // Not delegated to us; the next place, or samples.
      }
    }
    return none();
  }

  /**
   * The control group of another process, to be read and never to be closed.
   *
   * @param file such as {@code /proc/1/cgroup}
   */
  static MemoryCgroup of(Path file) throws IOException {
    return CgroupPlace.of(file).stream()
        .filter(place -> Files.isReadable(place.folder().resolve("memory.stat")))
        .findFirst()
        .map(place -> new MemoryCgroup(Optional.of(place.folder()), place.v2()))
        .orElseGet(MemoryCgroup::none);
  }

  boolean limit(long bytes) throws IOException {
    Path limit = file(v2 ? "memory.max" : "memory.limit_in_bytes");
    if (!Files.isWritable(limit) || !Files.isWritable(processes())) {
      return false;
    }
    Files.writeString(limit, Long.toString(bytes));
    // Swapping out would hide what the run takes; kernels without swap accounting lack the file.
    Path swap = file(v2 ? "memory.swap.max" : "memory.memsw.limit_in_bytes");
    if (Files.isWritable(swap)) {
      Files.writeString(swap, v2 ? "0" : Long.toString(bytes));
    }
    return true;
  }

  boolean exists() {
    return folder.isPresent();
  }

  private Path file(String name) {
    return folder.orElseThrow().resolve(name);
  }

  /** The file that a process joins by writing to. */
  Path processes() {
    return file("cgroup.procs");
  }

  MemoryUse.Meter meter() {
    return v2 ? MemoryUse.Meter.CGROUP_V2 : MemoryUse.Meter.CGROUP_V1;
  }

  /** Anonymous and shared memory now. */
  long residentBytes() throws IOException {
    List<String> stat = Files.readAllLines(file("memory.stat"), StandardCharsets.US_ASCII);
    return v2
        ? value(stat, "anon") + value(stat, "shmem")
        : value(stat, "total_rss") + value(stat, "total_shmem");
  }

  /** The kernel's high-water mark, cached files included; kernels before 5.19 lack it in v2. */
  OptionalLong highWaterBytes() throws IOException {
    Path file = file(v2 ? "memory.peak" : "memory.max_usage_in_bytes");
    return Files.exists(file)
        ? OptionalLong.of(Long.parseLong(Files.readString(file).strip()))
        : OptionalLong.empty();
  }

  /** How many processes the kernel has killed for the limit. */
  long kills() throws IOException {
    Path file = file(v2 ? "memory.events" : "memory.oom_control");
    return value(Files.readAllLines(file, StandardCharsets.US_ASCII), "oom_kill");
  }

  private static long value(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name + " "))
        .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1).strip()))
        .findFirst()
        .orElse(0);
  }

  /**
   * Removes it; the kernel refuses while a process is dying in it, so that is tried for a while.
   */
  @Override
  public void close() throws IOException {
    if (folder.isEmpty()) {
      return;
    }
    for (Path group : groups(folder.get())) {
      for (int attempt = 0; Files.exists(group) && !removed(group) && attempt < 100; attempt++) {
        java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
      }
    }
  }

  /** An OCI runtime may have made groups inside; the innermost come first. */
  private static List<Path> groups(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      List<Path> all = new ArrayList<>(files.filter(Files::isDirectory).toList());
      java.util.Collections.reverse(all);
      return all;
    }
  }

  private static boolean removed(Path group) {
    return group.toFile().delete();
  }
}
