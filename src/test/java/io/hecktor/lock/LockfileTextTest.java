package io.hecktor.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.ProjectException;
import io.hecktor.oci.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LockfileTextTest {

  private static final Digest A = Digest.of("a".getBytes(StandardCharsets.UTF_8));

  private static Lockfile.Section task(String name, Fact... facts) {
    return Lockfile.Section.ofTask(name, List.of(facts));
  }

  private static Lockfile sample() {
    return new Lockfile(
        List.of(
            new Lockfile.Section(
                "base",
                List.of(
                    Fact.text(FactKind.REFERENCE, "r.example/cuda:12"),
                    Fact.text(FactKind.BASE_LAYER, A.toString()),
                    Fact.text(FactKind.BASE_LAYER, A.toString()))),
            new Lockfile.Section("java", List.of(Fact.name(FactKind.MODULE, "java.base"))),
            new Lockfile.Section(
                "program", List.of(Fact.digest(FactKind.DEPENDENCY, A, "1.0", "org.example:lib"))),
            task("task2", Fact.text(FactKind.IMAGE, A.toString())),
            task("task1", Fact.digest(FactKind.RESOURCE, A, "3", "weights/model 1.bin"))));
  }

  @Test
  void hasOneFactALineAndTasksInTheOrderOfTheirNames() {
    assertThat(LockfileText.format(sample()).lines().filter(line -> !line.startsWith("#")))
        .containsExactly(
            "lock-version 1",
            "",
            "[base]",
            "reference r.example/cuda:12",
            "base-layer " + A,
            "base-layer " + A,
            "",
            "[java]",
            "module java.base",
            "",
            "[program]",
            "dependency " + A + " 1.0 org.example:lib",
            "",
            "[task task1]",
            "resource " + A + " 3 weights/model 1.bin",
            "",
            "[task task2]",
            "image " + A);
  }

  @Test
  void whatIsReadIsWrittenTheSame() throws Exception {
    String text = LockfileText.format(sample());

    assertThat(LockfileText.format(LockfileText.parse(text))).isEqualTo(text);
    assertThat(LockfileText.parse(text.replace("\n", "\r\n"))).isEqualTo(LockfileText.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " begins with a space",
        "ends with one ",
        "a\nb",
        "a\\nb",
        "\\",
        "größe.bin",
        "[x]",
        "#"
      })
  void keepsNamesOfEveryKind(String name) throws Exception {
    Lockfile lock = new Lockfile(List.of(task("t", Fact.digest(FactKind.RESOURCE, A, "1", name))));

    assertThat(LockfileText.parse(LockfileText.format(lock))).isEqualTo(lock);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lock-version 2                                | 1 | should be `lock-version 1`
          [base]                                        | 1 | should be `lock-version 1`
          lock-version 1;<<<<<<< HEAD                   | 2 | is left of a merge conflict
          lock-version 1;user 1:1                       | 2 | stands before the first section
          lock-version 1;[base];nonsense x              | 3 | begins with `nonsense`
          lock-version 1;[task t];resource abc 3 a      | 3 | holds `abc`, which is no SHA-256
          lock-version 1;[task t];resource              | 3 | lacks a word
          lock-version 1;[base];config a;config b       | 4 | tells something a second time
          lock-version 1;[base];[java];[base]           | 4 | begins a section that was there already
          # a comment                                   | 1 | and none said `lock-version 1`
          """)
  void aLineThatCannotBeReadIsNamedByItsNumber(String text, int line, String what) {
    assertThatThrownBy(() -> LockfileText.parse(text.replace(';', '\n')))
        .isInstanceOf(ProjectException.class)
        .hasMessageStartingWith("HECK-654: Line " + line + " of hecktor.lock ")
        .hasMessageContaining(what);
  }
}
