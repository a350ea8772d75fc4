package org.example.hecktor;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes the inputs of all local cases; {@link RegenerateCases} writes them. */
final class SyntheticCases {
  static final Phantom.Sphere PRIMARY = new Phantom.Sphere(new Vec(10, -15, 5), 16, 9);
  static final Phantom.Sphere NODE = new Phantom.Sphere(new Vec(-40, 5, -15), 11, 6.5);
  static final Phantom.Sphere SPECK = new Phantom.Sphere(new Vec(45, 20, 20), 4, 6);

  private static final String COMPLETE =
      """
      {
        "CenterID": 3,
        "Age": 67,
        "Gender": 1,
        "Tobacco Consumption": 1,
        "Alcohol Consumption": 1,
        "Performance Status": 1,
        "Treatment": 1,
        "M-stage": "M0"
      }
      """;

  private static final String NEVER_SMOKED =
      """
      {
        "Age": 54,
        "Gender": 1,
        "Tobacco Consumption": 0,
        "Alcohol Consumption": 0,
        "Performance Status": 0,
        "Treatment": 1,
        "M-stage": "M0"
      }
      """;

  private static final String GAPS =
      """
      {
        "Age": null,
        "Gender": 0,
        "Performance Status": null,
        "M-stage": "M1"
      }
      """;

  private final Map<String, byte[]> files = new TreeMap<>();

  private SyntheticCases() {}

  /** All input files, by their paths relative to the project. */
  static Map<String, byte[]> files() {
    SyntheticCases cases = new SyntheticCases();
    cases.task1();
    cases.task2();
    cases.task3();
    return cases.files;
  }

  private void task1() {
    fine("Task1/test/input", COMPLETE, new Phantom(11, List.of(PRIMARY, NODE, SPECK)));
    coarse("Task1/test/cases/no-uptake/input", COMPLETE, new Phantom(12, List.of()));
    stub("Task1/test/cases/stub-2d/input", COMPLETE);
    bigEndian("Task1/test/cases/uncompressed/input", GAPS, new Phantom(13, List.of(PRIMARY, NODE)));
  }

  private void task2() {
    fine("Task2/test/input", COMPLETE, new Phantom(21, List.of(PRIMARY, NODE)));
    String gaps = "Task2/test/cases/missing-keys/input";
    coarse(gaps, GAPS, new Phantom(22, List.of(PRIMARY)));
    put(gaps + "/images/ct-planning/planning.mha", MhaBuilder.stub().bytes());
    put(gaps + "/images/rt-dose/dose.mha", MhaBuilder.stub().bytes());
    stub("Task2/test/cases/stub-2d/input", NEVER_SMOKED);
    bigEndian("Task2/test/cases/uncompressed/input", COMPLETE, new Phantom(23, List.of(NODE)));
  }

  private void task3() {
    fine("Task3/test/input", NEVER_SMOKED, new Phantom(31, List.of(PRIMARY, NODE)));
    coarse("Task3/test/cases/missing-keys/input", GAPS, new Phantom(32, List.of(PRIMARY)));
    stub("Task3/test/cases/stub-2d/input", NEVER_SMOKED);
    bigEndian("Task3/test/cases/uncompressed/input", COMPLETE, new Phantom(33, List.of(PRIMARY)));
  }

  /** CT 48 x 48 x 24 voxels of 4 mm, PET on another grid, both zlib-compressed. */
  private void fine(String input, String record, Phantom phantom) {
    MhaBuilder ct = image(ElementType.MET_SHORT, "48 48 24", "4 4 4", "-94 -94 -46");
    MhaBuilder pet = image(ElementType.MET_FLOAT, "38 38 20", "5.25 5.25 5", "-97 -96 -48.5");
    put(input, record, fill(ct, phantom, true), fill(pet, phantom, false));
  }

  /** CT 24 x 24 x 12 voxels of 8 mm, PET on another grid, both zlib-compressed. */
  private void coarse(String input, String record, Phantom phantom) {
    MhaBuilder ct = image(ElementType.MET_SHORT, "24 24 12", "8 8 8", "-92 -92 -44");
    MhaBuilder pet = image(ElementType.MET_FLOAT, "20 20 14", "10 10 7", "-94 -95 -46");
    put(input, record, fill(ct, phantom, true), fill(pet, phantom, false));
  }

  /** As coarse, but plain, most significant byte first, and the PET's x and y run backwards. */
  private void bigEndian(String input, String record, Phantom phantom) {
    MhaBuilder ct = image(ElementType.MET_SHORT, "24 24 12", "8 8 8", "-92 -92 -44");
    MhaBuilder pet =
        image(ElementType.MET_DOUBLE, "20 20 14", "10 10 7", "94 95 -46")
            .tag("TransformMatrix", "-1 0 0 0 -1 0 0 0 1")
            .tag("AnatomicalOrientation", "LPI");
    ct.bigEndian().tag("CompressedData", "False");
    pet.bigEndian().tag("CompressedData", "False");
    put(input, record, fill(ct, phantom, true), fill(pet, phantom, false));
  }

  private void stub(String input, String record) {
    put(input, record, MhaBuilder.stub().bytes(), MhaBuilder.stub().bytes());
  }

  private static MhaBuilder image(ElementType type, String size, String spacing, String offset) {
    return MhaBuilder.image(type, size)
        .compressed()
        .tag("ElementSpacing", spacing)
        .tag("Offset", offset);
  }

  private static byte[] fill(MhaBuilder empty, Phantom phantom, boolean ct) {
    try {
      Grid grid = empty.asHeader().grid();
      return empty.with(ct ? phantom.ct(grid) : phantom.pet(grid)).bytes();
    } catch (InferenceException e) {
      throw new AssertionError(e);
    }
  }

  private void put(String input, String record, byte[] ct, byte[] pet) {
    put(input + "/ehr.json", record.getBytes(StandardCharsets.UTF_8));
    put(input + "/images/ct/ct.mha", ct);
    put(input + "/images/pet/pet.mha", pet);
  }

  private void put(String path, byte[] content) {
    files.put(Path.of(path).toString(), content);
  }
}
