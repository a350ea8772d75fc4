package io.hecktor.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link MaskPictures}. */
final class MaskPicturesTest {

  @TempDir private Path folder;

  /** The tumour: 2 × 3 × 4 voxels, with its largest slice across z at 7. */
  private static int tumour(int x, int y, int z) {
    boolean inside = x >= 10 && x < 12 && y >= 5 && y < 8 && z >= 6 && z < 10;
    return inside || (x == 12 && y == 6 && z == 7) ? 1 : 0;
  }

  private Phantom small() {
    return Phantom.of(20, 16, 12).spacing("1 2 3");
  }

  private Path mask() throws IOException {
    return small().mask(folder.resolve("mask.mha"), MaskPicturesTest::tumour);
  }

  private Path ct() throws IOException {
    return small().scan(folder.resolve("ct.mha"), (x, y, z) -> x == 0 ? -1000 : 40);
  }

  private static BufferedImage image(Picture.Scan scan) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(scan.png())));
  }

  private static MaskPictures.Scans scans(Path ct, Path pet) {
    return new MaskPictures.Scans(Optional.ofNullable(ct), Optional.ofNullable(pet));
  }

  @Test
  void cutsWhereThereIsMostOfTheTumour() throws IOException {
    Picture picture = MaskPictures.draw(mask(), scans(ct(), ct()));
    assertThat(picture.views())
        .extracting(Picture.View::plane, Picture.View::slice, Picture.View::slices)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Plane.AXIAL, 7, 12),
            org.assertj.core.groups.Tuple.tuple(Plane.CORONAL, 6, 16),
            org.assertj.core.groups.Tuple.tuple(Plane.SAGITTAL, 10, 20));
    assertThat(picture.remarks()).isEmpty();
  }

  @Test
  void keepsMillimetresInEveryPlane() throws IOException {
    Picture picture = MaskPictures.draw(mask(), scans(ct(), null));
    assertThat(picture.views())
        .extracting(Picture.View::width, Picture.View::height)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(20.0, 32.0),
            org.assertj.core.groups.Tuple.tuple(20.0, 36.0),
            org.assertj.core.groups.Tuple.tuple(32.0, 36.0));
    assertThat(picture.views().get(2).voxelWidth()).isEqualTo(2);
    assertThat(picture.views().get(2).voxelHeight()).isEqualTo(3);
  }

  @Test
  void turnsTheHeadUpwards() throws IOException {
    Picture picture = MaskPictures.draw(mask(), scans(ct(), null));
    // Voxels 6 to 9 of 12 across z lie between 2 and 6 from above.
    assertThat(picture.views().get(2).outlines())
        .containsExactly(new Picture.Outline(1, "M5 2h3v4h-3v-4z"));
  }

  @Test
  void mirrorsAnAxisThatRunsBack() throws IOException {
    Path back =
        Phantom.of(20, 16, 12)
            .spacing("1 2 3")
            .matrix("-1 0 0 0 1 0 0 0 1")
            .mask(folder.resolve("back.mha"), MaskPicturesTest::tumour);
    Picture picture = MaskPictures.draw(back, scans(null, null));
    assertThat(picture.views().get(1).outlines().get(0).path()).startsWith("M8 2h2");
  }

  @Test
  void windowsTheCtForSoftTissue() throws IOException {
    Picture picture = MaskPictures.draw(mask(), scans(ct(), null));
    BufferedImage axial = image(picture.views().get(0).scans().get(0));
    assertThat(axial.getRaster().getSample(0, 3, 0)).isZero();
    assertThat(axial.getRaster().getSample(5, 3, 0)).isEqualTo(127);
  }

  @Test
  void placesAPetOfAnotherGridByMillimetres() throws IOException {
    Path pet =
        Phantom.of(10, 8, 6)
            .spacing("2 4 6")
            .offset("0.5 1 1.5")
            .scan(folder.resolve("pet.mha"), (x, y, z) -> x == 5 ? 10 : 0);
    Picture picture = MaskPictures.draw(mask(), scans(ct(), pet));
    assertThat(picture.remarks()).isEmpty();
    for (Picture.View view : picture.views()) {
      Picture.Frame frame = view.scans().get(1).frame();
      assertThat(frame.x()).isCloseTo(0, within(1e-9));
      assertThat(frame.y()).isCloseTo(0, within(1e-9));
      assertThat(frame.width()).isCloseTo(view.width(), within(1e-9));
      assertThat(frame.height()).isCloseTo(view.height(), within(1e-9));
    }
    BufferedImage axial = image(picture.views().get(0).scans().get(1));
    assertThat(axial.getRaster().getSample(5, 0, 0)).isZero();
    assertThat(axial.getRaster().getSample(0, 0, 0)).isEqualTo(255);
  }

  @Test
  void saysWhyNoScanLiesBelow() throws IOException {
    Path other = Phantom.of(20, 16, 11).scan(folder.resolve("other.mha"), (x, y, z) -> 0);
    Path oblique =
        small().matrix("0 1 0 1 0 0 0 0 1").scan(folder.resolve("oblique.mha"), (x, y, z) -> 0);
    Picture picture = MaskPictures.draw(mask(), scans(other, oblique));
    assertThat(picture.remarks())
        .containsExactly(
            "The mask does not lie on the CT's grid, so the CT is not shown below it.",
            "The PET's axes run other ways than the mask's, so it is not shown.");
    assertThat(picture.views()).hasSize(3).allMatch(view -> view.scans().isEmpty());
    assertThat(MaskPictures.draw(mask(), scans(null, null)).remarks()).hasSize(2);
  }

  @Test
  void showsTheMiddleOfAnEmptyMask() throws IOException {
    Path empty = small().mask(folder.resolve("empty.mha"), (x, y, z) -> 0);
    Picture picture = MaskPictures.draw(empty, scans(ct(), null));
    assertThat(picture.labels()).isEmpty();
    assertThat(picture.views()).extracting(Picture.View::slice).containsExactly(6, 8, 10);
    assertThat(picture.remarks().get(0)).startsWith("The mask is empty");
  }

  @Test
  void drawsNoFileThatIsNoMask() throws IOException {
    Path garbage = Files.writeString(folder.resolve("garbage.mha"), "<script>alert(1)</script>\n");
    Path cut = mask();
    byte[] bytes = Files.readAllBytes(cut);
    Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length - 5));
    Path noise = small().mask(folder.resolve("noise.mha"), (x, y, z) -> x);
    for (Path file : new Path[] {garbage, cut, noise, ct()}) {
      Picture picture = MaskPictures.draw(file, scans(null, null));
      assertThat(picture.views()).isEmpty();
      assertThat(picture.remarks()).hasSize(1);
    }
  }

  @Test
  void staysSmallAroundTheTumourOfALargeVolume() throws IOException {
    Phantom large = Phantom.of(512, 512, 40).spacing("0.5 0.5 3");
    Path mask =
        large.mask(
            folder.resolve("large.mha"),
            (x, y, z) -> x > 400 && x < 440 && y > 200 && y < 230 && z > 20 && z < 30 ? 1 : 0);
    Path ct = large.scan(folder.resolve("large-ct.mha"), (x, y, z) -> (x * 31 + y * 17 + z) % 400);
    Picture picture = MaskPictures.draw(mask, scans(ct, ct));
    for (Picture.View view : picture.views()) {
      assertThat(view.width()).isLessThanOrEqualTo(240.5);
      for (Picture.Scan scan : view.scans()) {
        assertThat(image(scan).getWidth()).isLessThanOrEqualTo(320);
        assertThat(image(scan).getHeight()).isLessThanOrEqualTo(320);
        assertThat(scan.png()).hasSizeLessThan(140_000);
      }
    }
    assertThat(picture.labels().get(0).millilitres())
        .isCloseTo(39 * 29 * 9 * 0.75 / 1000, within(1e-6));
  }

  @Test
  void givesTheSameBytesAgain() throws IOException {
    assertThat(MaskPictures.draw(mask(), scans(ct(), ct())))
        .isEqualTo(MaskPictures.draw(mask(), scans(ct(), ct())));
  }
}
