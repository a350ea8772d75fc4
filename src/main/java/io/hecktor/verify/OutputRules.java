package io.hecktor.verify;

import io.hecktor.ErrorCode;
import io.hecktor.challenge.OutputShape;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Judges what a run left in the output directory: every output that the task asks for, links
 * anywhere, and what nobody asked for.
 */
final class OutputRules {

  /** The platform's own limit to the files of an image's folder. */
  private static final int MOST_FILES = 1000;

  private static final int MOST_LINKS_NAMED = 20;

  private final List<OutputShape> shapes;
  private final String directory;
  private final Path input;
  private final Findings findings;

  /**
   * A judge for one case.
   *
   * @param directory the output directory as the container names it
   * @param input the case's input on this machine
   */
  OutputRules(List<OutputShape> shapes, String directory, Path input, Findings findings) {
    this.shapes = List.copyOf(shapes);
    this.directory = directory;
    this.input = input;
    this.findings = findings;
  }

  void judge(OutputTree tree) throws IOException {
    for (OutputShape shape : shapes) {
      try {
        if (shape instanceof OutputShape.Mask mask) {
          mask(mask, tree);
        } else {
          json(shape, tree);
        }
      } catch (AccessDeniedException e) {
        unreadable(shape.path());
      }
    }
    links(tree);
    extras(tree);
    if (!tree.complete()) {
      findings.notChecked(
          RunRule.OUTPUT,
          "Links and needless files below `"
              + directory
              + "`: the tree is too large, too deep or closed; "
              + OutputTree.MOST_ENTRIES
              + " entries are looked at, "
              + OutputTree.MOST_LEVELS
              + " levels deep.");
    }
  }

  private void json(OutputShape shape, OutputTree tree) throws IOException {
    String path = shape.path();
    switch (tree.standing(path)) {
      case FILE -> {
        Path file = tree.resolve(path);
        new JsonOutput(shape, findings).judge(file, Files.size(file));
      }
      case LINK -> linked(path, tree);
      case CLOSED -> unreadable(path);
      case MISSING -> missing(shape, tree, "Output file '" + path + "' was not produced");
      case FOLDER, OTHER -> wrongKind(path, "a file");
    }
  }

  private void mask(OutputShape.Mask shape, OutputTree tree) throws IOException {
    String path = shape.path();
    switch (tree.standing(path)) {
      case FOLDER -> folder(shape, tree);
      case LINK -> linked(path, tree);
      case CLOSED -> unreadable(path);
      case MISSING -> missing(shape, tree, "Output directory '" + path + "' is empty");
      case FILE, OTHER -> wrongKind(path, "a folder with one `.mha` file");
    }
  }

  private void folder(OutputShape.Mask shape, OutputTree tree) throws IOException {
    List<Path> children = children(tree.resolve(shape.path()));
    if (children.size() > MOST_FILES) {
      violation(
          ErrorCode.OUTPUT_SEVERAL,
          shape.path() + " holds more than " + MOST_FILES + " entries",
          "The platform says: \"Too many files produced in '" + shape.path() + "'\".",
          "Write one `.mha` file into it and nothing else.");
      return;
    }
    List<Path> images = new ArrayList<>();
    for (Path child : children) {
      if (MaskOutput.isImage(name(child)) && OutputTree.kind(child) == OutputTree.Standing.FILE) {
        images.add(child);
      }
    }
    if (images.isEmpty()) {
      noImage(shape, tree, children.isEmpty());
    } else if (images.size() > 1) {
      violation(
          ErrorCode.OUTPUT_SEVERAL,
          shape.path() + " holds " + images.size() + " images",
          "The platform says: \"Only 1 image should be produced in '"
              + shape.path()
              + "', we found "
              + images.size()
              + "\". Found: "
              + images.stream()
                  .limit(5)
                  .map(image -> shape.path() + "/" + name(image))
                  .collect(Collectors.joining(", "))
              + ".",
          "Write one `.mha` file with all labels; its name is free.");
    }
    for (Path image : images.subList(0, Math.min(images.size(), 5))) {
      new MaskOutput(shape, input, findings).judge(image, shape.path() + "/" + name(image));
    }
  }

