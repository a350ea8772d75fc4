package io.hecktor.scaffold;

import java.util.List;
import java.util.Optional;

/**
 * What will be written, and what is to be said of it.
 *
 * @param profile the profile's name
 * @param places the tasks
 * @param missing files to write
 * @param kept paths of files that would be written, were they not there
 * @param remarks what the user should know
 */
public record Blueprint(
    String profile,
    List<TaskPlace> places,
    List<PlannedFile> missing,
    List<String> kept,
    Remarks remarks) {

  /** Copies the lists. */
  public Blueprint {
    places = List.copyOf(places);
    missing = List.copyOf(missing);
    kept = List.copyOf(kept);
  }

  /**
   * What the user should know of the folder.
   *
   * @param notes a line each
   * @param replaced what takes the place of the template's files that are there, a line each
   * @param plugin the plugin's declaration, where there is a POM that lacks it
   */
  public record Remarks(List<String> notes, List<String> replaced, Optional<String> plugin) {

    /** Copies the lists. */
    public Remarks {
      notes = List.copyOf(notes);
      replaced = List.copyOf(replaced);
    }
  }

  /** Paths of the files to write, from the project's folder on, with slashes. */
  public List<String> paths() {
    return missing.stream().map(PlannedFile::path).toList();
  }

  /** Names of the tasks. */
  public List<String> tasks() {
    return places.stream().map(place -> place.task().name()).toList();
  }
}
