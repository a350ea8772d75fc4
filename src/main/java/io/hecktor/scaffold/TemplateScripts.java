package io.hecktor.scaffold;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of the challenge's template that this project does without, and what does their work.
 */
final class TemplateScripts {

  private TemplateScripts() {}

  /** A line for each such file that is there, in the tasks' folders or above them. */
  static List<String> lines(Path project, List<TaskPlace> places, Coordinates coordinates) {
    List<String> lines = new ArrayList<>();
    for (TaskPlace place : places) {
      String tasks = places.size() > 1 ? " -Dhecktor.tasks=" + place.task().name() : "";
      replacements(coordinates, tasks)
          .forEach((name, by) -> add(lines, project, place.folder() + "/" + name, by));
    }
    replacements(coordinates, "").forEach((name, by) -> add(lines, project, name, by));
    return lines;
  }

  private static void add(List<String> lines, Path project, String path, String by) {
    if (Files.isRegularFile(project.resolve(path))) {
      lines.add(path + ": " + by);
    }
  }

  private static Map<String, String> replacements(Coordinates coordinates, String tasks) {
    Map<String, String> by = new LinkedHashMap<>();
    by.put("do_build.sh", "mvn hecktor:build" + tasks);
    by.put("do_test_run.sh", "mvn hecktor:test-run" + tasks);
    by.put("do_save.sh", "mvn hecktor:save" + tasks);
    by.put("Dockerfile", "the plugin makes the image; <base> in pom.xml is its FROM");
    by.put("requirements.txt", "<dependencies> in pom.xml");
    by.put("inference.py", coordinates.sources() + "/Inference.java");
    return by;
  }
}
