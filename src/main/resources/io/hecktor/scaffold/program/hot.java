
  /** A placeholder: marks the voxels where the PET reaches {@code suv}; where there is no PET, none. */
  private byte[] hot(MetaImage reference, double suv, byte background, byte label)
      throws IOException {
    byte[] labels = new byte[reference.voxels()];
    Arrays.fill(labels, background);
    Optional<MetaImage> pet = patient.find("images/pet");
    if (pet.isPresent() && reference.isVolume() && pet.get().isVolume()) {
      for (int voxel = 0; voxel < labels.length; voxel++) {
        if (pet.get().nearest(reference.position(voxel)) >= suv) {
          labels[voxel] = label;
        }
      }
    }
    return labels;
  }
