package io.hecktor.layer;

import io.hecktor.blob.BackgroundDigest;
import io.hecktor.blob.Streams;
import io.hecktor.oci.DiffId;
import io.hecktor.plan.LayerFacts;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Reads a foreign layer once, from its first byte to its last, and keeps what will be asked for.
 */
public final class LayerScanner {

  private static final Set<String> TEXTS = Set.of("etc/passwd", "etc/group");
  private static final int MAX_TEXT_BYTES = 1 << 20;
  private static final int KEPT_DEPTH = 2;
  static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";

  private final List<LayerFacts.Entry> entries = new ArrayList<>();
  private final Map<String, String> texts = new HashMap<>();
  private final PackageFiles.Gatherer packages = new PackageFiles.Gatherer();

  private LayerScanner() {}

  /**
   * What a layer's bytes are.
   *
   * @param facts of the uncompressed tar
   * @param packages what tells the base's packages
   * @param compression of the bytes as they came
   */
  public record Scan(LayerFacts facts, PackageFiles packages, Compression compression) {}

  /**
   * Reads a layer to its end, so that a verifying stream below has seen everything.
   *
   * @param raw the layer as stored, compressed or not; not closed
   * @throws IOException if it is no tar, or ends too early
   */
  public static Scan scan(InputStream raw) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw, Streams.BUFFER_BYTES);
    Compression compression = Compression.of(in);
    LayerScanner scanner = new LayerScanner();
    LayerFacts facts = scanner.read(compression.decompress(in));
    drain(in);
    return new Scan(facts, scanner.packages.gathered(), compression);
  }

  private LayerFacts read(InputStream tar) throws IOException {
    try (BackgroundDigest digest = new BackgroundDigest()) {
      HashingInputStream in = new HashingInputStream(tar, digest);
      readEntries(in);
      drain(in);
      return new LayerFacts(new DiffId(digest.finish()), in.count(), entries, texts);
    }
  }

  private void readEntries(InputStream in) throws IOException {
    TarArchiveInputStream tar = new TarArchiveInputStream(in, StandardCharsets.UTF_8.name());
    for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
      String path = normalise(entry.getName());
      kept(path, entry).ifPresent(entries::add);
      if (TEXTS.contains(path) && isRegular(entry) && entry.getSize() <= MAX_TEXT_BYTES) {
        texts.put(path, new String(tar.readAllBytes(), StandardCharsets.UTF_8));
      } else if (isRegular(entry)) {
        packages.see(path, entry.getSize(), tar);
      }
    }
  }

  private static Optional<LayerFacts.Entry> kept(String path, TarArchiveEntry entry) {
    String parent = path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
    String base = path.substring(path.lastIndexOf('/') + 1);
    if (base.equals(OPAQUE)) {
      return Optional.of(entry(parent, LayerFacts.Kind.OPAQUE_WHITEOUT));
    } else if (base.startsWith(WHITEOUT)) {
      String hidden = base.substring(WHITEOUT.length());
      return Optional.of(
          entry(parent.isEmpty() ? hidden : parent + "/" + hidden, LayerFacts.Kind.WHITEOUT));
    }
    boolean wanted =
        depth(path) <= KEPT_DEPTH || path.endsWith("bin/java") || entry.isSymbolicLink();
    return wanted && !path.isEmpty()
        ? Optional.of(new LayerFacts.Entry(path, kind(entry), linkTarget(entry)))
        : Optional.empty();
  }

  private static LayerFacts.Entry entry(String path, LayerFacts.Kind kind) {
    return new LayerFacts.Entry(path, kind, "");
  }

  private static int depth(String path) {
    return (int) path.chars().filter(c -> c == '/').count() + 1;
  }

  private static LayerFacts.Kind kind(TarArchiveEntry entry) {
    if (entry.isDirectory()) {
      return LayerFacts.Kind.DIRECTORY;
    } else if (entry.isSymbolicLink()) {
      return LayerFacts.Kind.LINK;
    }
    return isRegular(entry) || entry.isLink() ? LayerFacts.Kind.FILE : LayerFacts.Kind.OTHER;
  }

  /** commons-compress calls a file whatever is no folder, links and devices included. */
  static boolean isRegular(TarArchiveEntry entry) {
    return entry.isFile()
        && !entry.isLink()
        && !entry.isSymbolicLink()
        && !entry.isCharacterDevice()
        && !entry.isBlockDevice()
        && !entry.isFIFO();
  }

  private static String linkTarget(TarArchiveEntry entry) {
    return entry.isSymbolicLink() ? entry.getLinkName() : "";
  }

  static String normalise(String name) {
    List<String> parts = new ArrayList<>();
    for (String part : name.split("/", -1)) {
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return String.join("/", parts);
  }

  static void drain(InputStream in) throws IOException {
    byte[] buffer = new byte[Streams.BUFFER_BYTES];
    while (in.read(buffer, 0, buffer.length) >= 0) {
      // What follows the archive's end belongs to the digest, too.
    }
  }
}
