package io.hecktor.scaffold;

import io.hecktor.challenge.ModelRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The project's files that are no sources: its POM, its README and what git and Maven read. */
final class ProjectTexts {

  static final String POM = "pom.xml";
  static final String GIT_IGNORE = ".gitignore";
  static final String GIT_ATTRIBUTES = ".gitattributes";

  private static final List<String> WEIGHTS =
      List.of(
          "bin",
          "ckpt",
          "h5",
          "joblib",
          "npz",
          "onnx",
          "onnx_data",
          "pkl",
          "pt",
          "pth",
          "safetensors",
          "weights",
          "zip");

  private final ScaffoldRequest request;
  private final Challenge challenge;
  private final List<TaskPlace> places;

  ProjectTexts(ScaffoldRequest request, Challenge challenge, List<TaskPlace> places) {
    this.request = request;
    this.challenge = challenge;
    this.places = List.copyOf(places);
  }

  List<PlannedFile> files() {
    List<PlannedFile> files = new ArrayList<>();
    files.add(PlannedFile.text(POM, pom()));
    files.add(PlannedFile.text(".mvn/jvm.config", new Template("jvm.config").text()));
    files.add(PlannedFile.text(GIT_IGNORE, new Template("gitignore").text()));
    files.add(PlannedFile.text(GIT_ATTRIBUTES, gitAttributes()));
    files.add(PlannedFile.text("README.md", readme()));
    request.ci().stream().sorted().map(CiSystem::file).forEach(files::add);
    return files;
  }

  /** The plugin's declaration, for a POM. */
  String plugin() {
    return new Template("plugin.xml")
        .fill(
            Map.of(
                "version", Quoting.xml(request.pluginVersion()),
                "mainClass", request.coordinates().packageName() + ".Main",
                "profile", Quoting.xml(challenge.name())));
  }

  private String pom() {
    return new Template(POM)
        .fill(
            Map.of(
                "groupId", request.coordinates().groupId(),
                "artifactId", request.coordinates().artifactId(),
                "plugin", plugin()));
  }

  private String gitAttributes() {
    String lines =
        WEIGHTS.stream()
            .map(ending -> "*/" + challenge.modelFolder() + "/**/*." + ending)
            .map(pattern -> pattern + " filter=lfs diff=lfs merge=lfs -text")
            .collect(Collectors.joining("\n"));
    return new Template("gitattributes").fill(Map.of("lfs", lines));
  }

  private Optional<ModelRule> apart() {
    return challenge.rules().model();
  }

  /** Where a run finds the model's files. */
  private String model() {
    return apart()
        .map(
            model ->
                "The model's files are in `%s`, and uploaded apart as `%s`."
                    .formatted(model.path().value(), model.archiveName()))
        .orElse("The model's files are in `HECKTOR_RESOURCES`.");
  }

  private String readme() {
    String tasks =
        places.stream()
            .map(
                place ->
                    "| `%s/%s` | %s's model files%s |\n| `%s` | a local case of it |\n"
                        .formatted(
                            place.folder(),
                            challenge.modelFolder(),
                            place.task().name(),
                            apart().isPresent() ? ", apart from its image" : ", in its image",
                            place.localCase()))
            .collect(Collectors.joining());
    return new Template("README.md")
        .fill(
            Map.of(
                "artifactId", request.coordinates().artifactId(),
                "title", challenge.rules().title(),
                "sources", request.coordinates().sources(),
                "tasks", tasks,
                "model", model()));
  }
}
