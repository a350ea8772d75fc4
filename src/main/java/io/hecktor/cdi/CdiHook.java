package io.hecktor.cdi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A program of the host that a runtime runs while it makes a container.
 *
 * @param name when it is run, such as {@code createContainer}
 * @param path the program's, absolute on the host
 * @param arguments its words, its own name first
 * @param environment {@code NAME=value}
 * @param timeout after which it is given up
 */
public record CdiHook(
    String name,
    String path,
    List<String> arguments,
    List<String> environment,
    Optional<Duration> timeout) {

  /** Copies the lists. */
  public CdiHook {
    arguments = List.copyOf(arguments);
    environment = List.copyOf(environment);
  }

  /**
   * What NVIDIA's toolkit calls it: {@code nvidia-ctk hook create-symlinks …} and {@code
   * nvidia-cdi-hook create-symlinks …} are both {@code create-symlinks}. Of another program it is
   * the first of its words after its name, or nothing.
   */
  public String verb() {
    List<String> words = words();
    return words.isEmpty() ? "" : words.get(0);
  }

  /** The values of an option, whether they stand in its word or in the next one. */
  public List<String> values(String option) {
    List<String> words = words();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equals(option) && i + 1 < words.size()) {
        values.add(words.get(i + 1));
      } else if (words.get(i).startsWith(option + "=")) {
        values.add(words.get(i).substring(option.length() + 1));
      }
    }
    return List.copyOf(values);
  }

  private List<String> words() {
    int from = arguments.size() > 1 && arguments.get(1).equals("hook") ? 2 : 1;
    return arguments.subList(Math.min(from, arguments.size()), arguments.size());
  }
}
