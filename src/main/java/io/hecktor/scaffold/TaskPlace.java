package io.hecktor.scaffold;

import io.hecktor.challenge.Task;
import java.util.List;

/**
 * A task of the project.
 *
 * @param task the challenge's rules for it
 * @param folder its folder's name, the one that is there or the one to make
 * @param outputs what a run must leave, with names for sources
 * @param localCase the folder of the case that its test takes, from the project on; to be written
 *     unless {@code hasCase}
 * @param hasCase whether the case is there
 */
record TaskPlace(
    Task task, String folder, List<NamedOutput> outputs, String localCase, boolean hasCase) {

  /** Copies the list. */
  TaskPlace {
    outputs = List.copyOf(outputs);
  }
}
