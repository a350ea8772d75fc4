package io.hecktor.blob;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keys over the contents of many files that others than the user look after, a JDK's and the
 * cache's own, kept together with what the file system said of each file: while all of that is the
 * same nobody has written to one of them. What users bring is never found this way.
 *
 * <p>Only where files have a time of change, which no program can set, and only for files that had
 * long been left alone when they were read: a file that is written twice within a tick of the clock
 * looks the same after the second time.
 */
public final class RememberedKeys {

  private static final String RECORDS = "remembered-keys";

  /** Far more than a tick of any file system's clock, and than a process's start is rounded by. */
  private static final Duration SETTLED = Duration.ofSeconds(3);

  private final BlobStore store;
  private final String records;
  private final Instant now;

  /** Remembers in a store what was last changed before this process began. */
  public RememberedKeys(BlobStore store) {
    this(store, RECORDS);
  }

  /** Remembers in a store, under a name of its own, what another hash is made of. */
  public RememberedKeys(BlobStore store, String records) {
    this(store, records, ProcessHandle.current().info().startInstant().orElse(Instant.MIN));
  }

  /**
   * Remembers in a store.
   *
   * @param now a time at or before the reading of any file
   */
  RememberedKeys(BlobStore store, Instant now) {
    this(store, RECORDS, now);
  }

  private RememberedKeys(BlobStore store, String records, Instant now) {
    this.store = store;
    this.records = records;
    this.now = now;
  }

  /** Reads files and makes one key of their contents. */
  @FunctionalInterface
  public interface Hash {

    /** Reads the files. */
    String read() throws IOException;
  }

  /**
   * What {@code hash} makes of the files, read only if they were touched since they were last read.
   *
   * @param hash depends on nothing but the files' names and contents
   */
  public String of(List<Path> files, Hash hash) throws IOException {
    String name = key(String.join("\n", files.stream().map(Path::toString).toList()));
    Optional<String> stamps = stamps(files, now.minus(SETTLED));
    Optional<String> known = store.record(records, name).flatMap(bytes -> match(bytes, stamps));
    if (known.isPresent()) {
      return known.get();
    }
    String result = hash.read();
    if (stamps.isPresent() && stamps.equals(stamps(files, now.minus(SETTLED)))) {
      byte[] record = (stamps.get() + "\n" + result).getBytes(StandardCharsets.UTF_8);
      store.putRecord(records, name, record);
    }
    return result;
  }

  private static Optional<String> match(byte[] record, Optional<String> stamps) {
    String[] lines = new String(record, StandardCharsets.UTF_8).split("\n", -1);
    return lines.length == 2 && stamps.filter(lines[0]::equals).isPresent()
        ? Optional.of(lines[1])
        : Optional.empty();
  }

  /**
   * What the file system says of files; another word when one of them has been written to.
   *
   * @param settled a time long enough ago that a file's next change has another one
   * @return empty if a file could change without a trace
   */
  public static Optional<String> stamps(List<Path> files, Instant settled) throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path file : files) {
      if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
        return Optional.empty();
      }
      Map<String, Object> facts =
          Files.readAttributes(file, "unix:size,lastModifiedTime,ctime,ino,dev");
      if (!(facts.get("ctime") instanceof FileTime changed)
          || changed.toInstant().isAfter(settled)) {
        return Optional.empty();
      }
      for (String fact : List.of("size", "lastModifiedTime", "ctime", "ino", "dev")) {
        all.append(facts.get(fact)).append(' ');
      }
      all.append(file).append('\n');
    }
    return Optional.of(key(all.toString()));
  }

  private static String key(String text) {
    return ContentKey.of(text.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
