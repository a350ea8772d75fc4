package io.hecktor.verify;

import static io.hecktor.verify.UploadRule.ARCHITECTURE;
import static io.hecktor.verify.UploadRule.ARCHIVE_SIZE;
import static io.hecktor.verify.UploadRule.COMMAND;
import static io.hecktor.verify.UploadRule.CONFIG_DIGEST;
import static io.hecktor.verify.UploadRule.CONFIG_NAME;
import static io.hecktor.verify.UploadRule.CONFIG_PRESENT;
import static io.hecktor.verify.UploadRule.ENTRY_NAMES;
import static io.hecktor.verify.UploadRule.ENVIRONMENT;
import static io.hecktor.verify.UploadRule.LAYERS;
import static io.hecktor.verify.UploadRule.LAYER_FORM;
import static io.hecktor.verify.UploadRule.LAYER_SOURCES;
import static io.hecktor.verify.UploadRule.MANIFEST;
import static io.hecktor.verify.UploadRule.ONE_IMAGE;
import static io.hecktor.verify.UploadRule.READABLE;
import static io.hecktor.verify.UploadRule.USER;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each row breaks the platform's import in one place; that rule and no other must say so. */
final class UploadRulesTest {

  private static final long LIMIT = 1 << 20;
  private static final String STUCK = "the import stays at 'Started'";
  private static final String ROOT =
      "The container runs as root. Please add a user, group and USER instruction to your"
          + " Dockerfile";
  private static final String NO_MANIFEST =
      "Could not find manifest.json in the container image file. Was this created with docker"
          + " save?";
  private static final String NO_CONFIG =
      "Could not find the config file in the container image file. Was this created with docker"
          + " save?";
  private static final String NO_HASH =
      "The container image file does not have a valid sha256 hash.";
  private static final String NOT_ONE =
      "The container image file should only have 1 image. This file contains %d.";
  private static final String NO_ARCHIVE = "Could not decompress the container image file.";

  @TempDir Path folder;

