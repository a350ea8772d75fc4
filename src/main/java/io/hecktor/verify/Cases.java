package io.hecktor.verify;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.ProjectException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Finds a task's local cases: {@code test/input} first, or its folders {@code interf0} and so on
 * where it has nothing else, then every {@code test/cases/<case>} by name. Hidden entries and plain
 * files among the cases are left alone.
 */
public final class Cases {

  /** The name of the case of {@code test/input}. */
  public static final String INPUT = "input";

  private static final String EXPECTED = "expected";

  /** Names of files that a test run leaves beside its cases' folders; see {@code JunitReport}. */
  private static final Pattern TAKEN = Pattern.compile("report\\.json|TEST-.*\\.xml");

  private static final Pattern WAY = Pattern.compile("interf\\d+");

  private final Path taskFolder;

  private Cases(Path taskFolder) {
    this.taskFolder = taskFolder.toAbsolutePath().normalize();
  }

  /**
   * Finds the cases.
   *
   * @param taskFolder such as {@code Task1} of the project
   * @return at least one case, in an order that does not depend on the file system
   * @throws ProjectException if there is none, or one is empty, misnamed or cannot be read
   */
  public static List<LocalCase> find(Path taskFolder) throws HecktorException {
    try {
      return new Cases(taskFolder).find();
    } catch (IOException e) {
      throw unlisted(taskFolder.getFileName() + "/test", e);
    }
  }

  /**
   * Finds cases outside of the project: each folder in one with {@code input/} and perhaps {@code
   * expected/}.
   *
   * @param folder holds a folder for each case
   * @return at least one case, by name
   * @throws ProjectException if there is none, or one is empty, misnamed or cannot be read
   */
  public static List<LocalCase> in(Path folder) throws HecktorException {
    try {
      Cases cases = new Cases(folder);
      if (!Files.isDirectory(folder)) {
        throw problem(
            ErrorCode.NO_CASE,
            "hecktor.cases is `" + folder.getFileName() + "`, and there is no such folder.",
            "It is the folder that holds a folder for each case.",
            "Correct the path: `-Dhecktor.cases=/data/cases` for `/data/cases/<case>/input/`.");
      }
      List<LocalCase> all = new ArrayList<>();
      for (Path child : folders(folder)) {
        all.add(cases.named(child));
      }
      if (all.isEmpty()) {
        throw problem(
            ErrorCode.NO_CASE,
            "`" + cases.label(folder) + "` holds no case.",
            "A case is a folder that holds `input/` and perhaps `expected/`.",
            "Name the folder above the cases: `-Dhecktor.cases=/data/cases` for"
                + " `/data/cases/<case>/input/`.");
      }
      return List.copyOf(all);
    } catch (IOException e) {
      throw unlisted(String.valueOf(folder.getFileName()), e);
    }
  }

  private static EnvironmentException unlisted(String folder, IOException e) {
    return new EnvironmentException(
        new Problem(
            ErrorCode.CASES_UNLISTED,
            "The cases below `" + folder + "` could not be listed.",
            "The disk or the file system refused to read the folder.",
            "Look at `ls -lR " + folder + "`, then run the goal again."),
        e);
  }

  private List<LocalCase> find() throws IOException, ProjectException {
    List<LocalCase> cases = new ArrayList<>();
    Path test = taskFolder.resolve("test");
    List<Path> ways = ways(test.resolve(INPUT));
    for (Path way : ways) {
      requireFilled(way);
      cases.add(new LocalCase(name(way), label(test.resolve(INPUT)), way, Optional.empty()));
    }
    if (ways.isEmpty() && Files.exists(test.resolve(INPUT))) {
      cases.add(localCase(INPUT, test));
    }
    Path folder = test.resolve("cases");
    if (Files.isDirectory(folder)) {
      for (Path child : folders(folder)) {
        requireOther(child, ways);
        cases.add(named(child));
      }
    }
    if (cases.isEmpty()) {
      throw problem(
          ErrorCode.NO_CASE,
          "`" + label(test) + "` holds no case.",
          "A test run needs an input like the challenge's.",
          "Put one into `" + label(test.resolve(INPUT)) + "/`, such as `images/ct/ct.mha`.");
    }
    return List.copyOf(cases);
  }

