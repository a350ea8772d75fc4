package org.example.petct.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A case that is kept with the project: a folder with {@code input/} and {@code expected/}. */
public record LocalCase(int task, Path folder) {

  /** All of them: {@code TaskN/test} and the folders in {@code TaskN/test/cases}. */
  public static List<LocalCase> all() {
    return Stream.of(1, 2, 3).flatMap(LocalCase::ofTask).toList();
  }

  /** The three for which the truth is known well: a patient each. */
  public static List<LocalCase> sanity(int task) {
    return ofTask(task)
        .filter(
            local ->
                !local.folder.toString().contains("cases")
                    || local.folder.getFileName().toString().startsWith("sanity"))
        .toList();
  }

  private static Stream<LocalCase> ofTask(int task) {
    Path test = Path.of("Task" + task, "test");
    try (Stream<Path> cases = Files.list(test.resolve("cases"))) {
      List<Path> named = cases.sorted().toList();
      return Stream.concat(Stream.of(test), named.stream())
          .map(folder -> new LocalCase(task, folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path input() {
    return folder.resolve("input");
  }

  public Path expected() {
    return folder.resolve("expected");
  }

  public Run run(Path output) {
    return Run.of(
        Map.of(
            "HECKTOR_TASK", "task" + task,
            "HECKTOR_INPUT", input().toString(),
            "HECKTOR_OUTPUT", output.toString(),
            "HECKTOR_RESOURCES", Path.of("Task" + task, "resources").toString()));
  }

  @Override
  public String toString() {
    return folder.toString();
  }

  /** What a run of the program left behind. */
  public record Run(int exitCode, String out, String err) {
    public static Run of(Map<String, String> environment) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      int exitCode =
          Main.PROGRAM.run(
              environment,
              new PrintStream(out, true, StandardCharsets.UTF_8),
              new PrintStream(err, true, StandardCharsets.UTF_8));
      return new Run(
          exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
  }
}
