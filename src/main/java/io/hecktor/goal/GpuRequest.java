package io.hecktor.goal;

import io.hecktor.cdi.CdiRegistry;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether images see the machine's GPU, and who describes it.
 *
 * @param wish what the user wants
 * @param cdiFolders folders of CDI files, the least first
 */
public record GpuRequest(Wish wish, List<Path> cdiFolders) {

  /** What a user may want. */
  public enum Wish {
    /** The GPU where there is one. */
    AUTO,
    /** No GPU. */
    NONE,
    /** All GPUs, and none is a failure. */
    ALL
  }

  /** Copies the list. */
  public GpuRequest {
    cdiFolders = List.copyOf(cdiFolders);
  }

  /** No GPU. */
  public static GpuRequest none() {
    return new GpuRequest(Wish.NONE, List.of());
  }

  /** As usual on a machine. */
  public static GpuRequest of(Wish wish) {
    return new GpuRequest(wish, CdiRegistry.FOLDERS);
  }
}
