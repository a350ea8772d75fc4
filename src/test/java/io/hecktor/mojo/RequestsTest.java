package io.hecktor.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.ProjectException;
import io.hecktor.challenge.Profile;
import io.hecktor.challenge.Task;
import io.hecktor.deflate.Framing;
import io.hecktor.plan.Owner;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestsTest {

  private static final Path FOLDER = Path.of("").toAbsolutePath();

  @Test
  void readsANumericUser() throws Exception {
    assertThat(Requests.user(" 1000:2000 ")).isEqualTo(new Owner(1000, 2000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0:0", "0:1000", "00:5", "root", "1000", ":1000", "a:b", "", "-1:3"})
  void refusesRootAndWhatIsNotNumeric(String text) {
    assertThatThrownBy(() -> Requests.user(text))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("hecktor.user is `" + text + "`")
        .hasMessageContaining("<user>1000:1000</user>");
  }

  @Test
  void readsTheCompression() throws Exception {
    assertThat(Requests.framing(" auto ")).isEqualTo(Framing.AUTO);
    assertThat(Requests.framing("stored")).isEqualTo(Framing.STORED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gzip", "zstd", "auto,stored"})
  void namesACompressionThatThereIsNot(String text) {
    assertThatThrownBy(() -> Requests.framing(text))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("hecktor.compression is `" + text + "`")
        .hasMessageContaining("-Dhecktor.compression=auto");
  }

  @Test
  void givenLimitsTakeThePlaceOfTheProfilesAndSayWhoSetThem() throws Exception {
    Profile profile =
        Requests.profile("hecktor2025", FOLDER, new Parameters.LimitTexts("2h", "8g", "512m"));

    for (Task task : profile.tasks()) {
      assertThat(task.limits().time().value()).isEqualTo(Duration.ofHours(2));
      assertThat(task.limits().memoryBytes().value()).isEqualTo(8L << 30);
      assertThat(task.limits().archiveBytes().value()).isEqualTo(512L << 20);
      assertThat(task.limits().archiveBytes().origin()).startsWith("set by hecktor.archiveLimit");
    }
  }

  @Test
  void limitsThatAreNotGivenStayTheTasksOwn() throws Exception {
    Profile profile =
        Requests.profile(
            "hecktor2025-platform", FOLDER, new Parameters.LimitTexts(null, null, "1g"));

    assertThat(profile.tasks().get(0).limits().time().value()).isEqualTo(Duration.ofMinutes(10));
    assertThat(profile.tasks().get(1).limits().time().value()).isEqualTo(Duration.ofMinutes(15));
  }

  @ParameterizedTest
  @ValueSource(strings = {"15", "15 min", "m", "-5m"})
  void aWrongLimitIsNamed(String text) {
    assertThatThrownBy(
            () ->
                Requests.profile(
                    "hecktor2025", FOLDER, new Parameters.LimitTexts(text, null, null)))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("hecktor.timeLimit is `" + text + "`");
  }
}
