package io.hecktor.verify;

import io.hecktor.OneByte;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * A {@code .mha} file: header and voxels in one, the voxels raw or deflated. Voxels are streamed; a
 * file that claims more than it holds costs what it holds.
 *
 * @param file a regular file; a link is refused
 * @param header its text
 * @param geometry where the voxels are
 * @see <a href="https://itk.org/Wiki/ITK/MetaIO/Documentation">MetaIO documentation</a>
 */
public record MetaImage(Path file, MetaHeader header, MetaGeometry geometry) {

  /**
   * Reads a file's header.
   *
   * @throws MetaFormatException if it is no {@code .mha} that the platform's readers take
   */
  public static MetaImage read(Path file) throws IOException {
    try (InputStream in = open(file)) {
      MetaHeader header = MetaHeader.read(in);
      requireLocal(header);
      return new MetaImage(file, header, header.geometry());
    }
  }

  private static InputStream open(Path file) throws IOException {
    return new BufferedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), 1 << 16);
  }

  private static void requireLocal(MetaHeader header) throws MetaFormatException {
    String type = header.field("ObjectType").orElse("Image");
    if (!type.equalsIgnoreCase("Image")) {
      throw new MetaFormatException("`ObjectType = " + type + "` is no image");
    }
    String data = header.required("ElementDataFile");
    if (!data.equalsIgnoreCase("LOCAL")) {
      throw new MetaFormatException(
          "`ElementDataFile = " + data + "` keeps the voxels outside the file, not `LOCAL`ly");
    }
  }

  /** Such as {@code MET_UCHAR}. */
  public String elementType() throws MetaFormatException {
    return header.required("ElementType");
  }

  /** How many values each voxel has. */
  public long channels() throws MetaFormatException {
    Optional<String> text = header.field("ElementNumberOfChannels");
    return text.isEmpty() ? 1 : header.number("ElementNumberOfChannels", text.get());
  }

  /** Whether it is a mask by its type: one channel of 8 bits. */
  public boolean isEightBit() throws MetaFormatException {
    return channels() == 1 && (elementType().equals("MET_UCHAR") || isSigned());
  }

  private boolean isSigned() throws MetaFormatException {
    return elementType().equals("MET_CHAR");
  }

  /** Whether the header says that the voxels are bytes; by MetaIO's default they are text. */
  public boolean isBinary() {
    return header.isTrue("BinaryData");
  }

  /** What a byte of the voxel stream means. */
  int value(byte voxel) throws MetaFormatException {
    return isSigned() ? voxel : Byte.toUnsignedInt(voxel);
  }

  /** Whether voxels of several bytes begin with the most significant one. */
  public boolean isBigEndian() {
    return header.isTrue("BinaryDataByteOrderMSB") || header.isTrue("ElementByteOrderMSB");
  }

  /**
   * Opens the voxels' bytes; of an 8-bit image, one byte each. Reading them past their end tells of
   * more bytes than the size asks for, as {@link InputStream#read()} does.
   *
   * @throws MetaFormatException here or on reading, if the bytes end early or cannot be inflated
   */
  public InputStream openVoxels() throws IOException {
    InputStream in = open(file);
    try {
      in.skipNBytes(header.lengthBytes());
      return new Voxels(header.isTrue("CompressedData") ? inflating(in) : in);
    } catch (EOFException e) {
      in.close();
      throw new MetaFormatException("the file holds no voxels", e);
    } catch (ZipException e) {
      in.close();
      throw Voxels.garbage(e);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** MetaIO inflates zlib and gzip alike. */
  private InputStream inflating(InputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    InputStream compressed = new Limited(in, compressedBytes());
    return gzip ? new GZIPInputStream(compressed, 1 << 16) : inflater(compressed);
  }

  /** As the header says; without a word, or with the word 0, all that follows it. */
  private long compressedBytes() throws IOException {
    long there = Files.size(file) - header.lengthBytes();
    Optional<String> text = header.field("CompressedDataSize");
    long said = text.isEmpty() ? 0 : header.number("CompressedDataSize", text.get());
    if (said < 0 || said > there) {
      throw new MetaFormatException(
          "`CompressedDataSize = " + said + "`, but " + there + " bytes follow the header");
    }
    return said == 0 ? there : said;
  }

  private static InputStream inflater(InputStream in) {
    return new InflaterInputStream(in, new java.util.zip.Inflater(), 1 << 16) {
      @Override
      public void close() throws IOException {
        inf.end();
        super.close();
      }
    };
  }

  /**
   * How many voxels have each byte.
   *
   * @param counts by the byte, unsigned
   * @param more whether bytes follow the last voxel
   */
  record Census(List<Long> counts, boolean more) {

    /** Copies the list. */
    Census {
      counts = List.copyOf(counts);
    }
  }

  /**
   * Counts the voxels of an 8-bit image by their byte.
   *
   * @throws MetaFormatException if the voxels end early or cannot be inflated
   */
  Census census() throws IOException {
    long[] counts = new long[256];
    byte[] buffer = new byte[1 << 16];
    try (InputStream voxels = openVoxels()) {
      long left = geometry.voxels();
      while (left > 0) {
        int read = voxels.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (read < 0) {
          throw truncated(geometry.voxels() - left);
        }
        for (int i = 0; i < read; i++) {
          counts[buffer[i] & 0xff]++;
        }
        left -= read;
      }
      return new Census(Arrays.stream(counts).boxed().toList(), voxels.read() >= 0);
    }
  }

  /** The complaint about voxels that end early. */
  MetaFormatException truncated(long there) {
    return new MetaFormatException(
        "it holds " + there + " voxels where DimSize asks for " + geometry.voxels());
  }

  /** Ends after so many bytes. */
  private static final class Limited extends FilterInputStream {

    private long left;

    Limited(InputStream in, long bytes) {
      super(in);
      this.left = bytes;
    }

    @Override
    public int read() throws IOException {
      return OneByte.of(this);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = left == 0 ? -1 : super.read(buffer, offset, (int) Math.min(left, length));
      left -= Math.max(read, 0);
      return read;
    }
  }

  private static final class Voxels extends FilterInputStream {

    Voxels(InputStream in) {
      super(in);
    }

    static MetaFormatException garbage(IOException cause) {
      return new MetaFormatException(
          "`CompressedData = True`, but the voxels are no zlib stream", cause);
    }

    @Override
    public int read() throws IOException {
      return OneByte.of(this);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return super.read(buffer, offset, length);
      } catch (EOFException e) {
        return -1;
      } catch (ZipException e) {
        throw garbage(e);
      }
    }
  }
}