  static final List<Arguments> BREACHES =
      List.of(
          breach(
              "jib's docker tar",
              NO_HASH,
              a -> a.configName = hex -> "config.json",
              CONFIG_NAME,
              CONFIG_DIGEST),
          breach("OCI archive", NO_MANIFEST, UploadRulesTest::asOci, MANIFEST),
          breach("names with ./", NO_MANIFEST, a -> a.prefix = "./", MANIFEST, ENTRY_NAMES),
          breach(
              "manifest.json is a link",
              NO_MANIFEST,
              UploadRulesTest::linkManifest,
              MANIFEST,
              ENTRY_NAMES),
          breach("two images", NOT_ONE.formatted(2), a -> a.manifest("}]", "},{}]"), ONE_IMAGE),
          breach(
              "no image",
              NOT_ONE.formatted(0),
              a ->
                  a.manifest(
                      "[{\"Config\":\"%s\",\"RepoTags\":[\"t:1\"],\"Layers\":[\"%s\",\"%s\"]}]",
                      "[]"),
              ONE_IMAGE),
          breach("manifest.json is no JSON", STUCK, a -> a.manifest("[{", "{"), ONE_IMAGE),
          breach("config missing", NO_CONFIG, a -> a.withConfig = false, CONFIG_PRESENT),
          breach(
              "manifest.json names no config",
              STUCK,
              a -> a.manifest("Config", "Konfig"),
              CONFIG_PRESENT),
          breach("config is no JSON", STUCK, a -> a.config("{\"arch", "\"arch"), CONFIG_PRESENT),
          breach(
              "config is a list",
              STUCK,
              a -> a.config("{\"arch", "[{\"arch").config("]}}", "]}}]"),
              CONFIG_PRESENT),
          breach(
              "blobs with .json",
              NO_HASH,
              a -> a.configName = hex -> "blobs/sha256/" + hex + ".json",
              CONFIG_NAME,
              CONFIG_DIGEST),
          breach(
              "hash cut",
              NO_HASH,
              a -> a.configName = hex -> hex.substring(1) + ".json",
              CONFIG_NAME,
              CONFIG_DIGEST),
          breach(
              "another digest",
              "the image fails later",
              a -> a.configName = hex -> "0".repeat(64) + ".json",
              CONFIG_DIGEST),
          breach(
              "arm64",
              "Architecture type 'arm64' is not supported. Please provide a container image built"
                  + " for 'amd64'.",
              a -> a.config("amd64", "arm64"),
              ARCHITECTURE),
          breach(
              "no architecture",
              "Architecture type '' is not supported.",
              a -> a.config("\"architecture\":\"amd64\",", ""),
              ARCHITECTURE),
          breach(
              "windows",
              "An unexpected error occurred",
              a -> a.config("linux", "windows"),
              ARCHITECTURE),
          breach(
              "no runtime config", ROOT, a -> a.config("\"config\"", "\"konfig\""), USER, COMMAND),
          breach("Env without =", STUCK, a -> a.config("PATH=/usr/bin", "PATH"), ENVIRONMENT),
          breach(
              "no entrypoint",
              "An unexpected error occurred",
              a -> a.config("\"/opt/java/bin/java\"", ""),
              COMMAND),
          breach(
              "LayerSources",
              STUCK,
              a -> a.manifest("\"Layers\"", "\"LayerSources\":{},\"Layers\""),
              LAYER_SOURCES),
          breach("one layer gzipped", STUCK, a -> a.compressedLayer = 1, LAYER_FORM),
          breach("first layer gzipped", STUCK, a -> a.compressedLayer = 0, LAYER_FORM),
          breach("fewer layers", STUCK, a -> a.manifest(",\"%s\"]", "]"), LAYERS),
          breach(
              "more layers",
              STUCK,
              a -> a.manifest("[\"%s\"", "[\"%2$s\",\"%2$s\"").manifest(",\"%s\"]", ",\"%3$s\"]"),
              LAYERS),
          breach(
              "layers swapped",
              STUCK,
              a -> a.manifest("[\"%s\",\"%s\"]", "[\"%3$s\",\"%2$s\"]"),
              LAYERS),
          breach("layer missing", STUCK, a -> a.missingLayer = 1, LAYERS),
          breach("layer is a link", STUCK, a -> a.linkedLayer = 1, LAYERS, ENTRY_NAMES),
          breach("wrong diffID", STUCK, UploadRulesTest::otherDiffId, LAYERS),
          breach(
              "file twice",
              STUCK,
              a -> a.more = tar -> tar.file("x", "1").file("x", "2"),
              ENTRY_NAMES),
          breach(
              "hard link",
              STUCK,
              a -> a.more = tar -> tar.hardLink("y", "manifest.json"),
              ENTRY_NAMES),
          breach("absolute name", STUCK, a -> a.more = tar -> tar.file("/abs", "1"), ENTRY_NAMES),
          breach("no gzip", NO_ARCHIVE, a -> a.gzip = gzip -> a.tar(), READABLE),
          breach(
              "cut short",
              NO_ARCHIVE,
              a -> a.gzip = gzip -> Arrays.copyOf(gzip, gzip.length - 9),
              READABLE),
          breach(
              "cut in the middle",
              NO_ARCHIVE,
              a -> a.gzip = gzip -> Arrays.copyOf(gzip, gzip.length / 2),
              READABLE),
          breach("empty file", NO_ARCHIVE, a -> a.gzip = gzip -> new byte[0], READABLE));

  private static Arguments breach(
      String what, String message, Consumer<UploadArchive> change, UploadRule... rules) {
    return Arguments.of(what, message, change, Set.of(rules));
  }

  private static void asOci(UploadArchive archive) {
    archive.withManifest = false;
    archive.configName = hex -> "blobs/sha256/" + hex;
    archive.layerName = hex -> "blobs/sha256/" + hex;
    archive.more = tar -> tar.file("index.json", "{}").file("oci-layout", "{}");
  }

  private static void linkManifest(UploadArchive archive) {
    archive.withManifest = false;
    archive.more = tar -> tar.file("m.json", "[]").symbolicLink("manifest.json", "m.json");
  }

  private static void otherDiffId(UploadArchive archive) {
    archive.config("[\"sha256:", "[\"sha256:" + "1".repeat(64) + "\",\"sha256:");
    archive.manifest("[\"%s\",", "[\"%2$s\",\"%2$s\",").manifest(",\"%s\"]", ",\"%3$s\"]");
  }

  private List<UploadFinding> judge(UploadArchive archive) throws IOException {
    return UploadRules.judge(archive.open(folder), LIMIT);
  }

