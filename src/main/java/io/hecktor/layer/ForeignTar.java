package io.hecktor.layer;

import io.hecktor.blob.Streams;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** A tar that others wrote, compressed or not, walked from its first entry to its last. */
public final class ForeignTar {

  private ForeignTar() {}

  /**
   * An entry's header.
   *
   * @param ordinal its place in the archive, from 0
   * @param name as written
   * @param kind what it is
   * @param sizeBytes of a file's content
   * @param target of a link; else empty
   */
  public record Entry(int ordinal, String name, Kind kind, long sizeBytes, String target) {}

  /** What an entry is, as far as archives of images go. */
  public enum Kind {
    FILE,
    SYMBOLIC_LINK,
    HARD_LINK,
    OTHER
  }

  /** Sees one entry after the other. */
  @FunctionalInterface
  public interface Visitor<E extends Exception> {

    /**
     * Looks at an entry.
     *
     * @param content its bytes; reading them is up to the visitor, closing them is not
     * @return whether to go on
     */
    boolean visit(Entry entry, InputStream content) throws IOException, E;
  }

  /** The tar in a file's bytes, told by its first ones and not by what the file is called. */
  public static InputStream open(InputStream file) throws IOException {
    BufferedInputStream in = new BufferedInputStream(file, Streams.BUFFER_BYTES);
    return Compression.of(in).decompress(in);
  }

  /**
   * Walks the entries. If the visitor never stops, the stream is read to its end, so that the check
   * sums of a compressed file have been compared.
   *
   * @throws IOException if it is no tar, or damaged, or ends too early
   */
  public static <E extends Exception> void walk(InputStream in, Visitor<E> visitor)
      throws IOException, E {
    TarArchiveInputStream tar = new TarArchiveInputStream(in, StandardCharsets.UTF_8.name());
    int ordinal = 0;
    for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
      if (!entry.isCheckSumOK()) {
        throw new IOException("the header of entry " + ordinal + " is damaged");
      }
      if (!visitor.visit(describe(ordinal++, entry), tar)) {
        return;
      }
    }
    LayerScanner.drain(in);
  }

  private static Entry describe(int ordinal, TarArchiveEntry entry) {
    return new Entry(ordinal, entry.getName(), kind(entry), entry.getSize(), entry.getLinkName());
  }

  private static Kind kind(TarArchiveEntry entry) {
    if (entry.isSymbolicLink()) {
      return Kind.SYMBOLIC_LINK;
    } else if (entry.isLink()) {
      return Kind.HARD_LINK;
    }
    return LayerScanner.isRegular(entry) ? Kind.FILE : Kind.OTHER;
  }
}
