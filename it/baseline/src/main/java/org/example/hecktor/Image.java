package org.example.hecktor;

import java.nio.ByteBuffer;

/**
 * An image as it was stored; values are decoded when asked for, so that a CT stays 16-bit.
 *
 * @param bytes {@code grid.size().voxels()} values of {@code type}, x fastest
 */
record Image(MetaHeader header, Grid grid, ElementType type, ByteBuffer bytes) {

  /** The value at a place in memory order. */
  double at(int index) {
    return type.at(bytes, index);
  }
}
