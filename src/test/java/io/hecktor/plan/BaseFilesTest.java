package io.hecktor.plan;

import static io.hecktor.plan.SampleBase.files;
import static io.hecktor.plan.SampleBase.layer;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BaseFilesTest {

  private static final LayerFacts ACCOUNTS =
      layer(Map.of("etc/passwd", "lower\n", "etc/group", "lower\n"), "etc/", "opt/", "opt/app/");

  @Test
  void seesNothingInNothing() {
    BaseFiles none = files();
    assertThat(none.hasFile("/etc/passwd")).isFalse();
    assertThat(none.hasDirectory("/etc")).isFalse();
    assertThat(none.text("/etc/passwd")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "", "/.", "/etc/.."})
  void alwaysHasARoot(String root) {
    assertThat(files().hasDirectory(root)).isTrue();
    assertThat(files(ACCOUNTS, layer("!")).hasDirectory(root)).isTrue();
  }

  @Test
  void tellsFilesFromFolders() {
    BaseFiles base = files(ACCOUNTS);
    assertThat(base.hasFile("/etc/passwd")).isTrue();
    assertThat(base.hasDirectory("/etc/passwd")).isFalse();
    assertThat(base.hasDirectory("/etc")).isTrue();
    assertThat(base.hasDirectory("/etc/")).isTrue();
    assertThat(base.hasFile("/etc")).isFalse();
  }

  @Test
  void seesTheUpperLayersFile() {
    BaseFiles base = files(ACCOUNTS, layer(Map.of("etc/passwd", "upper\n")));
    assertThat(base.text("/etc/passwd")).contains("upper\n");
    assertThat(base.text("/etc/group")).contains("lower\n");
  }

  @Test
  void hidesWhatAWhiteoutNames() {
    BaseFiles base = files(ACCOUNTS, layer("-etc/passwd"));
    assertThat(base.text("/etc/passwd")).isEmpty();
    assertThat(base.hasFile("/etc/passwd")).isFalse();
    assertThat(base.text("/etc/group")).contains("lower\n");
  }

  @Test
  void hidesAFolderWithAllBelowIt() {
    BaseFiles base = files(ACCOUNTS, layer("-etc"));
    assertThat(base.hasDirectory("/etc")).isFalse();
    assertThat(base.text("/etc/group")).isEmpty();
    assertThat(base.hasDirectory("/opt/app")).isTrue();
  }

  @Test
  void hidesNoNeighbourWhoseNameBeginsTheSame() {
    BaseFiles base = files(layer("opt/a/", "opt/a/x", "opt/ab/", "opt/ab/x"), layer("-opt/a"));
    assertThat(base.hasFile("/opt/a/x")).isFalse();
    assertThat(base.hasFile("/opt/ab/x")).isTrue();
  }

  @Test
  void keepsTheFolderOfAnOpaqueWhiteout() {
    BaseFiles base = files(ACCOUNTS, layer("!opt"));
    assertThat(base.hasDirectory("/opt")).isTrue();
    assertThat(base.hasDirectory("/opt/app")).isFalse();
  }

  @Test
  void hidesNothingOfTheWhiteoutsOwnLayer() {
    BaseFiles base =
        files(ACCOUNTS, layer(Map.of("etc/passwd", "own\n"), "-etc/passwd", "!opt", "opt/own/"));
    assertThat(base.text("/etc/passwd")).contains("own\n");
    assertThat(base.hasDirectory("/opt/own")).isTrue();
    assertThat(base.hasDirectory("/opt/app")).isFalse();
  }

  @Test
  void hidesNothingOfTheWhiteoutsOwnLayerWhateverTheOrder() {
    BaseFiles base = files(ACCOUNTS, layer("opt/own/", "!opt"));
    assertThat(base.hasDirectory("/opt/own")).isTrue();
  }

  @Test
  void bringsBackWhatWasHiddenOnlyByName() {
    BaseFiles base = files(ACCOUNTS, layer("-etc"), layer("etc/"));
    assertThat(base.hasDirectory("/etc")).isTrue();
    assertThat(base.text("/etc/passwd")).isEmpty();
  }

  @Test
  void losesWhatWasBelowAFolderThatBecameAFile() {
    BaseFiles base = files(ACCOUNTS, layer("etc"));
    assertThat(base.hasFile("/etc")).isTrue();
    assertThat(base.hasFile("/etc/passwd")).isFalse();
    assertThat(base.text("/etc/passwd")).isEmpty();
  }

  @Test
  void losesTheTextOfAFileThatBecameAFolder() {
    BaseFiles base = files(ACCOUNTS, layer("etc/passwd/"));
    assertThat(base.hasDirectory("/etc/passwd")).isTrue();
    assertThat(base.text("/etc/passwd")).isEmpty();
  }

  @Test
  void keepsWhatIsInAFolderThatComesAgain() {
    BaseFiles base = files(ACCOUNTS, layer("etc/"));
    assertThat(base.text("/etc/passwd")).contains("lower\n");
  }

  @Test
  void followsChainsOfLinks() {
    BaseFiles base =
        files(
            layer("usr/", "usr/bin/", "usr/bin/java -> ../../etc/alternatives/java"),
            layer("bin -> usr/bin", "etc/alternatives/java -> /usr/lib/jvm/17/bin/java"),
            layer("usr/lib/jvm/17 -> 17.0.2", "usr/lib/jvm/17.0.2/bin/java"));
    assertThat(base.hasFile("/bin/java")).isTrue();
    assertThat(base.hasFile("/usr/bin/java")).isTrue();
    assertThat(base.hasDirectory("/bin")).isTrue();
  }

  @Test
  void followsLinksToFilesWhoseTextIsKept() {
    BaseFiles base = files(ACCOUNTS, layer("private -> etc"));
    assertThat(base.text("/private/passwd")).contains("lower\n");
  }

  @Test
  void staysInsideTheImageWhateverALinkSays() {
    BaseFiles base = files(ACCOUNTS, layer("opt/out -> ../../../../etc", "abs -> /../etc"));
    assertThat(base.text("/opt/out/passwd")).contains("lower\n");
    assertThat(base.text("/abs/passwd")).contains("lower\n");
  }

  @Test
  void endsWithLinksThatLoop() {
    BaseFiles base = files(layer("a -> b", "b -> a", "self -> self", "deep -> deep/deep"));
    assertThat(base.hasFile("/a")).isFalse();
    assertThat(base.hasFile("/self/x")).isFalse();
    assertThat(base.hasDirectory("/deep")).isFalse();
  }

  @Test
  void isNoFileWhereALinkLeadsNowhere() {
    BaseFiles base = files(layer("a -> gone"));
    assertThat(base.hasFile("/a")).isFalse();
    assertThat(base.hasDirectory("/a")).isFalse();
  }
}
