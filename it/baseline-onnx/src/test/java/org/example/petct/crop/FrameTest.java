package org.example.petct.crop;

import static org.assertj.core.api.Assertions.assertThat;

import org.example.petct.image.Size;
import org.example.petct.roi.Box;
import org.junit.jupiter.api.Test;

class FrameTest {
  private static final Size IMAGE = new Size(6, 5, 4);

  @Test
  void pasteUndoesCutAndPaddingToTheVoxel() {
    Frame frame = new Frame(IMAGE, new Box(1, 2, 1, new Size(3, 2, 2)), new Size(8, 4, 2));
    float[] values = new float[IMAGE.voxels()];
    for (int at = 0; at < values.length; at++) {
      values[at] = at + 1;
    }
    float[] cut = frame.cut(values);
    byte[] labels = new byte[cut.length];
    for (int at = 0; at < cut.length; at++) {
      labels[at] = (byte) (cut[at] == 0 ? 9 : cut[at]);
    }
    byte[] pasted = frame.paste(labels);

    assertThat(cut).startsWith(IMAGE.index(1, 2, 1) + 1).contains(0);
    for (int at = 0; at < pasted.length; at++) {
      boolean inside = inside(at);
      assertThat(pasted[at]).as("voxel %d", at).isEqualTo((byte) (inside ? values[at] : 0));
    }
  }

  private static boolean inside(int at) {
    int i = at % 6;
    int j = at / 6 % 5;
    int k = at / 30;
    return i >= 1 && i < 4 && j >= 2 && j < 4 && k >= 1 && k < 3;
  }

  @Test
  void theForegroundIsTheBoxOfWhatIsDenserThanWater() {
    float[] ct = new float[IMAGE.voxels()];
    ct[IMAGE.index(1, 4, 0)] = 0.5f;
    ct[IMAGE.index(3, 2, 2)] = 6;
    ct[IMAGE.index(5, 0, 3)] = -6;

    assertThat(Foreground.of(ct, IMAGE)).isEqualTo(new Box(1, 2, 0, new Size(3, 3, 3)));
  }

  @Test
  void theForegroundIsAllWhereNothingIsDense() {
    assertThat(Foreground.of(new float[IMAGE.voxels()], IMAGE)).isEqualTo(Box.whole(IMAGE));
  }
}
