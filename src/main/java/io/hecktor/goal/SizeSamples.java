package io.hecktor.goal;

import io.hecktor.deflate.Framing;
import io.hecktor.plan.Content;
import io.hecktor.plan.LayerEntry;
import io.hecktor.plan.LayerPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What files take in an archive, by samples: some windows of each larger file are framed as the
 * whole will be. What lies deflated in a jar tells its size without that.
 */
final class SizeSamples {

  private static final int TAR_BLOCK = 512;

  /** Folders and headers of small files shrink to next to nothing. */
  private static final int FRAMED_HEADER = 64;

  private static final int WINDOW = 64 << 10;
  private static final int WINDOWS = 4;

  /** Of a large file more, for its parts differ: such as the modules of a run-time image. */
  private static final int WINDOWS_OF_LARGE = 16;

  private static final long LARGE = 16L << 20;

  /** Auto stores what shrinks by less. */
  private static final double WORTH_IT = 0.9;

  private final Framing framing;
  private final Map<Path, Map<String, Long>> jars = new HashMap<>();

  SizeSamples(Framing framing) {
    this.framing = framing;
  }

  /** The bytes of a layer's tar, which no way of framing exceeds by much. */
  static long storedBytes(LayerPlan layer) {
    return layer.entries().stream().mapToLong(SizeSamples::storedBytes).sum();
  }

  private static long storedBytes(LayerEntry entry) {
    long size = entry instanceof LayerEntry.RegularFile file ? file.content().sizeBytes() : 0;
    return TAR_BLOCK + (size + TAR_BLOCK - 1) / TAR_BLOCK * TAR_BLOCK;
  }

  /** The bytes of a layer in the archive, about. */
  long framedBytes(LayerPlan layer) throws IOException {
    if (framing == Framing.STORED) {
      return storedBytes(layer);
    }
    long sum = 0;
    for (LayerEntry entry : layer.entries()) {
      sum += FRAMED_HEADER;
      if (entry instanceof LayerEntry.RegularFile file) {
        sum += framedBytes(file.content());
      }
    }
    return sum;
  }

  private long framedBytes(Content content) throws IOException {
    long size = content.sizeBytes();
    if (content instanceof Content.OfJarEntry packed) {
      return asChosen(size, packedBytes(packed));
    }
    Optional<Path> file = file(content);
    return file.isPresent() && Files.isRegularFile(file.get())
        ? Math.round(size * ratio(file.get()))
        : size;
  }

  private long asChosen(long size, long packed) {
    return framing == Framing.AUTO && packed > WORTH_IT * size ? size : Math.min(size, packed);
  }

  /** The file that holds the content, or most of it. */
  static Optional<Path> file(Content content) {
    if (content instanceof Content.OfFile whole) {
      return Optional.of(whole.file());
    } else if (content instanceof Content.OfPatchedFile patched) {
      return Optional.of(patched.file());
    } else if (content instanceof Content.OfParts parts) {
      return Optional.of(parts.file());
    }
    return Optional.empty();
  }

  /** The bytes that an entry of a jar takes there. */
  long packedBytes(Content.OfJarEntry content) throws IOException {
    Map<String, Long> sizes = jars.get(content.jar());
    if (sizes == null) {
      sizes = new HashMap<>();
      try (ZipFile zip = new ZipFile(content.jar().toFile())) {
        for (ZipEntry entry : zip.stream().toList()) {
          sizes.put(entry.getName(), entry.getCompressedSize());
        }
      }
      jars.put(content.jar(), sizes);
    }
    return sizes.getOrDefault(content.entry(), content.sizeBytes());
  }

  private double ratio(Path file) throws IOException {
    ByteArrayOutputStream window = new ByteArrayOutputStream();
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      int windows = size > LARGE ? WINDOWS_OF_LARGE : WINDOWS;
      long step = Math.max(WINDOW, size / windows);
      for (long at = 0; at < size && window.size() < windows * WINDOW; at += step) {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(WINDOW, size - at));
        while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) > 0) {
          // The channel may give less than it was asked for.
        }
        window.write(bytes.array(), 0, bytes.position());
      }
    }
    return window.size() == 0 ? 1 : Math.min(1, framed(window) / (double) window.size());
  }

  private long framed(ByteArrayOutputStream sample) throws IOException {
    ByteArrayOutputStream framed = new ByteArrayOutputStream();
    try (OutputStream gzip = framing.gzip(framed)) {
      sample.writeTo(gzip);
    }
    return framed.size();
  }
}
