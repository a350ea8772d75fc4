package io.hecktor.sandbox;

import io.hecktor.FileInput;
import io.hecktor.Progress;
import io.hecktor.blob.Streams;
import io.hecktor.oci.Layer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * Takes a layer's tar apart into a {@link LayerFolder}, and proves on the way that it is the one
 * that the diffID promises. The blob's own digest is not computed: that would say no more about
 * what is unpacked, and takes as long again where a large model was just changed.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/layer.md">image-spec,
 *     layer.md</a>
 */
final class LayerUnpacker implements AutoCloseable {

  /** More than the headers of any entry need, sparse maps of huge files included. */
  private static final long MAX_HEADER_BYTES = 8L << 20;

  /** An entry costs some 200 bytes of memory when layers are merged; real images have 150,000. */
  private static final int MAX_ENTRIES = 500_000;

  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE_WHITEOUT = ".wh..wh..opq";
  private static final String AUFS_METADATA = ".wh..wh.";

  private final LayerFolder folder;
  private final PayloadWriter payload;
  private final EntryList list;
  private int entries;
  private int files;

  private LayerUnpacker(LayerFolder folder, ImageUser user) throws IOException {
    this.folder = folder;
    this.payload = new PayloadWriter(user);
    this.list = EntryList.create(folder.list());
  }

  /**
   * A layer to unpack.
   *
   * @param layer what it should be
   * @param blob where its bytes lie
   * @param user whose permissions the files get
   */
  record Source(Layer layer, Path blob, ImageUser user) {}

  /**
   * Unpacks a layer; where it throws, the folder is worth nothing.
   *
   * @throws SpoiltLayerException if the bytes are not the layer's, or no tar in gzip
   * @throws UnsafeEntryException if an entry cannot be put into a rootfs
   */
  static void unpack(Source source, LayerFolder folder, Progress.Work work) throws IOException {
    folder.create();
    Layer layer = source.layer();
    try (InputStream file = FileInput.open(source.blob());
        LayerStream tar = new LayerStream(tar(layer, file), maxTarBytes(layer), work)) {
      try (LayerUnpacker unpacker = new LayerUnpacker(folder, source.user())) {
        unpacker.unpack(tar);
      }
      tar.verify(layer.diffId());
    }
  }

  private static long maxTarBytes(Layer layer) {
    return layer.uncompressedSizeBytes() < 0 ? Long.MAX_VALUE : layer.uncompressedSizeBytes();
  }

  private static InputStream tar(Layer layer, InputStream blob) throws IOException {
    InputStream in = new BufferedInputStream(blob, Streams.BUFFER_BYTES);
    return layer.isPlain() ? in : decompress(in);
  }

  private static InputStream decompress(InputStream blob) throws IOException {
    try {
      return GzipCompressorInputStream.builder()
          .setInputStream(blob)
          .setDecompressConcatenated(true)
          .get();
    } catch (IOException e) {
      throw new SpoiltLayerException("it is not compressed with gzip", e);
    }
  }

  private void unpack(LayerStream in) throws IOException {
    TarArchiveInputStream tar = new TarArchiveInputStream(in, StandardCharsets.ISO_8859_1.name());
    in.allow(MAX_HEADER_BYTES);
    for (TarArchiveEntry entry; (entry = next(tar)) != null; ) {
      in.allow(Long.MAX_VALUE);
      if (++entries > MAX_ENTRIES) {
        throw new UnsafeEntryException(
            entry.getName(),
            "is one of more than " + MAX_ENTRIES + ", which is more than is unpacked");
      }
      add(entry, tar);
      payload.drain(entry, tar);
      in.allow(MAX_HEADER_BYTES);
    }
  }

