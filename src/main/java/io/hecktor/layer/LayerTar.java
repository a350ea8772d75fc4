package io.hecktor.layer;

import io.hecktor.Progress;
import io.hecktor.blob.Streams;
import io.hecktor.plan.LayerEntry;
import io.hecktor.plan.LayerPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Writes a layer plan as a tar; the same plan over the same contents gives the same bytes. */
final class LayerTar {

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
    TarArchiveOutputStream tar =
        new TarArchiveOutputStream(out, 512, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
    for (LayerEntry entry : plan.entries()) {
      tar.putArchiveEntry(TarEntries.of(entry, plan.time()));
      if (entry instanceof LayerEntry.RegularFile file) {
        positions.add(tar.getBytesWritten());
        copy(file, lister.telling(file, tar), work);
      }
      lister.end(entry);
      tar.closeArchiveEntry();
    }
    tar.finish();
    tar.flush();
    return positions;
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
