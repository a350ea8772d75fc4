package io.hecktor.base;

import io.hecktor.HecktorException;

/** The small JSON documents of an image that lies on the disk. */
interface Documents {

  /** Larger ones are refused, for they are held in memory. */
  int MAX_BYTES = 4 << 20;

  /** How {@link #MAX_BYTES} is told. */
  String LIMIT = "4 MiB";

  /**
   * A document whole.
   *
   * @param path relative to the image's root
   * @param namedBy the document that names it, for the message
   */
  byte[] read(String path, String namedBy) throws HecktorException;
}
