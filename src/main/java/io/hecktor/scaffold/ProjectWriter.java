package io.hecktor.scaffold;

import io.hecktor.blob.AtomicFile;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a project's missing files, all or none: each under a name of its own beside its place, and
 * when all are on the disk, each to its place, where nothing may be.
 */
public final class ProjectWriter {

  private final Path folder;
  private final Map<Path, AtomicFile> written = new LinkedHashMap<>();
  private final List<Path> placed = new ArrayList<>();
  private final Deque<Path> madeFolders = new ArrayDeque<>();

  private ProjectWriter(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes what is missing.
   *
   * @throws IOException if the disk refuses one of the files, or somebody else has written it
   *     meanwhile; then the folder is as it was
   */
  public static void write(Blueprint blueprint, Path folder) throws IOException {
    ProjectWriter writer = new ProjectWriter(folder);
    try {
      for (PlannedFile file : blueprint.missing()) {
        writer.write(file);
      }
      writer.place();
    } catch (IOException | RuntimeException e) {
      writer.takeBack();
      throw e;
    }
  }

  private void write(PlannedFile planned) throws IOException {
    String path = planned.path();
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      makeFolder(folder.resolve(path.substring(0, slash)));
    }
    Path target = folder.resolve(path);
    AtomicFile file = AtomicFile.at(target);
    written.put(target, file);
    planned.writeTo(file.output());
  }

  private void makeFolder(Path wanted) throws IOException {
    if (!Files.isDirectory(wanted)) {
      Files.createDirectory(wanted);
      madeFolders.push(wanted);
    }
  }

  private void place() throws IOException {
    for (Map.Entry<Path, AtomicFile> file : written.entrySet()) {
      if (Files.exists(file.getKey(), LinkOption.NOFOLLOW_LINKS)) {
        throw new FileAlreadyExistsException(folder.relativize(file.getKey()).toString());
      }
      file.getValue().commit();
      placed.add(file.getKey());
    }
  }

  private void takeBack() throws IOException {
    for (AtomicFile file : written.values()) {
      file.close();
    }
    for (Path file : placed) {
      Files.deleteIfExists(file);
    }
    for (Path made : madeFolders) {
      deleteIfEmpty(made);
    }
  }

  private static void deleteIfEmpty(Path made) throws IOException {
    try {
      Files.deleteIfExists(made);
    } catch (DirectoryNotEmptyException e) {
      // Somebody else has put something there meanwhile.
      return;
    }
  }
}
