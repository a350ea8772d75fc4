package io.hecktor.page;

import io.hecktor.ErrorCode;
import java.util.List;
import java.util.Map;

/**
 * All that the page tells.
 *
 * @param project such as {@code my-algorithm 1.0}; empty where it is not known
 * @param plugin the plugin's version; empty where it is not known
 * @param tasks in the order of their names
 * @param catalogue what each code of an error is called there; codes without a title stand alone
 */
public record ReportFacts(
    String project, String plugin, List<TaskFacts> tasks, Map<ErrorCode, String> catalogue) {

  /** Copies the collections. */
  public ReportFacts {
    tasks = List.copyOf(tasks);
    catalogue = Map.copyOf(catalogue);
  }
}
