package io.hecktor.scaffold;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.ProjectException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Plans a project from what is wished for and what is there; writes nothing. */
public final class Scaffold {

  private final ScaffoldRequest request;
  private final Challenge challenge;
  private final List<TaskPlace> places;

  private Scaffold(ScaffoldRequest request, Challenge challenge, List<TaskPlace> places) {
    this.request = request;
    this.challenge = challenge;
    this.places = places;
  }

  /**
   * Plans a project.
   *
   * @throws HecktorException if the wishes contradict the challenge or the folder, or the folder
   *     cannot be written to
   * @throws IOException if it cannot be read
   */
  public static Blueprint plan(ScaffoldRequest request) throws HecktorException, IOException {
    requireWritable(request.folder());
    Challenge challenge = Challenge.of(request);
    Scaffold scaffold = new Scaffold(request, challenge, TaskPlaces.find(request, challenge));
    return scaffold.blueprint();
  }

  private static void requireWritable(Path folder) throws EnvironmentException {
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new EnvironmentException(
          new Problem(
              ErrorCode.FOLDER_CLOSED,
              "The folder `" + folder.getFileName() + "` cannot be written to.",
              "The project is written into the folder that the goal runs in.",
              "Go to a folder of your own: `mkdir my-algorithm && cd my-algorithm`."));
    }
  }

  private Blueprint blueprint() throws ProjectException, IOException {
    List<PlannedFile> missing = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    for (PlannedFile file : wanted()) {
      requireFolders(file.path());
      if (exists(file.path())) {
        kept.add(file.path());
      } else {
        missing.add(file);
      }
    }
    return new Blueprint(challenge.name(), places, missing, kept, remarks());
  }

  private boolean exists(String path) {
    return Files.exists(request.folder().resolve(path), LinkOption.NOFOLLOW_LINKS);
  }

  /** A project with a POM has a program of its own, which is not touched. */
  private List<PlannedFile> wanted() throws IOException {
    List<PlannedFile> files = new ArrayList<>(texts().files());
    boolean ownProgram = exists(ProjectTexts.POM);
    if (!ownProgram) {
      files.addAll(new ProgramSources(challenge, places, request.coordinates()).files());
      files.addAll(new TestSources(challenge, places, request.coordinates()).files());
    }
    for (TaskPlace place : places) {
      Path model = request.folder().resolve(place.folder()).resolve(challenge.modelFolder());
      if (!ownProgram || !TaskPlaces.isFilled(model)) {
        files.add(RuleFile.of(place, challenge));
      }
      if (!place.hasCase()) {
        files.addAll(SampleCase.files(place, place.localCase()));
      }
    }
    return files;
  }

  private ProjectTexts texts() {
    return new ProjectTexts(request, challenge, places);
  }

  private void requireFolders(String path) throws ProjectException {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      String above = path.substring(0, slash);
      if (exists(above) && !Files.isDirectory(request.folder().resolve(above))) {
        throw new ProjectException(
            new Problem(
                ErrorCode.PLACE_TAKEN,
                "`" + above + "` is no folder.",
                "The project has `" + path + "`, and nothing that is there is written over.",
                "Move it away, `mv " + above + " " + above + ".old`, and run the goal again."));
      }
    }
  }

  private Blueprint.Remarks remarks() throws IOException {
    boolean undeclared =
        exists(ProjectTexts.POM) && lacks(ProjectTexts.POM, "hecktor-maven-plugin");
    return new Blueprint.Remarks(
        notes(),
        TemplateScripts.lines(request.folder(), places, request.coordinates()),
        undeclared ? Optional.of(texts().plugin()) : Optional.empty());
  }

  private List<String> notes() throws IOException {
    List<String> notes = new ArrayList<>();
    Path above = request.folder().toAbsolutePath().normalize().getParent();
    if (above != null && Files.exists(above.resolve(ProjectTexts.POM)) && !exists("pom.xml")) {
      notes.add("The folder above has a pom.xml too: this project is no module of it.");
    }
    if (exists(ProjectTexts.GIT_IGNORE) && lacks(ProjectTexts.GIT_IGNORE, "target")) {
      notes.add(".gitignore does not name target/, where builds leave gigabytes: add it.");
    }
    if (exists(ProjectTexts.GIT_ATTRIBUTES) && lacks(ProjectTexts.GIT_ATTRIBUTES, "filter=lfs")) {
      notes.add(".gitattributes names nothing for git-lfs: `git lfs track` the weights.");
    }
    for (TaskPlace place : places) {
      addPython(notes, place.folder() + "/resources");
    }
    return notes;
  }

  private void addPython(List<String> notes, String folder) throws IOException {
    if (Files.isDirectory(request.folder().resolve(folder))) {
      try (Stream<Path> files = Files.walk(request.folder().resolve(folder))) {
        long count = files.filter(file -> file.toString().endsWith(".py")).count();
        if (count > 0) {
          notes.add(
              folder
                  + " holds Python files ("
                  + count
                  + "), which go into the image as all there does: move them out.");
        }
      }
    }
  }

  private boolean lacks(String path, String text) throws IOException {
    byte[] bytes = Files.readAllBytes(request.folder().resolve(path));
    return !new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
  }
}
