package io.hecktor.deflate;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Where bytes go that stay as they are for as long as none of them shrink. */
public interface PackedBytes {

  /** Takes the bytes as they are. */
  OutputStream plain() throws IOException;

  /** All that was written to {@link #plain()}, from its start; asked for once, and given up. */
  InputStream writtenPlain() throws IOException;

  /**
   * Takes all bytes as one gzip member: those that were written plain, which are given again, and
   * all that follow.
   */
  OutputStream gzip() throws IOException;
}
