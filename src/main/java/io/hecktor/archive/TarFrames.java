package io.hecktor.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** The parts of a tar around its files' contents, which are spliced in from elsewhere. */
final class TarFrames {

  /** What ends an archive: two blocks of zeros. */
  static final int END_BYTES = 2 * TarConstants.DEFAULT_RCDSIZE;

  private TarFrames() {}

  /** The header block of a file, after a PAX header where the size needs one. */
  static byte[] header(String name, long sizeBytes, Instant time) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL, true);
    entry.setSize(sizeBytes);
    entry.setMode(0644);
    entry.setIds(0, 0);
    entry.setUserName("");
    entry.setGroupName("");
    entry.setModTime(time.toEpochMilli());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // Never closed: closing would ask for the content, which does not pass through here.
    @SuppressWarnings("resource")
    TarArchiveOutputStream tar =
        new TarArchiveOutputStream(
            bytes, TarConstants.DEFAULT_RCDSIZE, StandardCharsets.UTF_8.name());
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.putArchiveEntry(entry);
    return bytes.toByteArray();
  }

  /** How many zeros fill the last block of so many bytes. */
  static int padding(long sizeBytes) {
    int rest = (int) (sizeBytes % TarConstants.DEFAULT_RCDSIZE);
    return rest == 0 ? 0 : TarConstants.DEFAULT_RCDSIZE - rest;
  }
}
