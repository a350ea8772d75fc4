package org.example.petct.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.example.petct.InferenceException;
import org.example.petct.evaluate.Overlap;
import org.example.petct.evaluate.Ranking;
import org.example.petct.evaluate.Truth;
import org.example.petct.golden.Golden;
import org.example.petct.image.ElementType;
import org.example.petct.image.MetaImage;
import org.example.petct.image.MetaImageReader;
import org.example.petct.task.CaseImages;
import org.example.petct.task.Folders;
import org.example.petct.task.HeadAndNeck;
import org.example.petct.task.PredictionTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The steps together, on the cases that are kept with the project. */
class WholeCaseTest {
  private static final String MASK = "images/tumor-lymph-node-segmentation/output.mha";
  private static final Golden GOLDEN = Golden.read("case");

  @TempDir Path output;

  @Test
  void theRegionOfInterestIsThatOfTheReference() throws Exception {
    CaseImages images = CaseImages.read(Path.of("Task1/test/input"), line -> {});
    HeadAndNeck region = HeadAndNeck.of(images, line -> {});

    assertThat(region.grid().size()).isEqualTo(GOLDEN.size("size"));
    assertThat(region.grid().origin().minus(GOLDEN.vec("origin")).length()).isLessThan(1e-6);
    assertThat(Golden.every(9973, region.ct().values()))
        .containsExactly(GOLDEN.floats("ct"), Offset.offset(2e-3f));
    assertThat(Golden.every(9973, region.pet().values()))
        .containsExactly(GOLDEN.floats("pet"), Offset.offset(2e-5f));
  }

  @Test
  void theMaskIsThatOfTheReferenceButForTiesInTheFifthDigit() throws Exception {
    new LocalCase(1, Path.of("Task1/test")).run(output);
    MetaImage mask = MetaImageReader.read(output.resolve(MASK));
    MetaImage reference = MetaImageReader.read(Golden.file("case-mask.mha"));

    assertThat(Overlap.of(1, reference, mask).dice()).isGreaterThan(0.999);
    assertThat(Overlap.of(2, reference, mask).dice()).isGreaterThan(0.999);
    assertThat(Overlap.of(2, reference, mask).truth()).isPositive();
  }

  @Test
  void thePredictionsAreThoseOfTheReference() throws Exception {
    assertThat(value(PredictionTask.risk(), 2, Path.of("Task2/test")))
        .isCloseTo(GOLDEN.number("risk"), Offset.offset(1e-3));
    assertThat(value(PredictionTask.hpv(), 3, Path.of("Task3/test")))
        .isCloseTo(GOLDEN.number("hpv"), Offset.offset(1e-3));
  }

  static List<LocalCase> segmentations() {
    return LocalCase.all().stream().filter(local -> local.task() == 1).toList();
  }

  @ParameterizedTest
  @MethodSource("segmentations")
  void aMaskLiesOnItsCtAndAgreesWithTheTruth(LocalCase local) throws Exception {
    LocalCase.Run run = local.run(output);
    MetaImage ct = MetaImageReader.read(local.input().resolve("images/ct/ct.mha"));
    MetaImage mask = MetaImageReader.read(output.resolve(MASK));

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(mask.grid()).isEqualTo(ct.grid());
    assertThat(mask.header().geometry()).isEqualTo(ct.header().geometry());
    assertThat(mask.type()).isEqualTo(ElementType.MET_UCHAR);
    if (Files.exists(Truth.mask(local.folder()))) {
      // Where an image ends within the lesions less is asked for.
      boolean whole = LocalCase.sanity(1).contains(local);
      MetaImage truth = MetaImageReader.read(Truth.mask(local.folder()));
      assertThat(Overlap.of(1, truth, mask).dice()).isGreaterThan(whole ? 0.8 : 0.6);
      assertThat(Overlap.of(2, truth, mask).dice()).isGreaterThan(whole ? 0.8 : 0.3);
    }
  }

  @Test
  void theSanityCasesAreInTheOrderOfTheirHazards() throws Exception {
    List<Ranking.FollowUp> patients = new ArrayList<>();
    for (LocalCase local : LocalCase.sanity(2)) {
      double hazard = Truth.of(local.folder()).logHazard();
      double risk = value(PredictionTask.risk(), 2, local.folder());
      patients.add(new Ranking.FollowUp(risk, -hazard, true));
    }
    assertThat(patients).hasSize(3);
    assertThat(Ranking.concordance(patients)).isEqualTo(1);
  }

  @Test
  void theSanityCasesHaveTheirHpvStatus() {
    for (LocalCase local : LocalCase.sanity(3)) {
      local.run(output);
      assertThat(output.resolve("hpv-status.json")).hasContent(String.valueOf(truth(local).hpv()));
    }
  }

  private static Truth truth(LocalCase local) {
    try {
      return Truth.of(local.folder());
    } catch (InferenceException e) {
      throw new AssertionError(e);
    }
  }

  private double value(PredictionTask task, int number, Path folder) throws Exception {
    Path model = Path.of("Task" + number, "resources");
    return task.value(new Folders(folder.resolve("input"), output, model), line -> {});
  }
}