  /**
   * The folders within {@code test/input} of the challenge's template of 2026, one for each way in
   * which inputs may come; none where anything else is there, as the input is that folder then.
   */
  private static List<Path> ways(Path input) throws IOException {
    if (!Files.isDirectory(input) || !Files.isReadable(input)) {
      return List.of();
    }
    List<Path> folders = folders(input);
    try (DirectoryStream<Path> children = Files.newDirectoryStream(input, "[!.]*")) {
      long count = StreamSupport.stream(children.spliterator(), false).count();
      return count == folders.size() && folders.stream().allMatch(Cases::isWay)
          ? folders
          : List.of();
    }
  }

  private static boolean isWay(Path folder) {
    return WAY.matcher(name(folder)).matches();
  }

  private static String name(Path folder) {
    return String.valueOf(folder.getFileName());
  }

  private void requireOther(Path folder, List<Path> ways) throws ProjectException {
    for (Path way : ways) {
      if (name(way).equals(name(folder))) {
        throw problem(
            ErrorCode.CASE_MISNAMED,
            "`" + label(folder) + "` and `" + label(way) + "` are cases of one name.",
            "What a case leaves is found by its name.",
            "Rename the first: `mv " + label(folder) + " " + label(folder) + "-1`.");
      }
    }
  }

  private LocalCase named(Path folder) throws IOException, ProjectException {
    String name = name(folder);
    if (name.equals(INPUT)) {
      throw problem(
          ErrorCode.CASE_MISNAMED,
          "`" + label(folder) + "` is a case named `input`.",
          "That is the name of the case of `" + label(taskFolder.resolve("test/input")) + "`.",
          "Rename the folder: `mv " + label(folder) + " " + label(folder) + "-1`.");
    }
    if (TAKEN.matcher(name).matches()) {
      throw problem(
          ErrorCode.CASE_MISNAMED,
          "`" + label(folder) + "` is a case named `" + name + "`.",
          "That is the name of a report that stands beside the cases' folders after a test run.",
          "Rename the folder: `mv " + label(folder) + " " + label(folder) + "-1`.");
    }
    if (!Files.exists(folder.resolve(INPUT))) {
      throw problem(
          ErrorCode.CASE_MALFORMED,
          "The case `" + label(folder) + "` has no folder `input`.",
          "A case is a folder that holds `input/` and perhaps `expected/`.",
          "Move its files: `mkdir " + label(folder) + "/input`, then move them into it.");
    }
    return localCase(name, folder);
  }

  private LocalCase localCase(String name, Path folder) throws IOException, ProjectException {
    Path input = folder.resolve(INPUT);
    requireFilled(input);
    Path expected = folder.resolve(EXPECTED);
    if (!Files.exists(expected)) {
      return new LocalCase(name, label(folder), input, Optional.empty());
    }
    requireFilled(expected);
    return new LocalCase(name, label(folder), input, Optional.of(expected));
  }

  private void requireFilled(Path folder) throws IOException, ProjectException {
    if (!Files.isDirectory(folder)) {
      throw problem(
          ErrorCode.CASE_MALFORMED,
          "`" + label(folder) + "` is no folder.",
          "A case's files lie in folders, as the container sees them.",
          "Make it a folder and put the files into it.");
    }
    if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
      throw problem(
          ErrorCode.CASE_MALFORMED,
          "`" + label(folder) + "` cannot be read.",
          "The test run hands its files to the container.",
          "Run `chmod -R u+rX " + label(folder) + "`.");
    }
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      if (!children.iterator().hasNext()) {
        throw problem(
            ErrorCode.CASE_MALFORMED,
            "`" + label(folder) + "` is empty.",
            "A case without files shows nothing.",
            "Put the case's files into it, or delete the folder.");
      }
    }
  }

  private static List<Path> folders(Path folder) throws IOException {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      return StreamSupport.stream(children.spliterator(), false)
          .filter(child -> !String.valueOf(child.getFileName()).startsWith("."))
          .filter(Files::isDirectory)
          .sorted((a, b) -> a.toString().compareTo(b.toString()))
          .toList();
    }
  }

  /** The path from the project's folder on, with slashes. */
  private String label(Path path) {
    Path above = taskFolder.getParent();
    Path shown = above == null ? path : above.relativize(path);
    return shown.toString().replace('\\', '/');
  }

  private static ProjectException problem(ErrorCode code, String what, String why, String fix) {
    return new ProjectException(new Problem(code, what, why, fix));
  }
}
