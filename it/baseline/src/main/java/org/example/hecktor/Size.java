package org.example.hecktor;

/** How many voxels an image has along x (fastest in memory), y and z; 1 along z if it is 2D. */
record Size(int x, int y, int z) {

  /** The number of voxels; a size made by {@link MetaHeader} never passes {@code int}. */
  int voxels() {
    return x * y * z;
  }

  /** Where a voxel stands in memory order. */
  int index(int i, int j, int k) {
    return (k * y + j) * x + i;
  }
}
