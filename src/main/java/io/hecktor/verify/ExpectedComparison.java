package io.hecktor.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.hecktor.ErrorCode;
import io.hecktor.challenge.OutputShape;
import io.hecktor.oci.Json;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Compares what a run left with a case's {@code expected/} folder, file by file; a difference is a
 * breach of the rule {@code output}.
 *
 * <ul>
 *   <li>JSON by value, numbers within {@link JsonDifference#RELATIVE} of their size;
 *   <li>masks by geometry, and by Dice, at least {@link MaskDifference#LEAST_DICE} for each label;
 *       the file's name is free, as it is for the platform;
 *   <li>all else byte by byte.
 * </ul>
 *
 * What the run left beyond {@code expected/} is not compared; hidden files there are left alone.
 *
 * <p>Where {@code expected/} holds the truth and no earlier output ({@link ExpectedUse#SCORE}), the
 * same comparisons give figures and no findings. A JSON object with {@code time} and {@code event}
 * where the run writes a number is a truth in any case: no output looks like it.
 */
final class ExpectedComparison {

  private static final int MOST_JSON_BYTES = 16 << 20;

  private final List<OutputShape> shapes;
  private final LocalCase local;
  private final ExpectedUse use;
  private final Findings findings;
  private final List<Score> scores = new ArrayList<>();

  /** Which case is compared, and how. */
  record Subject(List<OutputShape> shapes, LocalCase local, ExpectedUse use) {}

  ExpectedComparison(Subject subject, Findings findings) {
    this.shapes = List.copyOf(subject.shapes());
    this.local = subject.local();
    this.use = subject.use();
    this.findings = findings;
  }

  /** Compares all files and returns how well they agree. */
  List<Score> compare(Path expected, OutputTree tree) throws IOException {
    for (Path file : files(expected)) {
      String path = expected.relativize(file).toString().replace('\\', '/');
      try {
        compare(file, path, tree);
      } catch (AccessDeniedException e) {
        findings.notChecked(
            RunRule.OUTPUT, "The comparison of " + path + ": a file of it may not be read.");
      }
    }
    return List.copyOf(scores);
  }

  private static List<Path> files(Path expected) throws IOException {
    try (Stream<Path> walk = Files.walk(expected)) {
      return walk.filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void compare(Path expected, String path, OutputTree tree) throws IOException {
    Optional<Path> actual = counterpart(path, tree);
    if (actual.isEmpty()) {
      if (!askedFor(path)) {
        differs(path, "is missing", "`expected/` has it, and the run did not write it.");
      }
      return;
    }
    if (path.endsWith(".json") && isSmall(expected) && isSmall(actual.get())) {
      json(expected, actual.get(), path);
    } else if (MaskOutput.isImage(path)) {
      image(expected, actual.get(), path);
    } else {
      bytes(expected, actual.get(), path);
    }
  }

  /** What the task asks for and is not there has been complained of already. */
  private boolean askedFor(String path) {
    return shapes.stream().anyMatch(shape -> path.equals(shape.path()) || isOf(shape, path));
  }

  private static boolean isOf(OutputShape shape, String path) {
    return shape instanceof OutputShape.Mask
        && MaskOutput.isImage(path)
        && path.startsWith(shape.path() + "/");
  }

  /** A mask's file may be named anyhow, so its folder names it over all cases. */
  private String scoredAs(String path) {
    return shapes.stream()
        .filter(shape -> isOf(shape, path))
        .findFirst()
        .map(OutputShape::path)
        .orElse(path);
  }

  private Optional<Path> counterpart(String path, OutputTree tree) throws IOException {
    if (tree.standing(path) == OutputTree.Standing.FILE) {
      return Optional.of(tree.resolve(path));
    }
    for (OutputShape shape : shapes) {
      if (isOf(shape, path) && tree.standing(shape.path()) == OutputTree.Standing.FOLDER) {
        return onlyImage(shape.path(), tree);
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> onlyImage(String folder, OutputTree tree) throws IOException {
    List<Path> images = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(tree.resolve(folder))) {
      for (Path child : children) {
        String name = child.getFileName().toString();
        boolean image =
            MaskOutput.isImage(name) && OutputTree.kind(child) == OutputTree.Standing.FILE;
        if (image && images.size() < 2) {
          images.add(child);
        }
      }
    }
    return images.size() == 1 ? Optional.of(images.get(0)) : Optional.empty();
  }

  private static boolean isSmall(Path file) throws IOException {
    return Files.size(file) <= MOST_JSON_BYTES;
  }

  private void json(Path expected, Path actual, String path) throws IOException {
    Optional<JsonNode> wanted = value(Files.readAllBytes(expected), path);
    if (wanted.isEmpty()) {
      unreadable(path, "it is no JSON");
      return;
    }
    Optional<JsonNode> found = value(UntrustedFile.bytes(actual, MOST_JSON_BYTES), path);
    Optional<Score> score = found.map(it -> JsonScore.of(path, wanted.get(), it));
    score.ifPresent(scores::add);
    if (score.filter(it -> use == ExpectedUse.SCORE || it instanceof Score.Survival).isPresent()) {
      return;
    }
    String difference =
        found.isEmpty()
            ? "the run's is no JSON"
            : JsonDifference.between(wanted.get(), found.get()).orElse("");
    if (!difference.isEmpty()) {
      differs(path, "differs from expected", difference + ".");
    }
  }

  private static Optional<JsonNode> value(byte[] content, String path) {
    try {
      return Optional.of(Json.node(content, path));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void image(Path expected, Path actual, String path) throws IOException {
    MetaImage wanted;
    try {
      wanted = MetaImage.read(expected.toRealPath());
      if (!wanted.isEightBit() || !wanted.isBinary()) {
        bytes(expected, actual, path);
        return;
      }
      wanted.census();
    } catch (MetaFormatException e) {
      unreadable(path, e.what());
      return;
    }
    MaskDifference difference = MaskDifference.between(wanted, actual, scoredAs(path));
    scores.addAll(difference.overlaps());
    if (use == ExpectedUse.SAME || difference.obstacle().isPresent()) {
      difference.words().ifPresent(words -> differs(path, "differs from expected", words + "."));
    }
  }

  private void bytes(Path expected, Path actual, String path) throws IOException {
    long offset = mismatch(expected, actual);
    scores.add(new Score.Match(path, offset < 0));
    if (offset >= 0 && use == ExpectedUse.SAME) {
      differs(path, "differs from expected", "The first byte that differs is at " + offset + ".");
    }
  }

  private static long mismatch(Path expected, Path actual) throws IOException {
    try (InputStream a = new BufferedInputStream(Files.newInputStream(expected), 1 << 16);
        InputStream b =
            new BufferedInputStream(
                Files.newInputStream(actual, LinkOption.NOFOLLOW_LINKS), 1 << 16)) {
      for (long offset = 0; ; offset++) {
        int left = a.read();
        if (left != b.read()) {
          return offset;
        }
        if (left < 0) {
          return -1;
        }
      }
    }
  }

  private void unreadable(String path, String reason) {
    findings.notChecked(
        RunRule.OUTPUT,
        "The comparison with `" + local.label() + "/expected/" + path + "`: " + reason + ".");
  }

  private void differs(String path, String how, String evidence) {
    if (use == ExpectedUse.SCORE) {
      findings.notChecked(RunRule.OUTPUT, "No score: " + path + " " + how + ". " + evidence);
      return;
    }
    findings.violation(
        RunRule.OUTPUT,
        ErrorCode.OUTPUT_OTHER,
        new Findings.Told(
            path + " " + how,
            evidence,
            "If the new result is the right one, copy it from the case's `output/` folder in the"
                + " report's folder to `"
                + local.label()
                + "/expected/"
                + path
                + "`; if `expected/` should not have the file, delete it there."));
  }
}
