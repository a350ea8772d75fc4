package io.hecktor.sandbox;

import java.io.IOException;
import java.util.List;

/**
 * Whether a control group with a memory limit can be made here, found out by making one and
 * removing it.
 *
 * @param version of the control groups that meter memory: 1 or 2; 0 where there are none
 * @param allowed whether this process may make one for a run
 */
public record MemoryTrial(int version, boolean allowed) {

  private static final long LIMIT = 64L << 20;

  /**
   * Tries.
   *
   * @param name of the group, like no other's
   */
  public static MemoryTrial here(String name) throws IOException {
    List<CgroupPlace> places = CgroupPlace.ofThisProcess();
    int version = places.isEmpty() ? 0 : places.get(0).v2() ? 2 : 1;
    try (MemoryCgroup made = MemoryCgroup.create(name, LIMIT)) {
      return new MemoryTrial(version, made.exists());
    }
  }
}
