package io.hecktor.sandbox;

import io.hecktor.challenge.Directories;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the container finds its input, leaves its output and may write.
 *
 * @param input on the host, shown read-only
 * @param inputPath absolute in the container
 * @param inputTarget where {@code inputPath} is a symbolic link, the folder that it points to
 * @param output on the host, empty; belongs to the container's user during the run
 * @param outputPath absolute in the container
 * @param writable folders of the container below which writing is allowed; {@code inputPath} is
 *     never writable
 * @param binds more folders and files of the host
 */
public record Folders(
    Path input,
    String inputPath,
    Optional<String> inputTarget,
    Path output,
    String outputPath,
    List<String> writable,
    List<Bind> binds) {

  /** Where the platform keeps a job's input; its input path is a link to it. */
  private static final String PLATFORM_INPUT = "/opt/ml/input/data/hecktor-input";

  /** Copies the lists. */
  public Folders {
    writable = List.copyOf(writable);
    binds = List.copyOf(binds);
  }

  /** The folders as a profile names them. */
  public static Folders of(Directories directories, Path input, Path output) {
    return new Folders(
        input,
        directories.input().value(),
        directories.inputIsLink() ? Optional.of(PLATFORM_INPUT) : Optional.empty(),
        output,
        directories.output().value(),
        directories.writable().value(),
        List.of());
  }

  /** The folder of the container that the input is shown at, a link or not. */
  String inputMount() {
    return inputTarget.orElse(inputPath);
  }
}