  private static TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
    try {
      return tar.getNextEntry();
    } catch (SpoiltLayerException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      throw new SpoiltLayerException("its tar has a header that cannot be read", e);
    }
  }

  private void add(TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
    List<String> components = EntryName.components(EntryName.decode(entry.getName()));
    String path = String.join("/", components);
    String base = components.isEmpty() ? "" : components.get(components.size() - 1);
    if (components.stream().limit(Math.max(0, components.size() - 1)).anyMatch(this::reserved)) {
      throw new UnsafeEntryException(path, "lies below a whiteout, which is no folder");
    } else if (base.startsWith(WHITEOUT)) {
      addWhiteout(path, base);
    } else if (components.isEmpty() && !isDirectory(entry)) {
      throw new UnsafeEntryException(
          entry.getName(), "makes the root something else than a folder");
    } else {
      list.add(unpacked(path, entry, tar));
    }
  }

  private boolean reserved(String component) {
    return component.startsWith(WHITEOUT);
  }

  private void addWhiteout(String path, String base) throws IOException {
    String parent = path.substring(0, Math.max(0, path.length() - base.length() - 1));
    String hidden = base.substring(WHITEOUT.length());
    if (base.equals(OPAQUE_WHITEOUT)) {
      list.add(new UnpackedEntry.OpaqueWhiteout(parent));
    } else if (hidden.isEmpty() || hidden.equals(".") || hidden.equals("..")) {
      throw new UnsafeEntryException(path, "is a whiteout that names nothing it could remove");
    } else if (!base.startsWith(AUFS_METADATA)) {
      list.add(new UnpackedEntry.Whiteout(parent.isEmpty() ? hidden : parent + "/" + hidden));
    }
  }

  private UnpackedEntry unpacked(String path, TarArchiveEntry entry, TarArchiveInputStream tar)
      throws IOException {
    if (isDirectory(entry)) {
      return new UnpackedEntry.Directory(path, attributes(entry));
    }
    String link = EntryName.decode(entry.getLinkName());
    return switch (entry.getLinkFlag()) {
      case TarConstants.LF_SYMLINK ->
          new UnpackedEntry.SymbolicLink(path, EntryName.linkTarget(link, path));
      case TarConstants.LF_LINK ->
          new UnpackedEntry.HardLink(path, String.join("/", EntryName.components(link)));
      case TarConstants.LF_CHR -> new UnpackedEntry.Special(path, device("character", entry));
      case TarConstants.LF_BLK -> new UnpackedEntry.Special(path, device("block", entry));
      case TarConstants.LF_FIFO -> new UnpackedEntry.Special(path, "pipe");
      case TarConstants.LF_NORMAL,
          TarConstants.LF_OLDNORM,
          TarConstants.LF_CONTIG,
          TarConstants.LF_GNUTYPE_SPARSE ->
          regularFile(path, entry, tar);
      default ->
          new UnpackedEntry.Special(path, "entry of type '" + (char) entry.getLinkFlag() + "'");
    };
  }

  private static String device(String kind, TarArchiveEntry entry) {
    return kind + " device " + entry.getDevMajor() + ":" + entry.getDevMinor();
  }

  /** Tars older than POSIX mark a folder by nothing but the slash at its name's end. */
  private static boolean isDirectory(TarArchiveEntry entry) {
    byte flag = entry.getLinkFlag();
    boolean plain = flag == TarConstants.LF_NORMAL || flag == TarConstants.LF_OLDNORM;
    return flag == TarConstants.LF_DIR || (plain && entry.getName().endsWith("/"));
  }

  private UnpackedEntry regularFile(String path, TarArchiveEntry entry, TarArchiveInputStream tar)
      throws IOException {
    int number = files++;
    Attributes attributes = attributes(entry);
    payload.write(entry, tar, new PayloadWriter.Target(folder.file(number), attributes));
    return new UnpackedEntry.RegularFile(path, attributes, number);
  }

  private static Attributes attributes(TarArchiveEntry entry) {
    return new Attributes(
        entry.getMode() & 07777,
        entry.getLongUserId(),
        entry.getLongGroupId(),
        entry.getLastModifiedTime().toInstant());
  }

  @Override
  public void close() throws IOException {
    list.close();
  }
}
