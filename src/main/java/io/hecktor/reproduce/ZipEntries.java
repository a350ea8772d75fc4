package io.hecktor.reproduce;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** A jar's entries, with all that their headers say. */
final class ZipEntries implements AutoCloseable {

  private final ZipFile zip;
  private final Map<String, ZipArchiveEntry> byName = new LinkedHashMap<>();

  ZipEntries(byte[] bytes) throws IOException {
    zip = ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(bytes)).get();
    Collections.list(zip.getEntriesInPhysicalOrder())
        .forEach(entry -> byName.putIfAbsent(entry.getName(), entry));
  }

  /** In the order in which they lie in the file. */
  List<String> names() {
    return new ArrayList<>(byName.keySet());
  }

  boolean has(String name) {
    return byName.containsKey(name);
  }

  private ZipArchiveEntry entry(String name) {
    ZipArchiveEntry entry = byName.get(name);
    if (entry == null) {
      throw new IllegalArgumentException(name);
    }
    return entry;
  }

  byte[] content(String name) throws IOException {
    try (var in = zip.getInputStream(entry(name))) {
      return in.readAllBytes();
    }
  }

  /** As MS-DOS and the extra fields say it. */
  String time(String name) {
    return entry(name).getLastModifiedTime() + " " + extra(name);
  }

  private String extra(String name) {
    return HexFormat.of().formatHex(entry(name).getLocalFileDataExtra());
  }

  String shownTime(String name) {
    return String.valueOf(entry(name).getLastModifiedTime());
  }

  int mode(String name) {
    return entry(name).getUnixMode() & 07777;
  }

  /** Method and size, which differ where the same content was compressed otherwise. */
  String compression(String name) {
    ZipArchiveEntry entry = entry(name);
    return (entry.getMethod() == ZipArchiveEntry.STORED ? "stored" : "deflated")
        + " "
        + entry.getCompressedSize();
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
