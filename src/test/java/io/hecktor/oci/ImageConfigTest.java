package io.hecktor.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageConfigTest {

  private static final String HEX = "1".repeat(64);
  private static final String BASE =
      """
      {"os":"linux","architecture":"amd64","created":"2020-01-01T00:00:00.123456789Z",
       "os.features":["x"],"x-big":123456789012345678901234567890,"x-exact":1.500,"x-exp":1E+2,
       "x-null":null,"x-text":"ä\\u0000",
       "config":{"User":"root","Env":["PATH=/bin","B=2","A=1","B=3"],"Entrypoint":["/old"],
         "Cmd":["x"],"ArgsEscaped":true,"Labels":{"keep":"1","set":"old"},"WorkingDir":"/old",
         "Healthcheck":{"Interval":30000000000},"Volumes":{"/v":{}},"StopSignal":"SIGINT"},
       "history":[{"created_by":"one"},{"created_by":"meta","empty_layer":true}],
       "rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}"""
          .formatted(HEX);

  private static ImageConfig parse(String json) throws IOException {
    return ImageConfig.parse(json.getBytes(StandardCharsets.UTF_8), "the config");
  }

  private static String text(ImageConfig config) {
    return new String(config.bytes(), StandardCharsets.UTF_8);
  }

  private static ConfigChange change() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("Z", "new");
    environment.put("A", "over");
    return new ConfigChange(
        Instant.parse("2026-11-23T00:00:00Z"),
        "1000:1000",
        "/opt/app",
        List.of("/opt/java/bin/java", "-cp", "x", "Main"),
        environment,
        Map.of("set", "new"),
        List.of(new ConfigChange.AddedLayer("jar", DiffId.parse("sha256:" + "2".repeat(64)))));
  }

  @Test
  void keepsTheBytesThatItWasReadFrom() throws IOException {
    assertThat(text(parse(BASE))).isEqualTo(BASE);
    assertThat(parse(BASE).imageId()).isEqualTo(Digest.of(BASE.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void keepsUnknownKeysAndTheDigitsOfNumbers() throws IOException {
    assertThat(text(parse(BASE).extend(change())))
        .contains("\"os.features\":[\"x\"]")
        .contains("\"x-big\":123456789012345678901234567890")
        .contains("\"x-exact\":1.500")
        .contains("\"x-null\":null")
        .contains("\"Healthcheck\":{\"Interval\":30000000000}")
        .contains("\"Volumes\":{\"/v\":{}}")
        .contains("\"StopSignal\":\"SIGINT\"");
  }

  @Test
  void replacesHowTheProcessStarts() throws IOException {
    ImageConfig config = parse(BASE).extend(change());

    assertThat(config.user()).isEqualTo("1000:1000");
    assertThat(config.workingDirectory()).isEqualTo("/opt/app");
    assertThat(config.entrypoint()).containsExactly("/opt/java/bin/java", "-cp", "x", "Main");
    assertThat(config.cmd()).isEmpty();
    assertThat(text(config)).doesNotContain("ArgsEscaped").doesNotContain("Cmd");
  }

  @Test
  void extendsTheEnvironmentInOrder() throws IOException {
    assertThat(parse(BASE).extend(change()).environmentEntries())
        .containsExactly("PATH=/bin", "B=3", "A=over", "Z=new");
  }

  @Test
  void setsLabelsOverTheBases() throws IOException {
    assertThat(parse(BASE).extend(change()).labels())
        .containsExactlyInAnyOrderEntriesOf(Map.of("keep", "1", "set", "new"));
  }

  @Test
  void addsLayersAndTheirHistory() throws IOException {
    ImageConfig config = parse(BASE).extend(change());

    assertThat(config.diffIds())
        .containsExactly(DiffId.parse("sha256:" + HEX), DiffId.parse("sha256:" + "2".repeat(64)));
    assertThat(text(config))
        .contains(
            "\"history\":[{\"created_by\":\"one\"},{\"created_by\":\"meta\",\"empty_layer\":true},"
                + "{\"created\":\"2026-11-23T00:00:00Z\",\"created_by\":\"hecktor: jar\"}]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"history\":[]", "\"history\":null", "\"x-history\":[]"})
  void makesUpTheHistoryOfABaseThatDoesNotCountItsLayers(String history) throws IOException {
    String base = BASE.replaceAll("\"history\":\\[[^]]*]", history);

    assertThat(text(parse(base).extend(change())))
        .contains("hecktor: base layer")
        .contains("hecktor: jar");
  }

  @Test
  void givesTheSameBytesEachTime() throws IOException {
    assertThat(parse(BASE).extend(change()).imageId())
        .isEqualTo(parse(BASE).extend(change()).imageId())
        .hasToString("sha256:b6b67c54cb7bc72c8d5b8f333ac915761992fc1bd1542ccc1208837209429f2d");
  }

  @Test
  void doesNotTouchTheBase() throws IOException {
    ImageConfig base = parse(BASE);
    base.extend(change());

    assertThat(base.diffIds()).hasSize(1);
    assertThat(text(base)).isEqualTo(BASE);
  }

  @Test
  void extendsABaseWithoutRuntimePart() throws IOException {
    for (String runtime : List.of("\"config\":null,", "")) {
      ImageConfig base =
          parse("{\"architecture\":\"amd64\"," + runtime + "\"rootfs\":{\"diff_ids\":[]}}");

      assertThat(base.platform()).isEqualTo(Platform.LINUX_AMD64);
      assertThat(base.extend(change()).environmentEntries()).containsExactly("Z=new", "A=over");
    }
  }

  @Test
  void extendsTheEmptyConfig() {
    ImageConfig empty = ImageConfig.empty(Platform.LINUX_AMD64);

    assertThat(empty.extend(change()).diffIds()).hasSize(1);
    assertThat(empty.platform()).isEqualTo(Platform.LINUX_AMD64);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "7",
        "{}",
        "{\"rootfs\":{\"diff_ids\":\"x\"}}",
        "{\"rootfs\":{\"diff_ids\":[\"sha256:short\"]}}",
        "{\"rootfs\":{\"diff_ids\":[\"md5:1\"]}}",
        "{\"rootfs\":{\"diff_ids\":[7]}}",
        "{\"rootfs\":{\"diff_ids\":[]},\"rootfs\":{\"diff_ids\":[]}}",
        "{\"rootfs\":{\"diff_ids\":[]}} more"
      })
  void refusesWhatIsNoConfig(String json) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the config");
  }
}
