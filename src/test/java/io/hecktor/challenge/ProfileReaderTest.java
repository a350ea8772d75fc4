package io.hecktor.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** What is wrong with a profile is told by line and key. */
final class ProfileReaderTest {

  /** Its lines are counted by the table below. */
  private static final String SAMPLE =
      """
      name: sample
      title: A sample
      sources:
        doc:
          title: The document
          date: 2025-07-03
      base: {value: debian, source: doc}
      directories:
        input: {value: /input, link: true, source: doc}
        output: {value: /output, source: doc}
        writable: {value: [/tmp], source: doc}
      limits:
        time: {value: 10m, source: doc}
        memory: {value: 16g, source: doc}
        gpuMemory: {value: 16g, source: doc}
        archive: {value: 2g, source: doc}
      logs:
        lineBytes: {value: 64k, source: doc}
        keptLines: {value: 500, source: doc}
      model:
        folder: model
        path: {value: /opt/ml/model, source: doc}
        archive: model.tar.gz
      tasks:
        - name: one
          folders: [One]
          archive: one.tar.gz
          outputs:
            - {kind: mask, path: images/m, labels: [0, 1], geometryOf: images/ct, source: doc}
            - {kind: choice, path: c.json, values: [A, B], source: doc}
        - name: two
          folders: [Two]
          archive: two.tar.gz
          time: {value: 90s, source: doc}
          outputs:
            - {kind: number, path: n.json, source: doc}
            - {kind: boolean, path: b.json, source: doc}
      """;

  /** What is replaced, by what, and the line and the words of the complaint. */
  static final List<Arguments> MISTAKES =
      List.of(
          mistake("title: A", "titel: A", 1, "`title` is missing"),
          mistake("logs:", "log:", 17, "`log` is not known here; known are base, "),
          mistake("time: {value: 10m", "tiem: {value: 10m", 13, "`limits.time` is missing"),
          mistake("  memory:", "  memmory: 1\n  memory:", 14, "`limits.memmory` is not known here"),
          mistake("{value: 2g, source", "{value: 2g, note: x, source", 16, "`limits.archive.note`"),
          mistake("value: 10m", "value: 10 minutes", 13, "`limits.time.value` is wrong: `10 min"),
          mistake("value: 90s", "value: 90", 34, "`tasks[1].time.value` is wrong: `90` is not a"),
          mistake("memory: {value: 16g", "memory: {value: 16gb", 14, "`limits.memory.value` is"),
          mistake("value: 2g", "value: 999999999999g", 16, "`limits.archive.value` is wrong"),
          mistake("value: 500", "value: many", 19, "`logs.keptLines.value` is wrong"),
          mistake("  output:", "  input: {}\n  output:", 10, "`directories.input` stands twice"),
          mistake("name: sample", "name: a\nname: b", 2, "`name` stands twice"),
          mistake("folders: [Two]", "\tfolders: [Two]", 32, "no valid YAML"),
          mistake("[One]", "[One", 27, "no valid YAML"),
          mistake("title: A sample", "title: A: sample", 2, "no valid YAML"),
          mistake("title: A sample", "title: A \u0007 sample", 2, "no valid YAML"),
          mistake("title: A sample", "title: [A]", 2, "`title` must be a single value"),
          mistake("title: A sample", "title:", 2, "`title` is empty"),
          mistake("value: debian", "value: ''", 7, "`base.value` is empty"),
          mistake(
              "base: {value: debian, source: doc}", "base: debian", 7, "`base` must be a mapping"),
          mistake(
              "{value: 16g, source: doc}\n  gpu",
              "16g\n  gpu",
              14,
              "`limits.memory` must be a map"),
          mistake("value: 10m, source: doc", "value: 10m", 13, "`limits.time.source` is missing"),
          mistake("16g, source: doc", "16g, source: dco", 14, "`limits.memory.source` names `dco`"),
          mistake("date: 2025-07-03", "date: 2025-13-03", 6, "`sources.doc.date` is wrong"),
          mistake("date: 2025-07-03", "day: 2025-07-03", 5, "`sources.doc.date` is missing"),
          mistake("kind: number", "kind: float", 36, "`tasks[1].outputs[0].kind` must be mask, n"),
          mistake(
              "labels: [0, 1]", "labels: [0, x]", 29, "`tasks[0].outputs[0].labels` must be wh"),
          mistake("labels: [0, 1], ", "", 29, "`tasks[0].outputs[0].labels` is missing"),
          mistake(
              "values: [A, B]", "values: []", 30, "`tasks[0].outputs[1].values` must be a list"),
          mistake("path: n.json", "path: /n.json", 36, "`tasks[1].outputs[0].path` is wrong"),
          mistake("path: n.json", "path: ../n.json", 36, "`tasks[1].outputs[0].path` is wrong"),
          mistake(
              "value: /input", "value: input", 9, "`directories.input.value` is wrong: `input`"),
          mistake("value: /output", "value: /a/../b", 10, "`directories.output.value` is wrong"),
          mistake(
              "value: [/tmp]", "value: [/tmp, tmp]", 11, "`directories.writable.value` is wrong"),
          mistake(
              "value: [/tmp]", "value: /tmp", 11, "`directories.writable.value` must be a list"),
          mistake(
              "link: true", "link: yes", 9, "`directories.input.link` is wrong: `yes` is neith"),
          mistake("name: two", "name: one", 31, "`tasks[1].name` is the name of another task"),
          mistake("name: two", "name: Two", 31, "`tasks[1].name` is wrong"),
          mistake("folders: [Two]", "folders: [a/../../b]", 32, "`tasks[1].folders` is wrong"),
          mistake(
              "archive: two.tar.gz", "archive: ../two.tar.gz", 33, "`tasks[1].archive` is wrong"),
          mistake("archive: two.tar.gz", "archive: two.zip", 33, "`tasks[1].archive` is wrong"),
          mistake("archive: model.tar.gz", "archive: model.zip", 23, "`model.archive` is wrong"),
          mistake("folder: model", "folder: /model", 21, "`model.folder` is wrong"));

