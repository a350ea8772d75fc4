package io.hecktor.doctor;

import io.hecktor.ByteSize;
import java.util.List;

/** Whether this machine has the memory that the challenge gives a run. */
public final class MemoryExamination implements Examination {

  /** A machine that is sold with so much tells less: some is the kernel's. */
  private static final double OF_WHAT_IS_SOLD = 0.9;

  private final Machine machine;
  private final long limitBytes;

  /**
   * Compares.
   *
   * @param limitBytes what a run may take by the rules
   */
  public MemoryExamination(Machine machine, long limitBytes) {
    this.machine = machine;
    this.limitBytes = limitBytes;
  }

  /**
   * What a machine has.
   *
   * @param processors that this process may use
   * @param memoryBytes that this process may use; 0 where that is not known
   */
  public record Machine(int processors, long memoryBytes) {}

  @Override
  public String title() {
    return "Memory and processors";
  }

  @Override
  public List<Remark> examine() {
    return List.of(memory(), Remark.ok("processors", Integer.toString(machine.processors())));
  }

  private Remark memory() {
    String limit = ByteSize.format(limitBytes);
    if (machine.memoryBytes() == 0) {
      return Remark.notApplicable("memory", "not told here; a run may take " + limit);
    }
    String has = ByteSize.format(machine.memoryBytes());
    return machine.memoryBytes() >= limitBytes * OF_WHAT_IS_SOLD
        ? Remark.ok("memory", has + "; a run may take " + limit)
        : Remark.warning(
            "memory",
            has
                + ", less than the "
                + limit
                + " that a run may take: one that needs more dies here",
            "Try with less, such as `-Dhecktor.memoryLimit="
                + Math.max(1, (long) (machine.memoryBytes() * OF_WHAT_IS_SOLD) >> 30)
                + "g`, or run the cases on a cluster, `-Dhecktor.executor=slurm`.");
  }
}
