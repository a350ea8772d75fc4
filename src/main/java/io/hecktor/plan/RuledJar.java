package io.hecktor.plan;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * The jar of one of the project's own modules, such that nothing in it tells who packed it: its
 * entries are stored, as the zlib that deflates them is another in every JDK; their permissions are
 * by rule, as they come from the umask; and its manifest does not name the JDK that ran Maven. The
 * jar on the disk stays as it is.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE, 4.3.7 and
 *     4.3.12</a>
 */
final class RuledJar {

  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final long MAX_MANIFEST_BYTES = 1 << 20;
  private static final long MAX_BYTES = 0xffff_fff0L;

  private final Path jar;
  private final ZipDirectory directory;
  private final List<Content.Part> parts = new ArrayList<>();
  private final Map<String, ByteBuffer> records = new HashMap<>();
  private long written;

  private RuledJar(Path jar, ZipDirectory directory) {
    this.jar = jar;
    this.directory = directory;
  }

  /**
   * The jar as it goes into the image.
   *
   * @param leftOut entries that do not
   * @return empty for jars that are signed or of an unusual form, such as zip64
   */
  static Optional<Content> of(Path jar, Set<String> leftOut) throws IOException {
    Optional<ZipDirectory> directory = ZipDirectory.read(jar);
    if (directory.isEmpty() || directory.get().isUnusual()) {
      return Optional.empty();
    }
    RuledJar ruled = new RuledJar(jar, directory.get());
    return ruled.write(leftOut)
        ? Optional.of(new Content.OfParts(jar, leftOut.isEmpty(), ruled.parts))
        : Optional.empty();
  }

  /** Whether that could be done. */
  private boolean write(Set<String> leftOut) throws IOException {
    List<ZipDirectory.Entry> byOffset =
        directory.entries().stream()
            .filter(entry -> !leftOut.contains(entry.name()))
            .sorted(Comparator.comparingLong(ZipDirectory.Entry::localOffset))
            .toList();
    try (FileChannel file = FileChannel.open(jar, StandardOpenOption.READ)) {
      for (ZipDirectory.Entry entry : byOffset) {
        Optional<ZipEntryHeader> header =
            ZipEntryHeader.read(file, entry).filter(found -> isWithin(entry, found));
        if (header.isEmpty() || written > MAX_BYTES) {
          return false;
        }
        add(entry, header.get());
      }
    }
    return addDirectory();
  }

  private boolean isWithin(ZipDirectory.Entry entry, ZipEntryHeader header) {
    return header.contentOffset() + entry.packedBytes() <= directory.offset();
  }

  private void add(ZipDirectory.Entry entry, ZipEntryHeader header) throws IOException {
    Content.Part content =
        entry.isDeflated()
            ? new Content.Part.Inflated(
                header.contentOffset(), entry.packedBytes(), entry.sizeBytes(), entry.crc())
            : new Content.Part.Range(header.contentOffset(), entry.sizeBytes());
    long crc = entry.crc();
    if (entry.name().equals(MANIFEST) && entry.sizeBytes() <= MAX_MANIFEST_BYTES) {
      byte[] manifest = RuledManifest.of(read(content));
      content = new Content.Part.Bytes(ByteBuffer.wrap(manifest));
      crc = crc(manifest);
    }
    ZipEntryHeader.Stored stored =
        new ZipEntryHeader.Stored(crc, content.sizeBytes(), JarModes.of(entry.name()), written);
    records.put(entry.name(), stored.record(entry.bytes()));
    append(new Content.Part.Bytes(stored.header(header.bytes())));
    append(content);
  }

  private byte[] read(Content.Part part) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InputStream in = new PartsInputStream(jar, List.of(part))) {
      in.transferTo(bytes);
    }
    return bytes.toByteArray();
  }

  private static long crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }

  private void append(Content.Part part) {
    if (part.sizeBytes() > 0) {
      parts.add(part);
      written += part.sizeBytes();
    }
  }

  /** In the order of the old one. */
  private boolean addDirectory() {
    long offset = written;
    int count = 0;
    for (ZipDirectory.Entry entry : directory.entries()) {
      ByteBuffer record = records.get(entry.name());
      if (record != null) {
        append(new Content.Part.Bytes(record));
        count++;
      }
    }
    if (written > MAX_BYTES) {
      return false;
    }
    ByteBuffer end =
        ByteBuffer.allocate(directory.end().remaining()).order(ByteOrder.LITTLE_ENDIAN);
    end.put(directory.end().duplicate()).flip();
    end.putShort(8, (short) count).putShort(10, (short) count);
    end.putInt(12, (int) (written - offset)).putInt(16, (int) offset);
    append(new Content.Part.Bytes(end));
    return true;
  }
}
