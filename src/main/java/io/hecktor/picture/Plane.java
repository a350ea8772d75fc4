package io.hecktor.picture;

import java.util.Locale;

/** A plane through a volume whose axes run to the patient's left, to the back and to the head. */
public enum Plane {
  /** Seen from the feet: the patient's left is on the right, the back below. */
  AXIAL(0, 1, 2),
  /** Seen from the front: the patient's left is on the right, the head above. */
  CORONAL(0, 2, 1),
  /** Seen from the patient's right: the back is on the right, the head above. */
  SAGITTAL(1, 2, 0);

  private final int across;
  private final int down;
  private final int through;

  Plane(int across, int down, int through) {
    this.across = across;
    this.down = down;
    this.through = through;
  }

  /** Such as {@code axial}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The volume's axis that runs to the right of the picture. */
  int across() {
    return across;
  }

  /** The volume's axis that runs down or up the picture. */
  int down() {
    return down;
  }

  /** The volume's axis that the plane is cut across. */
  int through() {
    return through;
  }
}
