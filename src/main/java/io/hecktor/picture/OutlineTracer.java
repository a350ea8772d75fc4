package io.hecktor.picture;

import java.util.Optional;

/**
 * Follows the border of what is set in a grid, along the edges between voxels, and writes it as an
 * SVG path. Voxels that touch at a corner alone stay apart. Each voxel edge that parts inside from
 * outside is in the path exactly once, so holes are in it as well.
 */
final class OutlineTracer {

  /** A mask of noise has border everywhere; no longer path is written. */
  private static final int MOST_CHARS = 20_000;

  /** The directions, clockwise as the picture is seen. */
  private static final int[] DX = {1, 0, -1, 0};

  private static final int[] DY = {0, 1, 0, -1};
  private static final char[] LETTER = {'h', 'v', 'h', 'v'};

  private final int width;
  private final int height;

  /** For each corner the directions in which border leaves it, as bits. */
  private final byte[] leaving;

  private final StringBuilder path = new StringBuilder();

  private OutlineTracer(int width, int height, Grid grid) {
    this.width = width;
    this.height = height;
    this.leaving = new byte[(width + 1) * (height + 1)];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (grid.isSet(x, y)) {
          border(grid, x, y);
        }
      }
    }
  }

  /** What is set. */
  @FunctionalInterface
  interface Grid {

    /** Whether a voxel is inside; asked for voxels of the grid alone. */
    boolean isSet(int x, int y);
  }

  /**
   * The border.
   *
   * @param path empty where nothing is set
   * @param whole whether nothing was left out for its length
   */
  record Traced(Optional<String> path, boolean whole) {}

  /** Traces what is set in a grid of that size. */
  static Traced trace(int width, int height, Grid grid) {
    return new OutlineTracer(width, height, grid).trace();
  }

  private boolean isSet(Grid grid, int x, int y) {
    return x >= 0 && y >= 0 && x < width && y < height && grid.isSet(x, y);
  }

  private void border(Grid grid, int x, int y) {
    leave(x, y, 0, !isSet(grid, x, y - 1));
    leave(x + 1, y, 1, !isSet(grid, x + 1, y));
    leave(x + 1, y + 1, 2, !isSet(grid, x, y + 1));
    leave(x, y + 1, 3, !isSet(grid, x - 1, y));
  }

  private void leave(int x, int y, int direction, boolean border) {
    if (border) {
      leaving[y * (width + 1) + x] |= (byte) (1 << direction);
    }
  }

  private Traced trace() {
    for (int y = 0; y <= height; y++) {
      for (int x = 0; x <= width; x++) {
        while (leaving[y * (width + 1) + x] != 0) {
          if (path.length() > MOST_CHARS) {
            return new Traced(Optional.of(path.toString()), false);
          }
          follow(x, y);
        }
      }
    }
    return new Traced(path.isEmpty() ? Optional.empty() : Optional.of(path.toString()), true);
  }

  /** One closed line, from a corner back to it; straight parts are one step. */
  private void follow(int startX, int startY) {
    int x = startX;
    int y = startY;
    int direction = next(x, y, 0);
    path.append('M').append(x).append(' ').append(y);
    do {
      int length = 0;
      int heading = direction;
      do {
        leaving[y * (width + 1) + x] &= (byte) ~(1 << heading);
        x += DX[heading];
        y += DY[heading];
        length++;
        direction = next(x, y, heading);
      } while (direction == heading);
      path.append(LETTER[heading]).append(heading < 2 ? length : -length);
    } while (direction >= 0);
    path.append('z');
  }

  /** Turns right where it can, so that voxels that share a corner alone stay apart. */
  private int next(int x, int y, int heading) {
    byte ways = leaving[y * (width + 1) + x];
    for (int turn : new int[] {1, 0, 3, 2}) {
      int direction = (heading + turn) & 3;
      if ((ways & (1 << direction)) != 0) {
        return direction;
      }
    }
    return -1;
  }
}
