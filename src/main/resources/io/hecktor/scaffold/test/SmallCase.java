package @package@;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A case of few voxels, in which one of the PET's is hot. */
final class SmallCase {

  static final int HOT = 5;
  static final int VOXELS = 3 * 2 * 2;

  private SmallCase() {}

  /** Writes the images, which lie alike, and a health record without a single entry. */
  static Path write(Path input) throws IOException {
@images@    image(input.resolve("images/pet/pet.mha"), 9);
    Files.writeString(input.resolve("ehr.json"), "{}");
    return input;
  }

  /** An image that is 0 but for its hot voxel. */
  static void image(Path file, int hot) throws IOException {
    ByteBuffer voxels = ByteBuffer.allocate(2 * VOXELS).order(ByteOrder.BIG_ENDIAN);
    voxels.putShort(2 * HOT, (short) hot);
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        ObjectType = Image
        NDims = 3
        BinaryData = True
        BinaryDataByteOrderMSB = True
        CompressedData = False
        TransformMatrix = 0 1 0 1 0 0 0 0 1
        Offset = -10 20 30
        ElementSpacing = 4 5 6
        DimSize = 3 2 2
        ElementType = MET_SHORT
        ElementDataFile = LOCAL
        """,
        StandardCharsets.US_ASCII);
    Files.write(file, voxels.array(), java.nio.file.StandardOpenOption.APPEND);
  }
}
