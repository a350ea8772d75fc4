
  private static long count(byte[] labels, int label) {
    return IntStream.range(0, labels.length).filter(voxel -> labels[voxel] == label).count();
  }
