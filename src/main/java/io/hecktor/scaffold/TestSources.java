package io.hecktor.scaffold;

import io.hecktor.challenge.OutputShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The sources of the program's tests.
 *
 * @param challenge its rules
 * @param places its tasks
 * @param coordinates its package
 */
record TestSources(Challenge challenge, List<TaskPlace> places, Coordinates coordinates) {

  /** Copies the list. */
  TestSources {
    places = List.copyOf(places);
  }

  List<PlannedFile> files() {
    return List.of(
        file("InferenceTest.java", inferenceTest()),
        file("MetaImageTest.java", Map.of()),
        file("SmallCase.java", Map.of("images", images())));
  }

  private PlannedFile file(String name, Map<String, String> words) {
    Map<String, String> all = new TreeMap<>(words);
    all.put("package", coordinates.packageName());
    return PlannedFile.text(
        coordinates.tests() + "/" + name, new Template("test/" + name).fill(all));
  }

  private Map<String, String> inferenceTest() {
    return Map.of(
        "assertions", assertions(),
        "imports", imports(),
        "tests", tests(),
        "helpers", helpers(),
        "anyModel", "Path.of(" + model(places.get(0)) + ")",
        "modelVariable", challenge.modelVariable());
  }

  private String tests() {
    StringBuilder tests = new StringBuilder();
    for (TaskPlace place : places) {
      tests.append(localCase(place));
      for (NamedOutput output : place.outputs()) {
        tests.append(rule(place, output));
      }
    }
    return tests.toString();
  }

  private String localCase(TaskPlace place) {
    StringBuilder checks = new StringBuilder();
    for (NamedOutput output : place.outputs()) {
      String template = "test/check-" + OutputWords.template(output.shape()) + ".java";
      checks.append(new Template(template).fill(OutputWords.of(place, output)));
    }
    return new Template("test/local-case.java")
        .fill(
            Map.of(
                "task", place.task().name(),
                "input", Quoting.pathLiterals(place.localCase()),
                "model", model(place),
                "checks", checks.toString()));
  }

  private String model(TaskPlace place) {
    return Quoting.pathLiterals(place.folder() + "/" + challenge.modelFolder());
  }

  private static String rule(TaskPlace place, NamedOutput output) {
    boolean marksNothing =
        output.shape() instanceof OutputShape.Mask mask
            && mask.labels().stream().distinct().count() == 1;
    return marksNothing
        ? ""
        : new Template("test/" + OutputWords.template(output.shape()) + ".java")
            .fill(OutputWords.of(place, output));
  }

  private String helpers() {
    StringBuilder helpers = new StringBuilder(new Template("test/inference.java").text());
    if (shapes().contains("mask")) {
      helpers.append(new Template("test/count.java").text());
    }
    if (!shapes().equals(Set.of("mask"))) {
      helpers.append(new Template("test/score.java").text());
    }
    return helpers.toString();
  }

  /** The case's images besides the PET, whose hot voxel the placeholders see. */
  private String images() {
    return SampleCase.imageFolders(places).stream()
        .filter(folder -> !folder.equals(SampleCase.PET))
        .map(SampleCase::file)
        .map(file -> "    image(input.resolve(" + Quoting.literal(file) + "), 0);\n")
        .collect(Collectors.joining());
  }

  private String assertions() {
    List<String> names = new ArrayList<>(List.of("assertEquals"));
    if (shapes().contains("boolean")) {
      names.add("assertFalse");
    }
    names.add("assertTrue");
    return names.stream()
        .map(name -> "import static org.junit.jupiter.api.Assertions." + name + ";\n")
        .collect(Collectors.joining());
  }

  private String imports() {
    Set<String> names = new TreeSet<>();
    if (!shapes().equals(Set.of("number"))) {
      names.add("java.util.Set");
    }
    if (shapes().contains("mask")) {
      names.add("java.util.stream.IntStream");
    }
    return names.stream().map(name -> "\nimport " + name + ";").collect(Collectors.joining());
  }

  private Set<String> shapes() {
    return places.stream()
        .flatMap(place -> place.outputs().stream())
        .map(output -> OutputWords.template(output.shape()))
        .collect(Collectors.toSet());
  }
}
