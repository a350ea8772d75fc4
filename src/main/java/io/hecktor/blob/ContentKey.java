package io.hecktor.blob;

import io.hecktor.FileInput;
import io.hecktor.oci.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Tells a file's content from any other content: a SHA-256 over the SHA-256s of its pieces, which
 * all processors compute at once. Name and times play no part, and that is the point: whether
 * something cached fits is decided by what the files hold.
 *
 * @param hex 64 hexadecimal digits; not the file's SHA-256
 */
public record ContentKey(String hex) {

  private static final long PIECE_BYTES = 8L << 20;

  /** Reads the file whole. */
  public static ContentKey of(Path file) throws IOException {
    long size = Files.size(file);
    long pieces = (size + PIECE_BYTES - 1) / PIECE_BYTES;
    try {
      List<byte[]> hashes =
          LongStream.range(0, pieces).parallel().mapToObj(i -> hash(file, i)).toList();
      MessageDigest all = Digest.sha256();
      all.update(ByteBuffer.allocate(Long.BYTES).putLong(size).array());
      hashes.forEach(all::update);
      return new ContentKey(Digest.of(all).hex());
    } catch (UncheckedIOException e) {
      throw new IOException(file + " could not be read", e.getCause());
    }
  }

  /** One key over the contents of files and over texts, in their order. */
  public static ContentKey of(List<Path> files, List<String> texts) throws IOException {
    MessageDigest all = Digest.sha256();
    for (Path file : files) {
      all.update(of(file).hex().getBytes(StandardCharsets.US_ASCII));
    }
    for (String text : texts) {
      all.update((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return new ContentKey(Digest.of(all).hex());
  }

  /** The key of bytes in memory. */
  public static ContentKey of(byte[] bytes) {
    return new ContentKey(Digest.of(bytes).hex());
  }

  private static byte[] hash(Path file, long piece) {
    MessageDigest sha256 = Digest.sha256();
    byte[] buffer = new byte[Streams.BUFFER_BYTES];
    long left = PIECE_BYTES;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.position(piece * PIECE_BYTES);
      while (left > 0) {
        int read = FileInput.read(channel, buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          break;
        }
        Digest.update(sha256, buffer, 0, read);
        left -= read;
      }
      return sha256.digest();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
