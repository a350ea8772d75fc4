package @package@;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetaImageTest {

  @TempDir Path folder;

  private MetaImage image;

  @BeforeEach
  void read() throws IOException {
    Path file = folder.resolve("image.mha");
    SmallCase.image(file, 9);
    image = MetaImage.read(file);
  }

  @Test
  void readsValues() {
    assertEquals(9, image.value(SmallCase.HOT));
    assertEquals(9, image.largest());
    assertEquals(0, image.value(0));
  }

  @Test
  void placesVoxelsInThePatient() {
    // Two steps of 4 mm along the first axis, which is the patient's y, and one of 5 mm along x.
    assertArrayEquals(new double[] {-5, 28, 30}, image.position(SmallCase.HOT));
    assertEquals(9, image.nearest(new double[] {-6, 29, 31}));
    assertTrue(Double.isNaN(image.nearest(new double[] {-6, 29, 60})));
  }

  @Test
  void writesMasksThatLieWhereTheImageLies() throws IOException {
    byte[] labels = new byte[SmallCase.VOXELS];
    labels[7] = 1;
    Path file = Files.write(folder.resolve("mask.mha"), image.mask(labels));

    MetaImage mask = MetaImage.read(file);

    assertEquals(1, mask.value(7));
    assertArrayEquals(image.size(), mask.size());
    assertArrayEquals(image.position(7), mask.position(7));
  }

  @Test
  void refusesAnImageThatIsCutOff() throws IOException {
    byte[] whole = Files.readAllBytes(folder.resolve("image.mha"));
    Path half = Files.write(folder.resolve("half.mha"), java.util.Arrays.copyOf(whole, whole.length - 1));

    assertThrows(IOException.class, () -> MetaImage.read(half));
  }
}
