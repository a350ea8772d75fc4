package io.hecktor.layer;

import io.hecktor.Progress;
import io.hecktor.blob.Streams;
import io.hecktor.plan.LayerEntry;
import io.hecktor.plan.LayerPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes a layer plan as a tar; the same plan over the same contents gives the same bytes. Contents
 * pass by the library that makes the headers: it would cut them into records of 512 bytes.
 */
final class LayerTar {

  private static final int RECORD_BYTES = 512;

  /** Two empty records end a tar. */
  private static final byte[] ZEROS = new byte[2 * RECORD_BYTES];

  private LayerTar() {}

  /**
   * Writes the tar.
   *
   * @return where the contents of the regular files begin, in the plan's order
   */
  static List<Long> write(LayerPlan plan, OutputStream out, Progress.Work work) throws IOException {
    return write(plan, out, LayerLister.NONE, work);
  }

  /** Writes the tar, and has a lister see what it holds. */
  static List<Long> write(LayerPlan plan, OutputStream out, LayerLister lister, Progress.Work work)
      throws IOException {
    List<Long> positions = new ArrayList<>();
    long position = 0;
    for (LayerEntry entry : plan.entries()) {
      byte[] header = header(entry, plan.time());
      out.write(header, 0, header.length);
      position += header.length;
      if (entry instanceof LayerEntry.RegularFile file) {
        positions.add(position);
        copy(file, lister.telling(file, out), work);
        position += file.content().sizeBytes();
      }
      lister.end(entry);
      int padding = Math.floorMod(-position, RECORD_BYTES);
      out.write(ZEROS, 0, padding);
      position += padding;
    }
    out.write(ZEROS, 0, ZEROS.length);
    out.flush();
    return positions;
  }

  /** With the extended headers that names and sizes may ask for. */
  private static byte[] header(LayerEntry entry, Instant time) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(RECORD_BYTES);
    TarArchiveOutputStream tar =
        new TarArchiveOutputStream(bytes, RECORD_BYTES, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
    tar.putArchiveEntry(TarEntries.of(entry, time));
    return bytes.toByteArray();
  }

  private static void copy(LayerEntry.RegularFile file, OutputStream tar, Progress.Work work)
      throws IOException {
    try (InputStream in = file.content().open()) {
      long copied = Streams.copy(in, tar, work);
      if (copied != file.content().sizeBytes()) {
        throw new IOException(
            file.path() + " had " + file.content().sizeBytes() + " bytes and now has " + copied);
      }
    }
  }
}
