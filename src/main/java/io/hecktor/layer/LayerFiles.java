package io.hecktor.layer;

import io.hecktor.blob.Streams;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The entries of a layer's tar with their contents, shown one after the other. */
public final class LayerFiles {

  private LayerFiles() {}

  /** Is shown each entry; paths are relative to the root, without a slash at either end. */
  public interface Visitor {

    /**
     * A regular file.
     *
     * @param content ends with the file; may be left unread
     */
    void file(String path, long sizeBytes, InputStream content) throws IOException;

    /**
     * Another name of a file or folder.
     *
     * @param target of a symbolic link as it is written; of a hard link, {@code /} and the path
     */
    void link(String path, String target);

    /** A whiteout, whose name tells what it hides. */
    void whiteout(String path);
  }

  /**
   * Reads a layer to its end.
   *
   * @param raw the layer as stored, compressed or not; not closed
   * @throws IOException if it is no tar, or ends too early
   */
  public static void visit(InputStream raw, Visitor visitor) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw, Streams.BUFFER_BYTES);
    InputStream tar = Compression.of(in).decompress(in);
    TarArchiveInputStream entries = new TarArchiveInputStream(tar, StandardCharsets.UTF_8.name());
    for (TarArchiveEntry entry; (entry = entries.getNextEntry()) != null; ) {
      show(entry, entries, visitor);
    }
    LayerScanner.drain(tar);
    LayerScanner.drain(in);
  }

  private static void show(TarArchiveEntry entry, InputStream content, Visitor visitor)
      throws IOException {
    String path = LayerScanner.normalise(entry.getName());
    if (path.substring(path.lastIndexOf('/') + 1).startsWith(LayerScanner.WHITEOUT)) {
      visitor.whiteout(path);
    } else if (entry.isSymbolicLink()) {
      visitor.link(path, entry.getLinkName());
    } else if (entry.isLink()) {
      visitor.link(path, "/" + LayerScanner.normalise(entry.getLinkName()));
    } else if (LayerScanner.isRegular(entry)) {
      visitor.file(path, entry.getSize(), content);
    }
  }
}