  private static Arguments mistake(String good, String bad, int line, String words) {
    return Arguments.of(good, bad, line, words);
  }

  @Test
  void readsTheSample() {
    Profile profile = ProfileReader.read(SAMPLE);
    assertThat(profile.tasks()).extracting(Task::name).containsExactly("one", "two");
    assertThat(profile.tasks().get(1).outputs()).hasSize(2);
    assertThat(profile.base().origin()).isEqualTo("The document, 2025-07-03");
  }

  @Test
  void needsNeitherLogsNorModel() {
    int logs = SAMPLE.indexOf("logs:");
    int tasks = SAMPLE.indexOf("tasks:");
    Profile profile = ProfileReader.read(SAMPLE.substring(0, logs) + SAMPLE.substring(tasks));
    assertThat(profile.logs()).isEmpty();
    assertThat(profile.model()).isEmpty();
  }

  @ParameterizedTest(name = "[{index}] {3}")
  @FieldSource("MISTAKES")
  void tellsLineAndKey(String good, String bad, int line, String words) {
    assertThat(SAMPLE).contains(good);
    assertThatThrownBy(() -> ProfileReader.read(SAMPLE.replaceFirst(quoted(good), bad)))
        .isInstanceOf(ProfileFormatException.class)
        .hasMessageStartingWith("line " + line + ": ")
        .hasMessageContaining(words)
        .hasMessageEndingWith(".")
        .message()
        .doesNotContain("``");
  }

  private static String quoted(String text) {
    return java.util.regex.Pattern.quote(text);
  }

  @ParameterizedTest
  @FieldSource("NO_PROFILES")
  void refusesWhatIsNoProfileAtAll(String yaml, String words) {
    assertThatThrownBy(() -> ProfileReader.read(yaml))
        .isInstanceOf(ProfileFormatException.class)
        .hasMessageStartingWith("line ")
        .hasMessageContaining(words);
  }

  static final List<Arguments> NO_PROFILES =
      List.of(
          Arguments.of("", "the file is empty"),
          Arguments.of("# only a comment\n", "the file is empty"),
          Arguments.of("- a\n- b\n", "the file must be a mapping"),
          Arguments.of("just text", "the file must be a mapping"),
          Arguments.of("a: 1\n---\nb: 2\n", "no valid YAML"),
          Arguments.of("&a a: *b\n", "no valid YAML"),
          Arguments.of("%YAML 2.0\n---\na: b\n", "no valid YAML"),
          Arguments.of("? [x]\n: y\n", "a key must be a single value"));
}
