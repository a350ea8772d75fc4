package io.hecktor.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.HecktorException;
import io.hecktor.ProjectException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ScaffoldTest {

  private static final String INFERENCE = "src/main/java/org/example/Inference.java";
  private static final String MAIN = "src/main/java/org/example/Main.java";

  @TempDir Path folder;

  private ScaffoldRequest request(String profile, String... tasks) {
    return new ScaffoldRequest(
        folder,
        Optional.ofNullable(profile),
        List.of(tasks),
        new Coordinates("org.example", "my-algorithm", "org.example"),
        Set.of(CiSystem.values()),
        "1.2.3");
  }

  private Blueprint write(String profile, String... tasks) throws HecktorException, IOException {
    Blueprint blueprint = Scaffold.plan(request(profile, tasks));
    ProjectWriter.write(blueprint, folder);
    return blueprint;
  }

  private String read(String path) throws IOException {
    return Files.readString(folder.resolve(path));
  }

  private void put(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Map<String, String> everything() throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        all.put(
            folder.relativize(file).toString(),
            new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1));
      }
    }
    return all;
  }

  @Test
  void writesAPlaceForEachTaskOfTheDefaultProfile() throws Exception {
    Blueprint blueprint = write(null);

    assertThat(blueprint.tasks()).containsExactly("task1", "task2", "task3");
    assertThat(blueprint.kept()).isEmpty();
    assertThat(blueprint.paths())
        .contains("pom.xml", ".mvn/jvm.config", ".gitignore", ".gitattributes", "README.md")
        .contains(".github/workflows/hecktor.yml", ".gitlab-ci.yml", INFERENCE, MAIN)
        .contains("src/test/java/org/example/InferenceTest.java")
        .contains("Task1/resources/rule.properties", "Task3/test/input/images/pet/pet.mha")
        .allSatisfy(path -> assertThat(folder.resolve(path)).isRegularFile());
    assertThat(everything()).hasSize(blueprint.paths().size());
  }

  @ParameterizedTest
  @CsvSource({
    "hecktor2025, hecktor2025, /opt/ml/model, false",
    "hecktor2025-platform, hecktor2025-platform, /opt/ml/model, false",
    "hecktor2026, hecktor2026, /opt/ml/model, true"
  })
  void takesNamesPathsAndFoldersFromTheProfile(
      String profile, String inPom, String model, boolean apart) throws Exception {
    Blueprint blueprint = write(profile);

    assertThat(read("pom.xml"))
        .contains("<profile>" + inPom + "</profile>")
        .contains("<version>1.2.3</version>")
        .contains("<mainClass>org.example.Main</mainClass>");
    assertThat(read(MAIN).contains(model)).isEqualTo(apart);
    for (TaskPlace place : blueprint.places()) {
      for (NamedOutput output : place.outputs()) {
        assertThat(read(MAIN)).contains('"' + output.shape().path() + '"');
        assertThat(read(INFERENCE)).contains(" " + output.method() + "() throws IOException {");
      }
    }
    assertThat(folder.resolve("Task/model/rule.properties").toFile().exists()).isEqualTo(apart);
    assertThat(read(".gitattributes"))
        .contains(apart ? "*/model/**/*.onnx filter=lfs" : "*/resources/**/*.onnx filter=lfs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hecktor2025", "hecktor2025-platform", "hecktor2026"})
  void leavesNoPlaceOfATemplateOpen(String profile) throws Exception {
    write(profile);

    assertThat(everything())
        .allSatisfy(
            (path, text) ->
                assertThat(Template.PLACE.matcher(text).results().toList()).as(path).isEmpty());
  }

  @Test
  void writesTheSameBytesAgain() throws Exception {
    write("hecktor2025");
    Map<String, String> first = everything();
    folder = Files.createDirectory(folder.resolve("again"));
    write("hecktor2025");

    assertThat(everything()).isEqualTo(first);
  }

  /** Those versions are built with in every run of the tests. */
  @Test
  void pinsTheVersionsOfTheBaseline() throws Exception {
    write("hecktor2025");

    String pinned = "<artifactId>[a-z-]+</artifactId>\\s*<version>[^<]+</version>";
    List<String> known = found(pinned, Files.readString(Path.of("it/baseline/pom.xml")));
    List<String> written = found(pinned, read("pom.xml"));
    written.removeIf(one -> one.contains("my-algorithm") || one.contains("hecktor-maven-plugin"));

    assertThat(written).hasSize(9).isSubsetOf(known);
    assertThat(read(".mvn/jvm.config"))
        .isEqualTo(Files.readString(Path.of("it/baseline/.mvn/jvm.config")));
  }

  private static List<String> found(String pattern, String text) {
    List<String> all = new ArrayList<>();
    java.util.regex.Pattern.compile(pattern)
        .matcher(text)
        .results()
        .forEach(match -> all.add(match.group().replaceAll("\\s", "")));
    return all;
  }

  @Test
  void writesOnlyTheTasksAskedFor() throws Exception {
    Blueprint blueprint = write("hecktor2025", "task3", "task1");

    assertThat(blueprint.tasks()).containsExactly("task1", "task3");
    assertThat(folder.resolve("Task2")).doesNotExist();
    assertThat(read(MAIN)).doesNotContain("rfs.json");
    assertThat(read("README.md")).contains("`Task3/resources`").doesNotContain("Task2");
  }

  @Test
  void refusesATaskThatTheChallengeDoesNotHave() {
    assertThatThrownBy(() -> write("hecktor2026", "task1"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("hecktor.tasks names `task1`")
        .hasMessageContaining("has the tasks task.");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void writesOverNothing() throws Exception {
    put("README.md", "mine");
    put(INFERENCE, "my algorithm");
    put("Task1/test/input/ehr.json", "{}");
    put(".gitattributes", "*.txt text");

    Blueprint blueprint = write("hecktor2025");

    assertThat(blueprint.kept())
        .containsExactlyInAnyOrder("README.md", INFERENCE, ".gitattributes");
    assertThat(read("README.md")).isEqualTo("mine");
    assertThat(read(INFERENCE)).isEqualTo("my algorithm");
    assertThat(folder.resolve("Task1/test/input/images")).doesNotExist();
    assertThat(blueprint.remarks().notes())
        .containsExactly(".gitattributes names nothing for git-lfs: `git lfs track` the weights.");
  }

  @Test
  void writesNothingWhereOneFileCannotBe() throws Exception {
    put("src", "a file where a folder must be");

    assertThatThrownBy(() -> write("hecktor2025"))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("`src` is no folder.");
    assertThat(everything()).containsOnlyKeys("src");
  }

  @Test
  void takesAllBackWhereTheDiskRefusesTheLastFile() throws Exception {
    put("mine", "mine");
    Blueprint blueprint = Scaffold.plan(request("hecktor2025"));
    String last = blueprint.paths().get(blueprint.paths().size() - 1);
    put(last, "written meanwhile");

    assertThatThrownBy(() -> ProjectWriter.write(blueprint, folder))
        .isInstanceOf(IOException.class);

    assertThat(everything())
        .containsOnlyKeys("mine", last)
        .containsEntry(last, "written meanwhile");
    assertThat(folder.resolve("src")).doesNotExist();
  }

  @Test
  void leavesAPomAloneAndTellsWhatBelongsIntoIt() throws Exception {
    put("pom.xml", "<project/>");

    Blueprint blueprint = write("hecktor2025", "task2");

    assertThat(read("pom.xml")).isEqualTo("<project/>");
    assertThat(folder.resolve("src")).doesNotExist();
    assertThat(folder.resolve("Task2/resources/rule.properties")).exists();
    assertThat(blueprint.remarks().plugin().orElseThrow())
        .contains("<artifactId>hecktor-maven-plugin</artifactId>")
        .contains("<goal>test-run-no-fork</goal>")
        .contains("<goal>save-no-fork</goal>");
  }

  @Test
  void turnsTheTemplatesFolderIntoAProject() throws Exception {
    for (String script : List.of("do_build.sh", "do_test_run.sh", "do_save.sh", "Dockerfile")) {
      put("Task_1/" + script, "#");
      put("Task_2/" + script, "#");
    }
    put("Task_1/inference.py", "#");
    put("Task_1/resources/preprocess.py", "#");
    put("Task_1/resources/checkpoints/best_model.pth", "weights");
    put("Task_1/test/input/ehr.json", "{}");
    Map<String, String> before = everything();

    Blueprint blueprint = write(null);

    assertThat(everything()).containsAllEntriesOf(before);
    assertThat(blueprint.profile()).isEqualTo("hecktor2025");
    assertThat(blueprint.tasks()).containsExactly("task1", "task2");
    assertThat(folder.resolve("Task1")).doesNotExist();
    assertThat(folder.resolve("Task_1/resources/rule.properties")).exists();
    assertThat(folder.resolve("Task_2/resources/rule.properties")).exists();
    assertThat(folder.resolve("Task_2/test/input/images/ct/ct.mha")).exists();
    assertThat(read("src/test/java/org/example/InferenceTest.java"))
        .contains("Path.of(\"Task_1\", \"test\", \"input\")");
    assertThat(blueprint.remarks().replaced())
        .contains("Task_1/do_build.sh: mvn hecktor:build -Dhecktor.tasks=task1")
        .contains("Task_2/do_save.sh: mvn hecktor:save -Dhecktor.tasks=task2")
        .contains("Task_1/inference.py: " + INFERENCE)
        .hasSize(9);
    assertThat(blueprint.remarks().notes())
        .anySatisfy(note -> assertThat(note).startsWith("Task_1/resources holds Python files (1)"));
  }

  @Test
  void takesTheProfileWhoseTasksFolderIsThere() throws Exception {
    put("Task/test/input/interf0/ehr.json", "{}");
    put("Task/model/weights.bin", "weights");
    put("Task/resources/utils.py", "#");

    Blueprint blueprint = write(null);

    assertThat(blueprint.profile()).isEqualTo("hecktor2026");
    assertThat(blueprint.kept()).isEmpty();
    assertThat(blueprint.remarks().notes())
        .anySatisfy(note -> assertThat(note).startsWith("Task/resources holds Python files (1)"));
    assertThat(read("README.md")).contains("uploaded apart as `model.tar.gz`");
    assertThat(read("src/test/java/org/example/InferenceTest.java"))
        .contains("Path.of(\"Task\", \"test\", \"input\", \"interf0\")");
  }

  @Test
  void refusesTwoFoldersOfOneTask() throws Exception {
    put("Task1/resources/a", "a");
    put("Task_1/resources/a", "a");

    assertThatThrownBy(() -> write(null))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("The folder has both Task1 and Task_1.");
  }

  @Test
  void writesCiFilesThatAreYamlAndVerifyWithoutDocker() throws Exception {
    write("hecktor2025");

    for (CiSystem system : CiSystem.values()) {
      String text = system.file().text();
      Object yaml = new Load(LoadSettings.builder().build()).loadFromString(text);
      assertThat(yaml)
          .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
          .isNotEmpty();
      assertThat(yaml.toString())
          .contains("mvn -B -ntp verify -Dhecktor.base=host")
          .doesNotContain("docker run")
          .doesNotContain("dind");
      assertThat(read(system.file().path())).isEqualTo(text);
    }
  }

  @Test
  void writesAProfileOfOnesOwnWithWhateverNamesItHas() throws Exception {
    String shipped =
        new String(
            io.hecktor.challenge.Profiles.class
                .getResourceAsStream("hecktor2025.yaml")
                .readAllBytes(),
            java.nio.charset.StandardCharsets.UTF_8);
    put(
        "my rules & more.yaml",
        shipped
            .replace("name: hecktor2025", "name: mine")
            .replace("path: rfs.json", "path: 'a\"b\\u*/9 x.json'")
            .replace("labels: [0, 1, 2]", "labels: [5, 7]")
            .replace("geometryOf: images/ct", "geometryOf: images/mr/t1"));

    write("my rules & more.yaml");

    assertThat(read("pom.xml")).contains("<profile>my rules &amp; more.yaml</profile>");
    assertThat(read(MAIN))
        .contains("outputs.number(\"a\\\"b\\\\u*/9 x.json\", inference.task2Output9X())");
    assertThat(read(INFERENCE)).contains("b&#92;u*&#47;9 x.json").contains("(byte) 5, (byte) 7)");
    assertThat(folder.resolve("Task1/test/input/images/mr/t1/t1.mha")).exists();
  }
}
