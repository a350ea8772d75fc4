package io.hecktor.scaffold;

import io.hecktor.challenge.OutputShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The sources of the program.
 *
 * @param challenge its rules
 * @param places its tasks
 * @param coordinates its package
 */
record ProgramSources(Challenge challenge, List<TaskPlace> places, Coordinates coordinates) {

  /** Copies the list. */
  ProgramSources {
    places = List.copyOf(places);
  }

  List<PlannedFile> files() {
    List<PlannedFile> files = new ArrayList<>();
    files.add(file("Inference.java", Map.of("imports", imports(), "methods", methods())));
    files.add(file("Main.java", Map.of("model", model(), "cases", cases())));
    for (String name : List.of("MetaImage.java", "Outputs.java", "PatientCase.java", "Rule.java")) {
      files.add(file(name, Map.of()));
    }
    return files;
  }

  private PlannedFile file(String name, Map<String, String> words) {
    Map<String, String> all = new TreeMap<>(words);
    all.put("package", coordinates.packageName());
    return PlannedFile.text(
        coordinates.sources() + "/" + name, new Template("program/" + name).fill(all));
  }

  private String model() {
    return challenge
        .rules()
        .model()
        .map(
            model ->
                "Path.of(environment.getOrDefault(\"HECKTOR_MODEL\", "
                    + Quoting.literal(model.path().value())
                    + "))")
        .orElse("Path.of(required(environment, \"HECKTOR_RESOURCES\"))");
  }

  private String cases() {
    StringBuilder cases = new StringBuilder();
    for (TaskPlace place : places) {
      cases.append("      case ").append(Quoting.literal(place.task().name())).append(" -> {\n");
      for (NamedOutput output : place.outputs()) {
        cases.append("        outputs.").append(call(output)).append(";\n");
      }
      cases.append("      }\n");
    }
    return cases.toString();
  }

  private static String call(NamedOutput output) {
    String path = Quoting.literal(output.shape().path());
    String value = "inference." + output.method() + "()";
    if (output.shape() instanceof OutputShape.Mask mask) {
      String like = "patient.image(" + Quoting.literal(mask.geometryOf()) + ")";
      return "mask(" + path + ", " + like + ", " + value + ")";
    } else if (output.shape() instanceof OutputShape.TrueOrFalse) {
      return "truth(" + path + ", " + value + ")";
    } else if (output.shape() instanceof OutputShape.Choice) {
      return "text(" + path + ", " + value + ")";
    }
    return "number(" + path + ", " + value + ")";
  }

  /** A method for each output, and what the placeholders in them share. */
  private String methods() {
    StringBuilder methods = new StringBuilder();
    for (TaskPlace place : places) {
      for (NamedOutput output : place.outputs()) {
        String template = "program/" + OutputWords.template(output.shape()) + ".java";
        methods.append(new Template(template).fill(OutputWords.of(place, output)));
      }
    }
    if (shapes().contains("mask")) {
      methods.append(new Template("program/hot.java").text());
    }
    if (!shapes().equals(Set.of("mask"))) {
      methods.append(new Template("program/score.java").text());
    }
    return methods.toString();
  }

  private String imports() {
    Set<String> names = new TreeSet<>(Set.of("Optional"));
    if (shapes().contains("mask")) {
      names.add("Arrays");
    }
    if (shapes().contains("choice")) {
      names.add("List");
    }
    return String.join("", names.stream().map(name -> "\nimport java.util." + name + ";").toList());
  }

  private Set<String> shapes() {
    Set<String> shapes = new TreeSet<>();
    places.forEach(
        place ->
            place.outputs().forEach(output -> shapes.add(OutputWords.template(output.shape()))));
    return shapes;
  }
}
