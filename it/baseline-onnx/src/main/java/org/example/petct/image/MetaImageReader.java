package org.example.petct.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.example.petct.InferenceException;

/**
 * Reads {@code .mha} files: 2D to 4D, any scalar type and byte order, plain or zlib-compressed.
 *
 * <p>A header is believed only as far as the file is long enough for what it says: memory for the
 * voxels is taken after that check.
 *
 * @see <a href="https://itk.org/Wiki/ITK/MetaIO/Documentation">MetaIO documentation</a>
 */
public final class MetaImageReader {
  private static final int LONGEST_HEADER = 64 * 1024;
  private static final String LAST_TAG = "ElementDataFile";

  /** The most that one byte of a deflate stream can stand for, see zlib's technical details. */
  private static final long LARGEST_RATIO = 1032;

  private static final String EXPORT_AGAIN = "Export the image again as .mha";

  private final Path file;
  private final FileChannel channel;

  private MetaImageReader(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Reads the whole image.
   *
   * @throws InferenceException if the file cannot be read, is no such image, or holds fewer or more
   *     bytes than its header says
   */
  public static MetaImage read(Path file) throws InferenceException {
    try (FileChannel channel = FileChannel.open(file)) {
      return new MetaImageReader(file, channel).image();
    } catch (IOException e) {
      throw new InferenceException(
          file,
          "cannot be read (" + e.getClass().getSimpleName() + ")",
          "Check that the file is there and readable",
          e);
    }
  }

  private MetaImage image() throws IOException, InferenceException {
    MetaHeader header = header();
    header.requireSupported();
    Grid grid = header.grid();
    ElementType type = header.elementType();
    long expected = (long) header.frames() * grid.size().voxels() * type.sizeBytes();
    if (expected > Integer.MAX_VALUE - 8) {
      throw new InferenceException(
          file, "has 2 GiB of voxels or more", "Give an image under 2 GiB uncompressed");
    }
    byte[] voxels = header.compressed() ? inflate(header, (int) expected) : copy((int) expected);
    return new MetaImage(
        header,
        header.dimensions(),
        grid,
        header.frames(),
        type,
        ByteBuffer.wrap(voxels).order(header.byteOrder()));
  }

  /** Reads the header's lines and leaves the channel on the first byte of the voxels. */
  private MetaHeader header() throws IOException, InferenceException {
    byte[] start = Channels.newInputStream(channel).readNBytes(LONGEST_HEADER);
    Map<String, String> tags = new LinkedHashMap<>();
    int at = 0;
    while (!tags.containsKey(LAST_TAG)) {
      int end = endOfLine(start, at);
      String line = new String(start, at, end - at, StandardCharsets.ISO_8859_1);
      int equals = line.indexOf('=');
      if (equals < 0) {
        throw noHeader();
      }
      tags.put(line.substring(0, equals).trim(), line.substring(equals + 1).trim());
      at = end + 1;
    }
    channel.position(at);
    return new MetaHeader(file, tags);
  }

  private int endOfLine(byte[] start, int from) throws InferenceException {
    for (int at = from; at < start.length; at++) {
      if (start[at] == '\n') {
        return at;
      }
    }
    throw noHeader();
  }

  private InferenceException noHeader() {
    return new InferenceException(
        file, "has no whole MetaImage header, which ends with ElementDataFile", EXPORT_AGAIN);
  }

  private byte[] copy(int expected) throws IOException, InferenceException {
    requireLength(expected, remaining());
    return Channels.newInputStream(channel).readNBytes(expected);
  }

  private byte[] inflate(MetaHeader header, int expected) throws IOException, InferenceException {
    long stored = remaining();
    requireLength(header.wholeNumber("CompressedDataSize").orElse(stored), stored);
    if (expected > stored * LARGEST_RATIO) {
      throw new InferenceException(
          file, "is too short for the voxels that its header announces", EXPORT_AGAIN);
    }
    try (InputStream voxels = new InflaterInputStream(Channels.newInputStream(channel))) {
      byte[] bytes = voxels.readNBytes(expected);
      requireLength(expected, voxels.read() < 0 ? bytes.length : expected + 1L);
      return bytes;
    } catch (EOFException e) {
      throw new InferenceException(file, "ends within its compressed voxels", EXPORT_AGAIN, e);
    } catch (ZipException e) {
      throw new InferenceException(file, "has damaged compressed voxels", EXPORT_AGAIN, e);
    }
  }

  private long remaining() throws IOException {
    return channel.size() - channel.position();
  }

  private void requireLength(long expected, long found) throws InferenceException {
    if (found != expected) {
      String compared = found < expected ? "fewer" : "more";
      throw new InferenceException(
          file,
          "holds " + compared + " bytes of voxels than the " + expected + " its header announces",
          EXPORT_AGAIN);
    }
  }
}
