package io.hecktor.scaffold;

import io.hecktor.challenge.OutputShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A synthetic patient with two hot balls in the neck: always the same bytes. */
final class SampleCase {

  static final String PET = "images/pet";

  private static final String CT = "images/ct";
  private static final String RECORD =
      """
      {
        "Age": 67,
        "Gender": 1,
        "Tobacco Consumption": 1,
        "Alcohol Consumption": null,
        "Performance Status": 1,
        "Treatment": 1,
        "M-stage": "M0"
      }
      """;

  private SampleCase() {}

  /** A ball: its centre and its radius in mm, and the uptake in it, SUV. */
  private record Ball(int x, int y, int z, int radius, float suv) {

    boolean holds(int atX, int atY, int atZ) {
      int dx = atX - x;
      int dy = atY - y;
      int dz = atZ - z;
      return dx * dx + dy * dy + dz * dz <= radius * radius;
    }
  }

  private static final List<Ball> BALLS =
      List.of(new Ball(10, -15, 5, 18, 9), new Ball(-40, 5, -15, 14, 6.5f));

  /** A grid of cubes about the patient's middle: counts, and the cubes' size in mm. */
  private record Grid(int x, int y, int z, int step) {

    /** Where the first of so many cubes is, mm. */
    int start(int count) {
      return -(count - 1) * step / 2;
    }
  }

  /** The folders of the images that a case has. */
  static Set<String> imageFolders(List<TaskPlace> places) {
    Set<String> folders = new TreeSet<>(Set.of(CT, PET));
    for (TaskPlace place : places) {
      for (NamedOutput output : place.outputs()) {
        if (output.shape() instanceof OutputShape.Mask mask) {
          folders.add(mask.geometryOf());
        }
      }
    }
    return folders;
  }

  /** The one file of an image's folder. */
  static String file(String folder) {
    return folder + "/" + folder.replaceAll("/+$", "").replaceAll(".*/", "") + ".mha";
  }

  /**
   * The case's files.
   *
   * @param input the folder that they are in, from the project on
   */
  static List<PlannedFile> files(TaskPlace place, String input) {
    List<PlannedFile> files = new ArrayList<>();
    files.add(PlannedFile.text(input + "/ehr.json", RECORD));
    for (String folder : imageFolders(List.of(place))) {
      files.add(new PlannedFile(input + "/" + file(folder), folder.equals(PET) ? pet() : ct()));
    }
    return files;
  }

  /** Hounsfield units: air, soft tissue with some grain in it, and denser balls. */
  private static byte[] ct() {
    Grid grid = new Grid(24, 24, 12, 8);
    ByteBuffer voxels = voxels(grid, Short.BYTES);
    forEach(
        grid,
        (x, y, z) -> {
          int tissue = isBall(x, y, z) ? 70 : 30 + Math.floorMod(x * 7 + y * 13 + z * 29, 20);
          voxels.putShort((short) (isBody(x, y) ? tissue : -1000));
        });
    return image(grid, "MET_SHORT", voxels);
  }

  /** SUV, on a grid of its own as a scanner's is. */
  private static byte[] pet() {
    Grid grid = new Grid(20, 20, 10, 10);
    ByteBuffer voxels = voxels(grid, Float.BYTES);
    forEach(grid, (x, y, z) -> voxels.putFloat(uptake(x, y, z)));
    return image(grid, "MET_FLOAT", voxels);
  }

  private static float uptake(int x, int y, int z) {
    for (Ball ball : BALLS) {
      if (ball.holds(x, y, z)) {
        return ball.suv();
      }
    }
    return isBody(x, y) ? 1 : 0;
  }

  private static boolean isBall(int x, int y, int z) {
    return BALLS.stream().anyMatch(ball -> ball.holds(x, y, z));
  }

  private static boolean isBody(int x, int y) {
    return x * x * 16 + y * y * 25 <= 80 * 80 * 16;
  }

  private static ByteBuffer voxels(Grid grid, int bytes) {
    return ByteBuffer.allocate(grid.x() * grid.y() * grid.z() * bytes)
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Something to do at each voxel's centre, mm. */
  private interface AtVoxel {
    void at(int x, int y, int z);
  }

  private static void forEach(Grid grid, AtVoxel action) {
    for (int k = 0; k < grid.z(); k++) {
      for (int j = 0; j < grid.y(); j++) {
        for (int i = 0; i < grid.x(); i++) {
          action.at(
              grid.start(grid.x()) + i * grid.step(),
              grid.start(grid.y()) + j * grid.step(),
              grid.start(grid.z()) + k * grid.step());
        }
      }
    }
  }

  private static byte[] image(Grid grid, String type, ByteBuffer voxels) {
    String header =
        """
        ObjectType = Image
        NDims = 3
        BinaryData = True
        BinaryDataByteOrderMSB = False
        CompressedData = False
        TransformMatrix = 1 0 0 0 1 0 0 0 1
        Offset = %d %d %d
        CenterOfRotation = 0 0 0
        ElementSpacing = %d %d %d
        DimSize = %d %d %d
        AnatomicalOrientation = RAI
        ElementType = %s
        ElementDataFile = LOCAL
        """
            .formatted(
                grid.start(grid.x()),
                grid.start(grid.y()),
                grid.start(grid.z()),
                grid.step(),
                grid.step(),
                grid.step(),
                grid.x(),
                grid.y(),
                grid.z(),
                type);
    byte[] text = header.getBytes(StandardCharsets.US_ASCII);
    byte[] file = Arrays.copyOf(text, text.length + voxels.capacity());
    voxels.get(0, file, text.length, voxels.capacity());
    return file;
  }
}
