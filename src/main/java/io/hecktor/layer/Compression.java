package io.hecktor.layer;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** How a stream of bytes is compressed, told by its first bytes and not by what it is called. */
public enum Compression {
  GZIP,
  ZSTD,
  NONE;

  private static final int MAGIC_BYTES = 4;

  /** Looks at the first bytes and leaves the stream where it was. */
  public static Compression of(BufferedInputStream in) throws IOException {
    in.mark(MAGIC_BYTES);
    byte[] magic = in.readNBytes(MAGIC_BYTES);
    in.reset();
    if (magic.length >= 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b) {
      return GZIP;
    }
    return isZstd(magic) ? ZSTD : NONE;
  }

  private static boolean isZstd(byte[] magic) {
    return magic.length == MAGIC_BYTES
        && magic[0] == 0x28
        && magic[1] == (byte) 0xb5
        && magic[2] == 0x2f
        && magic[3] == (byte) 0xfd;
  }

  /**
   * The bytes without compression; all members of a gzip file, joined.
   *
   * @throws IOException if the stream does not begin as it should
   */
  public InputStream decompress(InputStream in) throws IOException {
    return switch (this) {
      case GZIP ->
          GzipCompressorInputStream.builder()
              .setInputStream(in)
              .setDecompressConcatenated(true)
              .get();
      case ZSTD -> new ZstdInputStream(in).setContinuous(false);
      case NONE -> in;
    };
  }
}
