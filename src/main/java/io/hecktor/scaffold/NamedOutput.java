package io.hecktor.scaffold;

import io.hecktor.challenge.OutputShape;
import io.hecktor.challenge.Task;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * An output of a task, with what sources call it.
 *
 * @param shape what it must look like
 * @param key what its numbers in the rule begin with, such as {@code hpv-status}
 * @param method of the class to fill in, such as {@code task3HpvStatus}
 */
record NamedOutput(OutputShape shape, String key, String method) {

  /** A task's outputs, no two of the same name. */
  static List<NamedOutput> of(Task task) {
    List<NamedOutput> all = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (OutputShape shape : task.outputs()) {
      String plain = key(shape.path());
      String key = plain;
      for (int count = 2; !taken.add(key); count++) {
        key = plain + "-" + count;
      }
      all.add(new NamedOutput(shape, key, method(task.name(), key)));
    }
    return all;
  }

  private static String key(String path) {
    String last = path.replaceAll("/+$", "").replaceAll(".*/", "").replaceAll("\\.[^.]*$", "");
    String key = last.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
    return key.matches("[A-Za-z].*") ? key : "output-" + key;
  }

  private static String method(String task, String key) {
    StringBuilder name = new StringBuilder(task);
    for (String word : key.split("-", -1)) {
      if (!word.isEmpty()) {
        name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
      }
    }
    return name.toString();
  }
}
