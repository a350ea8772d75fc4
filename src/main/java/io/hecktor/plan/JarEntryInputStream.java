package io.hecktor.plan;

import io.hecktor.OneByte;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads an entry of a jar and holds it to its CRC-32, which {@link ZipFile} does not. */
final class JarEntryInputStream extends FilterInputStream {

  private final ZipFile jar;
  private final Content.OfJarEntry entry;
  private final CRC32 crc;

  JarEntryInputStream(Content.OfJarEntry entry) throws IOException {
    this(new ZipFile(entry.jar().toFile()), entry, new CRC32());
  }

  private JarEntryInputStream(ZipFile jar, Content.OfJarEntry entry, CRC32 crc) throws IOException {
    super(new CheckedInputStream(open(jar, entry), crc));
    this.jar = jar;
    this.entry = entry;
    this.crc = crc;
  }

  private static InputStream open(ZipFile jar, Content.OfJarEntry entry) throws IOException {
    ZipEntry found = jar.getEntry(entry.entry());
    if (found == null) {
      jar.close();
      throw new IOException(entry.entry() + " is no longer in " + entry.jar().getFileName());
    }
    return jar.getInputStream(found);
  }

  @Override
  public int read() throws IOException {
    return OneByte.of(this);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    if (read < 0 && crc.getValue() != entry.crc()) {
      throw new IOException(
          entry.entry() + " in " + entry.jar().getFileName() + " is damaged: its CRC differs");
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      jar.close();
    }
  }
}
