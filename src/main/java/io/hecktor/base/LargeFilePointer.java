package io.hecktor.base;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a clone without git-lfs has in place of a large file.
 *
 * @see <a href="https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md">git-lfs
 *     specification</a>
 */
final class LargeFilePointer {

  /** Pointers are shorter than this. */
  static final int MAX_BYTES = 1024;

  private static final byte[] START =
      "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.US_ASCII);

  private LargeFilePointer() {}

  /** Whether a file that begins so is one. */
  static boolean begins(byte[] bytes) {
    return bytes.length >= START.length
        && Arrays.equals(bytes, 0, START.length, START, 0, START.length);
  }
}
