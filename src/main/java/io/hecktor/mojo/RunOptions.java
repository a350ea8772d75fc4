package io.hecktor.mojo;

import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import io.hecktor.ProjectException;
import io.hecktor.goal.GpuRequest;
import io.hecktor.goal.Parallel;
import io.hecktor.goal.Sample;
import io.hecktor.goal.TestRunRequest;
import io.hecktor.verify.ExpectedUse;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The parameters of test runs, parsed. */
final class RunOptions {

  private static final int MOST_PARALLEL = 256;

  /** What is left to the system and to Maven itself when cases fill the memory. */
  private static final double FOR_CASES = 0.8;

  private RunOptions() {}

  static TestRunRequest.Options of(
      GpuRequest gpu, boolean debug, String expected, boolean stackTraces) throws ProjectException {
    return new TestRunRequest.Options(debug, expected(expected.trim()), ascii(), gpu, stackTraces);
  }

  /**
   * Parses what is wanted of the GPU.
   *
   * @param cdi folders of CDI files; none for the usual ones
   * @param folder that their paths begin at
   */
  static GpuRequest gpu(String wish, List<String> cdi, Path folder) throws ProjectException {
    for (GpuRequest.Wish one : GpuRequest.Wish.values()) {
      if (wish.trim().equals(one.name().toLowerCase(Locale.ROOT))) {
        return cdi.isEmpty()
            ? GpuRequest.of(one)
            : new GpuRequest(one, cdi.stream().map(path -> folder.resolve(path.trim())).toList());
      }
    }
    throw new ProjectException(
        new Problem(
            ErrorCode.PARAMETER_INVALID,
            "hecktor.gpu is `" + wish.trim() + "`.",
            "The values are `auto` (the GPU where there is one), `none` and `all`.",
            "Leave the parameter out, or write -Dhecktor.gpu=none."));
  }

  private static ExpectedUse expected(String text) throws ProjectException {
    for (ExpectedUse use : ExpectedUse.values()) {
      if (text.equals(use.name().toLowerCase(Locale.ROOT))) {
        return use;
      }
    }
    throw new ProjectException(
        new Problem(
            ErrorCode.PARAMETER_INVALID,
            "hecktor.expected is `" + text + "`.",
            "With `same` an output that differs from expected/ breaks a rule; with `score` it is"
                + " only told how near it comes.",
            "Write -Dhecktor.expected=score, or leave the parameter out."));
  }

  /** Parses the parameters of a batch. */
  static TestRunRequest.BatchOptions batch(BatchTexts texts, Path folder, Supplier<Machine> machine)
      throws ProjectException {
    return new TestRunRequest.BatchOptions(
        Optional.ofNullable(texts.cases())
            .filter(text -> !text.isBlank())
            .map(text -> folder.resolve(text.trim()).normalize()),
        sample(texts),
        parallel(texts.parallel().trim(), machine),
        texts.resume(),
        texts.failFast());
  }

  /** What the mojo was given. */
  record BatchTexts(
      @Nullable String cases,
      @Nullable Integer sample,
      String seed,
      String parallel,
      boolean resume,
      boolean failFast) {}

  /** What this machine has. */
  record Machine(int processors, long memoryBytes) {

    static Machine current() {
      OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
      long memory =
          system instanceof com.sun.management.OperatingSystemMXBean known
              ? known.getTotalMemorySize()
              : 0;
      return new Machine(system.getAvailableProcessors(), memory);
    }
  }

  private static Optional<Sample> sample(BatchTexts texts) throws ProjectException {
    Integer count = texts.sample();
    if (count == null) {
      return Optional.empty();
    }
    if (count < 1) {
      throw new ProjectException(
          new Problem(
              ErrorCode.PARAMETER_INVALID,
              "hecktor.sample is `" + count + "`.",
              "It is the number of cases that are chosen.",
              "Write a number from 1 on, such as -Dhecktor.sample=20, or leave it out for all."));
    }
    return Optional.of(new Sample(count, texts.seed().trim()));
  }

  /** Only {@code auto} asks what there is, which takes the JDK longer than all else here. */
  private static Parallel parallel(String text, Supplier<Machine> machine) throws ProjectException {
    if (text.equals("auto")) {
      Machine there = machine.get();
      return new Parallel(
          Math.max(1, there.processors()), (long) (there.memoryBytes() * FOR_CASES));
    }
    if (text.matches("\\d{1,3}")) {
      int cases = Integer.parseInt(text);
      if (cases >= 1 && cases <= MOST_PARALLEL) {
        return Parallel.of(cases);
      }
    }
    throw new ProjectException(
        new Problem(
            ErrorCode.PARAMETER_INVALID,
            "hecktor.parallel is `" + text + "`.",
            "It is the number of cases that run at once; with `auto` as many as processors and"
                + " memory allow.",
            "Write a number from 1 to "
                + MOST_PARALLEL
                + ", such as -Dhecktor.parallel=2, or -Dhecktor.parallel=auto."));
  }

  /** Since Java 19 the console's charset has a property; before, it is the default one. */
  static boolean ascii() {
    String name = System.getProperty("stdout.encoding", Charset.defaultCharset().name());
    return !name.equalsIgnoreCase(StandardCharsets.UTF_8.name());
  }
}
