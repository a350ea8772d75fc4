package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where each common error is provoked: in {@link CommonErrors}, or by the test named here. */
class CommonErrorsTest {

  private static final String JAVA = "src/test/java/io/hecktor/";

  /** A test that provokes an error, and words in it that show where. */
  private record Elsewhere(ErrorCode code, String file, String words) {}

  private static List<Elsewhere> elsewhere() {
    return List.of(
        new Elsewhere(
            ErrorCode.OUTPUT_OTHER, JAVA + "verify/ExpectedComparisonTest.java", "expected"),
        new Elsewhere(
            ErrorCode.RESOURCE_LFS_POINTER,
            "it/build-rejects-lfs-pointer/verify.groovy",
            "is a git-lfs pointer"),
        new Elsewhere(
            ErrorCode.UPLOAD_ARCHIVE_SIZE, "it/save-refuses-over-limit/verify.groovy", "its limit"),
        new Elsewhere(
            ErrorCode.UPLOAD_ARCHITECTURE, JAVA + "verify/UploadRulesTest.java", "ARCHITECTURE"),
        new Elsewhere(ErrorCode.UPLOAD_USER, JAVA + "verify/UploadRulesTest.java", "USER"),
        new Elsewhere(
            ErrorCode.UPLOAD_SEEN_BEFORE,
            JAVA + "verify/UploadRulesTest.java",
            "ALREADY_UPLOADED"));
  }

  /** What no test can provoke here. */
  private static Map<ErrorCode, String> unprovoked() {
    return new EnumMap<>(
        Map.of(
            ErrorCode.RUN_GPU,
            "needs a GPU; GpuRulesTest judges what an engine has seen of one",
            ErrorCode.RUN_EXIT,
            "each end of a program has a narrower code"));
  }

  @Test
  void everyErrorOfARunIsProvoked() {
    List<ErrorCode> provoked =
        CommonErrors.all().stream()
            .flatMap(error -> error.told().stream())
            .map(CommonError.Told::code)
            .toList();
    List<ErrorCode> others = elsewhere().stream().map(Elsewhere::code).toList();

    assertThat(
            Arrays.stream(ErrorCode.values()).filter(code -> code.text().matches("HECK-8\\d\\d")))
        .allMatch(
            code ->
                provoked.contains(code) || others.contains(code) || unprovoked().containsKey(code));
    assertThat(unprovoked().keySet()).doesNotContainAnyElementsOf(provoked);
    assertThat(others).doesNotContainAnyElementsOf(provoked);
  }

  @ParameterizedTest
  @MethodSource("elsewhere")
  void whatIsProvokedElsewhereIsThere(Elsewhere one) throws IOException {
    assertThat(Files.readString(Path.of(one.file()))).contains(one.words());
  }

  @Test
  void eachErrorHasANameOfItsOwnAndSomethingToBeTold() {
    List<CommonError> all = CommonErrors.all();

    assertThat(all.stream().map(CommonError::name).collect(Collectors.toSet())).hasSameSizeAs(all);
    assertThat(all).allMatch(error -> !error.told().isEmpty());
  }
}
