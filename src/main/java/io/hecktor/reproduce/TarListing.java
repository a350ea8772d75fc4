package io.hecktor.reproduce;

import io.hecktor.blob.Streams;
import io.hecktor.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The entries of a layer's tar: each field of their headers, and a digest of what they hold. */
final class TarListing {

  private TarListing() {}

  /**
   * An entry.
   *
   * @param fields the header's, by what they are called
   * @param sizeBytes of the content
   * @param content its SHA-256
   */
  record Entry(Map<String, String> fields, long sizeBytes, Digest content) {}

  /** Reads a tar to its end; in the tar's order. */
  static Map<String, Entry> of(InputStream in) throws IOException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    TarArchiveInputStream tar = new TarArchiveInputStream(in, StandardCharsets.UTF_8.name());
    byte[] buffer = new byte[Streams.BUFFER_BYTES];
    for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
      MessageDigest sha256 = Digest.sha256();
      for (int read; (read = tar.read(buffer, 0, buffer.length)) >= 0; ) {
        Digest.update(sha256, buffer, 0, read);
      }
      entries.put(entry.getName(), new Entry(fields(entry), entry.getSize(), Digest.of(sha256)));
    }
    return entries;
  }

  private static Map<String, String> fields(TarArchiveEntry entry) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("type", String.valueOf((char) entry.getLinkFlag()));
    fields.put("mode", String.format(Locale.ROOT, "%04o", entry.getMode() & 07777));
    fields.put("owner", entry.getLongUserId() + ":" + entry.getLongGroupId());
    fields.put("names", entry.getUserName() + ":" + entry.getGroupName());
    fields.put("time", String.valueOf(entry.getLastModifiedTime()));
    fields.put("link", entry.getLinkName());
    fields.put("pax", new TreeMap<>(entry.getExtraPaxHeaders()).toString());
    return fields;
  }

  /** Reads on until an entry, and its content whole. */
  static byte[] content(InputStream in, String name) throws IOException {
    TarArchiveInputStream tar = new TarArchiveInputStream(in, StandardCharsets.UTF_8.name());
    for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
      if (entry.getName().equals(name)) {
        return tar.readAllBytes();
      }
    }
    throw new IOException("the entry " + name + " is gone");
  }
}
