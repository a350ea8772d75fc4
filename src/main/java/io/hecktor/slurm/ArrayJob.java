package io.hecktor.slurm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An array of tasks that run the same script, each with a number of its own.
 *
 * @param name as {@code squeue} shows it
 * @param tasks how many, numbered from 0
 * @param needs of each task
 * @param script a shell script that every node sees
 * @param logs a folder that every node sees
 * @param options further ones of {@code sbatch}, such as {@code --qos=short}
 */
public record ArrayJob(
    String name, int tasks, Needs needs, Path script, Path logs, List<String> options) {

  /** Copies the list. */
  public ArrayJob {
    options = List.copyOf(options);
  }

  /**
   * What each task gets.
   *
   * @param minutes wall clock
   * @param megabytes memory
   * @param cpus processors
   */
  public record Needs(long minutes, long megabytes, int cpus) {}

  /** What {@code sbatch} is started with. */
  List<String> words() {
    List<String> words = new ArrayList<>(List.of("--parsable", "--job-name=" + name));
    words.add("--array=0-" + (tasks - 1));
    words.add("--time=" + needs.minutes());
    words.add("--mem=" + needs.megabytes() + "M");
    words.add("--nodes=1");
    words.add("--ntasks=1");
    words.add("--cpus-per-task=" + needs.cpus());
    // A task is the same however often it begins: what has a verdict is passed over.
    words.add("--requeue");
    words.add("--output=" + logs.toAbsolutePath() + "/%a.log");
    words.add("--open-mode=append");
    words.addAll(options);
    words.add(script.toAbsolutePath().toString());
    return words;
  }
}