  private static Set<UploadRule> broken(List<UploadFinding> findings) {
    return findings.stream()
        .filter(UploadFinding::blocksUpload)
        .map(UploadFinding::rule)
        .collect(Collectors.toSet());
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("BREACHES")
  void refusesWithThePlatformsWords(
      String what, String message, Consumer<UploadArchive> change, Set<UploadRule> rules)
      throws IOException {
    UploadArchive archive = new UploadArchive();
    change.accept(archive);
    List<UploadFinding> findings = judge(archive);
    assertThat(broken(findings)).as("%s", findings).isEqualTo(rules);
    assertThat(failures(findings))
        .anySatisfy(failed -> assertThat(failed.platformSays()).contains(message))
        .allSatisfy(failed -> assertThat(failed.fix()).endsWith("."))
        .allSatisfy(failed -> assertThat(failed.observed()).isNotBlank());
    assertEveryRuleOnce(findings);
  }

  private static List<UploadFinding.Failed> failures(List<UploadFinding> findings) {
    return findings.stream()
        .filter(UploadFinding.Failed.class::isInstance)
        .map(UploadFinding.Failed.class::cast)
        .toList();
  }

  private static void assertEveryRuleOnce(List<UploadFinding> findings) {
    assertThat(findings).extracting(UploadFinding::rule).containsExactly(UploadRule.values());
  }

  @Test
  void passesAGoodArchiveByEveryRuleThatCanBeAsked() throws IOException {
    List<UploadFinding> findings = judge(new UploadArchive());
    assertEveryRuleOnce(findings);
    assertThat(findings)
        .filteredOn(finding -> finding.rule() != UploadRule.ALREADY_UPLOADED)
        .allSatisfy(finding -> assertThat(finding).isInstanceOf(UploadFinding.Passed.class));
    assertThat(findings)
        .filteredOn(finding -> finding.rule() == UploadRule.ALREADY_UPLOADED)
        .allSatisfy(finding -> assertThat(finding).isInstanceOf(UploadFinding.NotChecked.class));
    assertThat(findings).isSortedAccordingTo(Comparator.comparing(UploadFinding::rule));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s.json", "blobs/sha256/%s", "sha256:%s", "%s"})
  void takesEveryConfigNameThatThePlatformTakes(String form) throws IOException {
    UploadArchive archive = new UploadArchive();
    archive.configName = form::formatted;
    assertThat(broken(judge(archive))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "root",
        "Root",
        "0",
        "root:root",
        "ROOT:1000",
        "0:0",
        "0:1000",
        "00",
        "000:1000"
      })
  void refusesRootInEveryForm(String user) throws IOException {
    List<UploadFinding> findings =
        judge(new UploadArchive().config("\"1000:1000\"", "\"" + user + "\""));
    assertThat(broken(findings)).containsExactly(USER);
    assertThat(failures(findings).get(0).platformSays()).contains(ROOT);
  }

  @ParameterizedTest
  @ValueSource(strings = {":1000", "_hecktor", "a b", "1000:", "1000:_g", "1000:1000:1000", "-1"})
  void refusesUsersThatTheStartProgramDoesNotUnderstand(String user) throws IOException {
    List<UploadFinding> findings =
        judge(new UploadArchive().config("\"1000:1000\"", "\"" + user + "\""));
    assertThat(broken(findings)).containsExactly(USER);
    assertThat(failures(findings).get(0).platformSays())
        .isEqualTo("Invalid argument for the containers USER instruction");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000", "1000:1000", "hecktor", "hecktor:users", "user.a-b_c", "10:0"})
  void takesOtherUsers(String user) throws IOException {
    assertThat(broken(judge(new UploadArchive().config("\"1000:1000\"", "\"" + user + "\""))))
        .isEmpty();
  }

  @Test
  void takesACommandInPlaceOfAnEntrypoint() throws IOException {
    assertThat(broken(judge(new UploadArchive().config("Entrypoint", "Cmd")))).isEmpty();
    assertThat(broken(judge(new UploadArchive().config("[\"/opt/java/bin/java\"]", "null"))))
        .containsExactly(COMMAND);
  }

  @Test
  void takesAConfigWithoutEnvironment() throws IOException {
    assertThat(broken(judge(new UploadArchive().config("\"Env\"", "\"Other\"")))).isEmpty();
  }

  @Test
  void refusesAnArchiveOverTheLimitToTheByte() throws IOException {
    var contents = new UploadArchive().open(folder);
    assertThat(broken(UploadRules.judge(contents, contents.archiveBytes()))).isEmpty();
    List<UploadFinding> findings = UploadRules.judge(contents, contents.archiveBytes() - 1);
    assertThat(broken(findings)).containsExactly(ARCHIVE_SIZE);
  }

  @Test
  void doesNotCallMissingWhatLiesBehindTheDamage() throws IOException {
    UploadArchive archive = new UploadArchive();
    archive.gzip = gzip -> Arrays.copyOf(gzip, gzip.length / 2);
    assertThat(judge(archive))
        .filteredOn(finding -> finding.rule() == LAYERS || finding.rule() == USER)
        .hasSize(2)
        .allSatisfy(finding -> assertThat(finding).isInstanceOf(UploadFinding.NotChecked.class));
  }

  @Test
  void titlesEveryRule() {
    assertThat(Stream.of(UploadRule.values()).map(UploadRule::title))
        .doesNotHaveDuplicates()
        .noneMatch(String::isBlank);
  }
}
