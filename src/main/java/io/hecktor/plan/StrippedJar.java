package io.hecktor.plan;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A jar without the native libraries of other systems. What stays is copied as it is packed, so the
 * same jar gives the same bytes wherever that is done; the jar in the local repository is never
 * touched.
 */
final class StrippedJar {

  private static final int LOCAL_OFFSET_AT = 42;

  private final ZipDirectory directory;
  private final List<Content.Part> parts = new ArrayList<>();
  private long written;

  private StrippedJar(ZipDirectory directory) {
    this.directory = directory;
  }

  /**
   * The jar as it goes into the image.
   *
   * @return empty where there is nothing to leave out, and for jars that are signed or of an
   *     unusual form
   */
  static Optional<Content> of(Path jar) throws IOException {
    Set<String> foreign = foreign(jar);
    Optional<ZipDirectory> directory =
        foreign.isEmpty() ? Optional.empty() : ZipDirectory.read(jar);
    if (directory.isEmpty() || directory.get().isUnusual()) {
      return Optional.empty();
    }
    return Optional.of(
        new Content.OfParts(jar, false, new StrippedJar(directory.get()).without(foreign)));
  }

  /** The entries that no Linux on x86-64 can load. */
  static Set<String> foreign(Path jar) throws IOException {
    Set<String> names = new HashSet<>();
    if (!Files.isRegularFile(jar)) {
      return names;
    }
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        if (ForeignNatives.system(zip, entry).isPresent()) {
          names.add(entry.getName());
        }
      }
    } catch (java.util.zip.ZipException e) {
      names.clear();
    }
    return names;
  }

  private List<Content.Part> without(Set<String> foreign) {
    List<ZipDirectory.Entry> byOffset =
        directory.entries().stream()
            .sorted(Comparator.comparingLong(ZipDirectory.Entry::localOffset))
            .toList();
    ByteBuffer records = ByteBuffer.allocate(directorySize()).order(ByteOrder.LITTLE_ENDIAN);
    java.util.Map<String, Long> offsets = new java.util.HashMap<>();
    addRange(0, byOffset.get(0).localOffset());
    for (int i = 0; i < byOffset.size(); i++) {
      ZipDirectory.Entry entry = byOffset.get(i);
      long end = i + 1 < byOffset.size() ? byOffset.get(i + 1).localOffset() : directory.offset();
      if (!foreign.contains(entry.name())) {
        offsets.put(entry.name(), written);
        addRange(entry.localOffset(), end);
      }
    }
    int count = 0;
    for (ZipDirectory.Entry entry : directory.entries()) {
      Long offset = offsets.get(entry.name());
      if (offset != null) {
        int at = records.position();
        records.put(entry.bytes().duplicate());
        records.putInt(at + LOCAL_OFFSET_AT, (int) (long) offset);
        count++;
      }
    }
    addEnd(records.flip(), count);
    return parts;
  }

  private int directorySize() {
    return directory.entries().stream().mapToInt(entry -> entry.bytes().remaining()).sum();
  }

  private void addRange(long begin, long end) {
    long size = end - begin;
    if (size == 0) {
      return;
    }
    int last = parts.size() - 1;
    if (last >= 0
        && parts.get(last) instanceof Content.Part.Range before
        && before.offset() + before.sizeBytes() == begin) {
      parts.set(last, new Content.Part.Range(before.offset(), before.sizeBytes() + size));
    } else {
      parts.add(new Content.Part.Range(begin, size));
    }
    written += size;
  }

  private void addEnd(ByteBuffer records, int count) {
    ByteBuffer end =
        ByteBuffer.allocate(directory.end().remaining()).order(ByteOrder.LITTLE_ENDIAN);
    end.put(directory.end().duplicate()).flip();
    end.putShort(8, (short) count).putShort(10, (short) count);
    end.putInt(12, records.remaining()).putInt(16, (int) written);
    parts.add(new Content.Part.Bytes(records));
    parts.add(new Content.Part.Bytes(end));
  }
}
