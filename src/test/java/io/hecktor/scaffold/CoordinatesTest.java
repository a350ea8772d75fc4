package io.hecktor.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.ProjectException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoordinatesTest {

  private static Coordinates parse(String group, String artifact, String name, String folder)
      throws ProjectException {
    return Coordinates.parse(
        new Coordinates.Wishes(
            Optional.ofNullable(group), Optional.ofNullable(artifact), Optional.ofNullable(name)),
        Path.of(folder));
  }

  @Test
  void takesTheFoldersNameAndTheGroupsPackage() throws Exception {
    assertThat(parse(null, null, null, "/home/me/my-algorithm"))
        .isEqualTo(new Coordinates("org.example", "my-algorithm", "org.example"));
    assertThat(parse("de.uni", null, null, "/x").packageName()).isEqualTo("de.uni");
    assertThat(parse("de.uni", "a", "de.uni.heck", "/x").sources())
        .isEqualTo("src/main/java/de/uni/heck");
  }

  @ParameterizedTest
  @CsvSource({"My algorithm, My-algorithm", "Tête (2), T-te-2-", "..x.., x", "a & b, a-b"})
  void givesTheFoldersNameInMavensLetters(String folder, String artifact) throws Exception {
    String expected = artifact.replaceAll("-$", "");
    assertThat(parse(null, null, null, "/home/" + folder).artifactId()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"org.my-group", "org.1st", "org.class.x", "org..x", "", "java.x", "org.é"})
  void refusesWhatIsNoPackage(String name) {
    assertThatThrownBy(() -> parse(null, null, name, "/x"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("The package would be `" + name + "`.")
        .hasMessageContaining("-Dpackage=");
  }

  @Test
  void refusesIdsThatMavenWouldNotTake() {
    assertThatThrownBy(() -> parse("org example", null, null, "/x"))
        .hasMessageContaining("groupId is `org example`.");
    assertThatThrownBy(() -> parse(null, "a/b", null, "/x"))
        .hasMessageContaining("artifactId is `a/b`.");
    assertThatThrownBy(() -> parse(null, null, null, "/"))
        .hasMessageContaining("-DartifactId=my-algorithm");
  }

  @Test
  void readsWhichCiFilesAreWanted() throws Exception {
    assertThat(CiSystem.parse("github, gitlab")).isEqualTo(Set.of(CiSystem.values()));
    assertThat(CiSystem.parse("gitlab")).containsExactly(CiSystem.GITLAB);
    assertThat(CiSystem.parse("none")).isEmpty();
    assertThatThrownBy(() -> CiSystem.parse("jenkins"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("hecktor.ci is `jenkins`.");
  }
}
