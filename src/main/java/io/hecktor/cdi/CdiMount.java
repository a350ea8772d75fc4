package io.hecktor.cdi;

import java.util.List;

/**
 * A file or folder of the host that the container sees.
 *
 * @param hostPath absolute on the host
 * @param containerPath absolute in the container
 * @param options of mount(8), such as {@code ro}
 * @param type of the file system; empty or {@code bind} for what is mounted from the host
 */
public record CdiMount(String hostPath, String containerPath, List<String> options, String type) {

  /** Copies the list. */
  public CdiMount {
    options = List.copyOf(options);
  }

  /** Whether a file or folder of the host is shown, and no file system made. */
  public boolean isBind() {
    return type.isEmpty() || type.equals("bind") || type.equals("none");
  }

  /** Whether it can't be written. */
  public boolean isReadOnly() {
    return options.contains("ro");
  }

  /** Whether nothing in it may be executed. */
  public boolean isNoexec() {
    return options.contains("noexec");
  }
}
