package io.hecktor.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What of a run's output is looked at for show. The folder is a container's making: no link in it
 * is followed, and nothing but regular files is opened.
 */
public final class OutputFiles {

  private final Path root;

  /** Looks at an output directory. */
  public OutputFiles(Path root) {
    this.root = root;
  }

  /** The only image of a folder; empty where there is none or there are several. */
  public Optional<Path> onlyImage(String folder) throws IOException {
    OutputTree tree = new OutputTree(root, List.of(), List.of(), List.of(), true);
    if (tree.standing(folder) != OutputTree.Standing.FOLDER) {
      return Optional.empty();
    }
    List<Path> images = new ArrayList<>();
    for (Path child : children(tree.resolve(folder))) {
      if (isImage(child) && OutputTree.kind(child) == OutputTree.Standing.FILE) {
        images.add(child);
      }
    }
    return images.size() == 1 ? Optional.of(images.get(0)) : Optional.empty();
  }

  /** The only image of a folder of a case's input, which is the user's own. */
  public static Optional<Path> onlyInput(Path folder) throws IOException {
    List<Path> images =
        Files.isDirectory(folder)
            ? children(folder).stream().filter(OutputFiles::isImage).toList()
            : List.of();
    return images.size() == 1 ? Optional.of(images.get(0)) : Optional.empty();
  }

  private static boolean isImage(Path file) {
    return MaskOutput.isImage(String.valueOf(file.getFileName()));
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.limit(OutputTree.MOST_ENTRIES).toList();
    }
  }

  /** The beginning of a file as UTF-8, whatever it holds; empty where no regular file stands. */
  public Optional<String> text(String path, int mostBytes) throws IOException {
    OutputTree tree = new OutputTree(root, List.of(), List.of(), List.of(), true);
    return tree.standing(path) == OutputTree.Standing.FILE
        ? Optional.of(
            new String(UntrustedFile.bytes(tree.resolve(path), mostBytes), StandardCharsets.UTF_8))
        : Optional.empty();
  }
}
