package io.hecktor.page;

import java.util.List;

/**
 * All that the page tells.
 *
 * @param project such as {@code my-algorithm 1.0}; empty where it is not known
 * @param plugin the plugin's version; empty where it is not known
 * @param tasks in the order of their names
 */
public record ReportFacts(String project, String plugin, List<TaskFacts> tasks) {

  /** Copies the list. */
  public ReportFacts {
    tasks = List.copyOf(tasks);
  }
}
