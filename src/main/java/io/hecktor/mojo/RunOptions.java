package io.hecktor.mojo;

import io.hecktor.Problem;
import io.hecktor.ProjectException;
import io.hecktor.goal.TestRunRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The parameters of test runs, parsed. */
final class RunOptions {

  private static final int MOST_PARALLEL = 256;

  private RunOptions() {}

  static TestRunRequest.Options of(String gpu, int parallel, boolean debug)
      throws ProjectException {
    checkGpu(gpu.trim());
    if (parallel < 1 || parallel > MOST_PARALLEL) {
      throw new ProjectException(
          new Problem(
              "hecktor.parallel is `" + parallel + "`.",
              "It is the number of cases that run at once.",
              "Write a number from 1 to " + MOST_PARALLEL + ", such as -Dhecktor.parallel=2."));
    }
    return new TestRunRequest.Options(debug, parallel, !utf8());
  }

  private static void checkGpu(String gpu) throws ProjectException {
    if (gpu.equals("all")) {
      throw new ProjectException(
          new Problem(
              "hecktor.gpu is `all`.",
              "This version's test run shows the images no GPU; the challenge's machines have one.",
              "Leave hecktor.gpu out to run on the processor, and try the saved archive with"
                  + " `docker load` and `docker run --gpus all --network none`."));
    } else if (!gpu.equals("auto") && !gpu.equals("none")) {
      throw new ProjectException(
          new Problem(
              "hecktor.gpu is `" + gpu + "`.",
              "The values are `auto` and `none`, which mean the same in this version.",
              "Leave the parameter out, or write -Dhecktor.gpu=none."));
    }
  }

  /** Since Java 19 the console's charset has a property; before, it is the default one. */
  private static boolean utf8() {
    String name = System.getProperty("stdout.encoding", Charset.defaultCharset().name());
    return name.equalsIgnoreCase(StandardCharsets.UTF_8.name());
  }
}
