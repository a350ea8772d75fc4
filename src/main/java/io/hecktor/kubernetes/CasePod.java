package io.hecktor.kubernetes;

import java.time.Instant;
import java.util.Optional;

/**
 * How a pod of a job stands.
 *
 * @param name in its namespace
 * @param index the case's number
 * @param node that it is on; empty where it is on none yet
 * @param stage what that means for who waits
 * @param container its program's begin and end, as far as the cluster tells them
 * @param words what the cluster says about it, such as {@code OutOfcpu: …}; empty where it says
 *     nothing
 */
public record CasePod(
    String name,
    int index,
    String node,
    Stage stage,
    Optional<ContainerEnd> container,
    String words) {

  /** What a state means for who waits. */
  public enum Stage {
    /** It will run. */
    WAITING,
    /** It will not run unless somebody mends something, such as the image's name. */
    STUCK,
    /** Its program runs. */
    RUNNING,
    /** Its program has ended: by itself, or for its memory. */
    ENDED,
    /** The image's program could not be found or not be executed. */
    NOT_EXECUTABLE,
    /** The pod's time was over. */
    OVERDUE,
    /** Its node failed or shut down, or it had to leave its node. */
    DISRUPTED,
    /** A node took it and could not begin to run it. */
    REFUSED,
    /** Somebody has deleted it. */
    DELETED;

    /** Whether it will not run any more. */
    public boolean ended() {
      return this != WAITING && this != STUCK && this != RUNNING;
    }
  }

  /**
   * A program's begin and end; the cluster tells them in whole seconds.
   *
   * @param exitCode as a shell tells it; 137 where it was killed
   * @param outOfMemory whether the kernel killed it for its memory
   * @param started when it began
   * @param finished when it ended
   */
  public record ContainerEnd(
      int exitCode, boolean outOfMemory, Instant started, Instant finished) {}
}
