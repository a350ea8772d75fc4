package io.hecktor.challenge;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A challenge's rules, read from a profile file.
 *
 * @param name such as {@code hecktor2025}
 * @param title one line for people
 * @param base the base image that is used where the user names none, pinned by digest
 * @param directories in the container
 * @param logs what the platform does with output streams, where that is known
 * @param model weights that are uploaded apart, where the challenge wants that
 * @param tasks in the challenge's order
 */
public record Profile(
    String name,
    String title,
    Sourced<String> base,
    Directories directories,
    Optional<LogRules> logs,
    Optional<ModelRule> model,
    List<Task> tasks) {

  /** Copies the list. */
  public Profile {
    tasks = List.copyOf(tasks);
  }

  /** The same rules with other limits for every task. */
  public Profile withLimits(UnaryOperator<Limits> change) {
    List<Task> changed =
        tasks.stream().map(task -> task.withLimits(change.apply(task.limits()))).toList();
    return new Profile(name, title, base, directories, logs, model, changed);
  }
}
