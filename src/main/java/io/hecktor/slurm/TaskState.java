package io.hecktor.slurm;

import java.util.Locale;

/**
 * How a task of an array stands.
 *
 * @param stage what that means for who waits
 * @param name as Slurm spells it, such as {@code NODE_FAIL}
 * @param reason as Slurm gives it, such as {@code Resources}; empty where it gives none
 * @see <a href="https://slurm.schedmd.com/squeue.html#SECTION_JOB-STATE-CODES">squeue, job state
 *     codes</a>
 */
public record TaskState(Stage stage, String name, String reason) {

  /** What a state means for who waits. */
  public enum Stage {
    /** It will run. */
    WAITING,
    /** It runs, or is about to be gone from its node. */
    RUNNING,
    /** Its program has ended with 0. */
    COMPLETED,
    /** Its program has ended otherwise. */
    FAILED,
    /** Somebody has ended it. */
    CANCELLED,
    /** Its time was over. */
    TIMED_OUT,
    /** Its node failed, or was given to somebody else. */
    NODE_LOST,
    /** Slurm's memory limit hit it. */
    OUT_OF_MEMORY,
    /** Slurm does not know it any more. */
    UNKNOWN;

    /** Whether it will not run any more. */
    public boolean ended() {
      return this != WAITING && this != RUNNING;
    }
  }

  /** What is to be said of a task that Slurm has forgotten. */
  public static TaskState unknown() {
    return new TaskState(Stage.UNKNOWN, "UNKNOWN", "");
  }

  /** Reads a state such as {@code RUNNING} or {@code CANCELLED by 1000}. */
  static TaskState of(String text, String reason) {
    String name = text.strip().split("[ +]", 2)[0].toUpperCase(Locale.ROOT);
    String why = reason.equals("None") ? "" : reason.strip();
    return new TaskState(stage(name), name, why);
  }

  private static Stage stage(String name) {
    return switch (name) {
      case "PENDING", "REQUEUED", "REQUEUE_HOLD", "REQUEUE_FED", "SPECIAL_EXIT", "RESV_DEL_HOLD" ->
          Stage.WAITING;
      case "COMPLETED" -> Stage.COMPLETED;
      case "FAILED" -> Stage.FAILED;
      case "CANCELLED", "REVOKED" -> Stage.CANCELLED;
      case "TIMEOUT", "DEADLINE" -> Stage.TIMED_OUT;
      case "NODE_FAIL", "BOOT_FAIL", "PREEMPTED" -> Stage.NODE_LOST;
      case "OUT_OF_MEMORY" -> Stage.OUT_OF_MEMORY;
      default -> Stage.RUNNING;
    };
  }
}