  private void noImage(OutputShape.Mask shape, OutputTree tree, boolean empty) {
    String platform =
        empty
            ? "Output directory '" + shape.path() + "' is empty"
            : "No output images could be imported from '" + shape.path() + "'";
    missing(shape, tree, platform);
  }

  /** A name for people: not each is text. */
  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /** What is in a folder, one more than the platform takes at most. */
  private static List<Path> children(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      for (Path child : children) {
        found.add(child);
        if (found.size() > MOST_FILES) {
          break;
        }
      }
    }
    return found.stream().sorted().toList();
  }

  private void missing(OutputShape shape, OutputTree tree, String platform) {
    String wanted =
        directory + "/" + shape.path() + (shape instanceof OutputShape.Mask ? "/output.mha" : "");
    violation(
        ErrorCode.OUTPUT_MISSING,
        shape.path() + (shape instanceof OutputShape.Mask ? " holds no image" : " is missing"),
        new Nearby(tree, directory).insteadOf(shape.path())
            + " The platform says: \""
            + platform
            + "\".",
        "Write the output to `" + wanted + "`, the folder taken from `HECKTOR_OUTPUT`.");
  }

  private void wrongKind(String path, String wanted) {
    violation(
        ErrorCode.OUTPUT_KIND,
        path + " is not " + wanted,
        "The platform asks for " + wanted + " at `" + directory + "/" + path + "`.",
        "Write " + wanted + " there.");
  }

  /** A link on the way is named here only where {@link #links} does not see it. */
  private void linked(String path, OutputTree tree) {
    boolean named = tree.links().stream().anyMatch(link -> isAt(path, link.path()));
    if (!named) {
      link(path, "not read");
    }
  }

  private static boolean isAt(String path, String link) {
    return path.equals(link) || path.startsWith(link + "/");
  }

  private void unreadable(String path) {
    findings.notChecked(
        RunRule.OUTPUT,
        path
            + ": its permissions let nobody but its owner read it, and that is another user here.");
  }

  private void links(OutputTree tree) {
    tree.links().stream()
        .limit(MOST_LINKS_NAMED)
        .forEach(link -> link(link.path(), "`" + link.target() + "`"));
    int more = tree.links().size() - MOST_LINKS_NAMED;
    if (more > 0) {
      link("and " + more + " more paths", "not listed");
    }
  }

  private void link(String path, String target) {
    violation(
        ErrorCode.OUTPUT_LINK,
        path + " is a symbolic link",
        "Its target: "
            + target
            + ". The platform follows it as root and uploads what it finds; at"
            + " a folder or at nothing it stops with \"An unexpected error occurred\".",
        "Write the file itself: copy with `Files.copy`, don't link.");
  }

  private void extras(OutputTree tree) {
    List<String> extra =
        tree.files().stream().map(OutputTree.OutputFile::path).filter(this::isExtra).toList();
    if (!extra.isEmpty()) {
      findings.warning(
          RunRule.OUTPUT,
          extra.size() + (extra.size() == 1 ? " needless file" : " needless files"),
          "Nobody asked for "
              + extra.stream().limit(5).collect(Collectors.joining("`, `", "`", "`"))
              + (extra.size() > 5 ? " and " + (extra.size() - 5) + " more" : "")
              + "; the platform uploads and ignores such files.",
          "Write what need not be kept to `/tmp`.");
    }
  }

  /** {@code log.txt} is what {@code hecktor.debug} leaves. */
  private boolean isExtra(String path) {
    return !path.equals("log.txt") && shapes.stream().noneMatch(shape -> belongs(path, shape));
  }

  private static boolean belongs(String path, OutputShape shape) {
    if (!(shape instanceof OutputShape.Mask)) {
      return path.equals(shape.path());
    }
    int slash = path.lastIndexOf('/');
    return slash >= 0 && path.substring(0, slash).equals(shape.path()) && MaskOutput.isImage(path);
  }

  private void violation(ErrorCode code, String subject, String evidence, String fix) {
    findings.violation(RunRule.OUTPUT, code, new Findings.Told(subject, evidence, fix));
  }
}
