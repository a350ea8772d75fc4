package io.hecktor.slurm;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cluster, spoken to as a person would: by {@code sbatch}, {@code squeue} and {@code scancel}.
 */
public final class Slurm {

  private static final long PATIENCE_SECONDS = 120;
  private static final int DEFAULT_ARRAY = 1001;
  private static final Pattern ARRAY = Pattern.compile("MaxArraySize\\s*=\\s*(\\d+)");
  private static final Pattern JOB = Pattern.compile("(\\d+)(;.*)?");

  private final List<Path> searchPath;

  /** The cluster that the programs in these folders speak to. */
  public Slurm(List<Path> searchPath) {
    this.searchPath = List.copyOf(searchPath);
  }

  /**
   * Makes sure that there is a cluster.
   *
   * @throws EnvironmentException if its programs are missing or it does not answer
   */
  public void requireThere() throws EnvironmentException {
    require("sbatch");
    maxArraySize();
  }

  /**
   * How many tasks an array may have.
   *
   * @throws EnvironmentException if the cluster does not answer
   */
  public int maxArraySize() throws EnvironmentException {
    Matcher matcher = ARRAY.matcher(succeed(List.of("scontrol", "show", "config")));
    // The highest number is one less, and numbers begin with 0.
    return Math.max(1, matcher.find() ? Integer.parseInt(matcher.group(1)) : DEFAULT_ARRAY);
  }

  /**
   * Hands a job to the cluster.
   *
   * @return its number
   * @throws EnvironmentException if the cluster takes no such job
   */
  public String submit(ArrayJob job) throws EnvironmentException {
    List<String> words = new ArrayList<>(List.of("sbatch"));
    words.addAll(job.words());
    Matcher matcher = JOB.matcher(succeed(words).strip());
    if (!matcher.matches()) {
      throw refused("sbatch", "it answered with no number of a job");
    }
    return matcher.group(1);
  }

  /**
   * How the tasks of a job stand; those that the cluster has forgotten are missing.
   *
   * @throws EnvironmentException if the cluster does not answer
   */
  public Map<Integer, TaskState> states(String job) throws EnvironmentException {
    Map<Integer, TaskState> states = new HashMap<>();
    Answer answer =
        run(List.of("squeue", "--jobs=" + job, "--states=all", "--array", "-h", "-o", "%K|%T|%r"));
    if (answer.status() != 0 && !answer.errors().contains("Invalid job id")) {
      throw refused("squeue", answer.errors());
    }
    for (String line : answer.output().lines().toList()) {
      String[] parts = line.split("\\|", 3);
      if (parts.length == 3 && parts[0].strip().matches("\\d+")) {
        states.put(Integer.valueOf(parts[0].strip()), TaskState.of(parts[1], parts[2]));
      }
    }
    return states;
  }

  /** How forgotten tasks have ended, where the cluster keeps accounts. */
  public Map<Integer, TaskState> accounts(String job) {
    Map<Integer, TaskState> states = new HashMap<>();
    Answer answer;
    try {
      answer = run(List.of("sacct", "-X", "-n", "-P", "-j", job, "-o", "JobID,State"));
    } catch (EnvironmentException e) {
      return states; // Many clusters have no accounts, and some no sacct.
    }
    Pattern task = Pattern.compile(Pattern.quote(job) + "_(\\d+)\\|(.*)");
    for (String line : answer.output().lines().toList()) {
      Matcher matcher = task.matcher(line);
      if (matcher.matches()) {
        states.put(Integer.valueOf(matcher.group(1)), TaskState.of(matcher.group(2), ""));
      }
    }
    return states;
  }

  /** Ends a job; one that has ended already is left alone. */
  public void cancel(String job) throws EnvironmentException {
    run(List.of("scancel", job));
  }

  private Path require(String program) throws EnvironmentException {
    return find(program)
        .orElseThrow(
            () ->
                new EnvironmentException(
                    new Problem(
                        ErrorCode.SLURM_MISSING,
                        "The program `" + program + "` is missing.",
                        "hecktor.executor=slurm hands the cases to a cluster with it.",
                        "Run the goal where jobs are submitted from, mostly a login node, after"
                            + " `module load slurm` where that is the habit; or leave"
                            + " -Dhecktor.executor out.")));
  }

  private Optional<Path> find(String program) {
    return searchPath.stream()
        .map(folder -> folder.resolve(program))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  private String succeed(List<String> words) throws EnvironmentException {
    Answer answer = run(words);
    if (answer.status() != 0) {
      throw refused(words.get(0), answer.errors());
    }
    return answer.output();
  }

  private static EnvironmentException refused(String program, String said) {
    String line = said.lines().filter(one -> !one.isBlank()).findFirst().orElse("nothing").strip();
    return new EnvironmentException(
        new Problem(
            ErrorCode.SLURM_REFUSES,
            "`" + program + "` failed, saying: " + withoutStop(line) + ".",
            "The cases are handed to the cluster with it.",
            "Ask `sinfo` for partitions and limits, and set -Dhecktor.partition, -Dhecktor.account,"
                + " -Dhecktor.cpus or -Dhecktor.sbatchOptions."));
  }

  private static String withoutStop(String text) {
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private record Answer(int status, String output, String errors) {}

  private Answer run(List<String> words) throws EnvironmentException {
    List<String> command = new ArrayList<>(words);
    command.set(0, require(words.get(0)).toString());
    try {
      File errors = File.createTempFile("hecktor-slurm", ".err");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectError(errors)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw refused(words.get(0), "it did not end");
        }
        return new Answer(process.exitValue(), output, Files.readString(errors.toPath()));
      } finally {
        Files.deleteIfExists(errors.toPath());
      }
    } catch (IOException e) {
      throw refused(words.get(0), "it could not be started");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refused(words.get(0), "it was interrupted");
    }
  }
}
