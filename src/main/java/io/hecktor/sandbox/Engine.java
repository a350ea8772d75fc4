package io.hecktor.sandbox;

import io.hecktor.HecktorException;
import io.hecktor.Problem;
import java.util.Optional;

/**
 * A way to run a rootfs under the challenge's restrictions: read-only root, fresh {@code /tmp},
 * loopback alone, namespaces of its own, no privileges, and all dead when the program ends.
 */
public interface Engine {

  /** The name that {@code hecktor.engine} takes, such as {@code unshare}. */
  String name();

  /** Whether it runs no rootfs but loads a docker-save archive, so that a run must bring one. */
  default boolean loadsArchives() {
    return false;
  }

  /** Whether it finds the machine's GPU itself, by whatever is installed for it. */
  default boolean bringsGpu() {
    return false;
  }

  /** Whether it works on this machine, found out by really running a tiny program. */
  Availability availability();

  /**
   * The same, but whatever it takes: an engine that {@link #availability} only asks whether it is
   * there runs the tiny program as well.
   */
  default Availability trial() {
    return availability();
  }

  /** What this machine lacks for it to see all that it can see. */
  default Optional<Problem> shortfall() {
    return Optional.empty();
  }

  /**
   * Whether the program has the permissions of whoever runs the engine, under another number. Else
   * it has its own, and files of a case that only their owner may read are closed to it.
   */
  boolean mapsUser();

  /**
   * Runs the program to its end, or to the end of its time, and says what was seen.
   *
   * @throws HecktorException if the container could not be set up, or would run as root; what the
   *     program does is never an exception
   */
  RunObservation run(RunSpec spec) throws HecktorException;
}
