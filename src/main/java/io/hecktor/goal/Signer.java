package io.hecktor.goal;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.Progress;
import io.hecktor.ProjectException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The user's own program that signs archives. It is started without a shell, once for each archive,
 * and what it needs to know stands in the places of {@code {archive}} and the like.
 */
final class Signer {

  private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z0-9]+)}");
  private static final long LAST_WORDS_SECONDS = 5;

  private final List<String> command;
  private final Path folder;
  private final Progress progress;

  /**
   * Signs with a command.
   *
   * @param command the program and its arguments
   * @param folder where it runs
   */
  Signer(List<String> command, Path folder, Progress progress) {
    this.command = List.copyOf(command);
    this.folder = folder;
    this.progress = progress;
  }

  /**
   * Runs the program.
   *
   * @param name of the archive
   * @param values of the places
   * @throws HecktorException if it cannot be started, or says that it failed
   */
  void sign(String name, Map<String, String> values) throws HecktorException {
    List<String> words = new ArrayList<>();
    for (String word : command) {
      words.add(filled(word, values));
    }
    try {
      int exitCode = run(words);
      if (exitCode != 0) {
        throw failed(name, "ended with exit code " + exitCode);
      }
      progress.stage("Signed " + name + " with `" + command.get(0) + "`.");
    } catch (IOException e) {
      throw new EnvironmentException(unsigned(name, "could not be run"), e);
    }
  }

  private static String filled(String word, Map<String, String> values) throws ProjectException {
    Matcher place = PLACE.matcher(word);
    StringBuilder filled = new StringBuilder();
    while (place.find()) {
      String value = values.get(place.group(1));
      if (value == null) {
        throw new ProjectException(
            new Problem(
                ErrorCode.SIGNER_INVALID,
                "hecktor.sign holds `" + place.group() + "`.",
                "The places that are filled are " + places(values) + ".",
                "Write for example -Dhecktor.sign=\"cosign sign-blob --key my.key --bundle"
                    + " {archive}.sigstore.json {archive}\"."));
      }
      place.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return place.appendTail(filled).toString();
  }

  private static String places(Map<String, String> values) {
    return String.join(
        ", ", values.keySet().stream().sorted().map(name -> "{" + name + "}").toList());
  }

  private int run(List<String> words) throws IOException {
    Process process =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.INHERIT)
            .start();
    Thread listener = new Thread(() -> listen(process), "hecktor-sign");
    listener.setDaemon(true);
    listener.start();
    try {
      int exitCode = process.waitFor();
      // An agent that the program leaves running may hold its output open for ever.
      listener.join(TimeUnit.SECONDS.toMillis(LAST_WORDS_SECONDS));
      return exitCode;
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the archive was signed");
    }
  }

  private void listen(Process process) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line; (line = lines.readLine()) != null; ) {
        progress.stage("  " + line);
      }
    } catch (IOException | UncheckedIOException e) {
      progress.detail("The signing program's output ended early.");
    }
  }

  private HecktorException failed(String name, String what) {
    return new EnvironmentException(unsigned(name, what));
  }

  private Problem unsigned(String name, String what) {
    return new Problem(
        ErrorCode.SIGNER_FAILED,
        "`" + command.get(0) + "` of hecktor.sign " + what + ", so `" + name + "` is not signed.",
        "The archive itself is whole, and only its signature is missing.",
        "See what the program said above, correct `<sign>` (`-Dhecktor.sign`), and run the goal"
            + " again.");
  }
}
