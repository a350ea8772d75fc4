package io.hecktor.sandbox;

import java.util.Locale;

/**
 * A mount plan in the form of fstab(5), for {@code mount --all --fstab}: one process mounts all.
 */
final class Fstab {

  private static final int SHARED_MEMORY_SHARE = 2;

  private Fstab() {}

  /**
   * The table, its root first.
   *
   * @param memoryBytes the run's limit; shared memory gets half of it, as on the platform
   */
  static String of(MountPlan plan, long memoryBytes) {
    StringBuilder table = new StringBuilder();
    String root = plan.rootfs().toString();
    line(table, root, root, "none", "bind,ro,nosuid,nodev");
    for (Mount mount : plan.mounts()) {
      String target = root + mount.target();
      switch (mount.kind()) {
        // Processes of others, the supervisor's set-up among them, are not to be seen.
        case PROC -> line(table, "proc", target, "proc", "nosuid,nodev,noexec,hidepid=2");
        case BIND, DEVICES -> line(table, mount.source(), target, "none", bindOptions(mount));
        case DEVICE, EXTRA_DEVICE -> line(table, mount.source(), target, "none", "bind");
        case TERMINALS ->
            line(
                table,
                "devpts",
                target,
                "devpts",
                "newinstance,ptmxmode=0666,mode=620,nosuid,noexec");
        case SHARED_MEMORY ->
            line(
                table,
                "tmpfs",
                target,
                "tmpfs",
                "nosuid,nodev,mode=1777,size=" + sharedMemoryBytes(memoryBytes));
      }
    }
    return table.toString();
  }

  static long sharedMemoryBytes(long memoryBytes) {
    return memoryBytes / SHARED_MEMORY_SHARE;
  }

  private static String bindOptions(Mount mount) {
    return (mount.readOnly() ? "bind,ro,nosuid,nodev" : "bind,nosuid,nodev")
        + (mount.noexec() ? ",noexec" : "");
  }

  private static void line(
      StringBuilder table, String source, String target, String type, String options) {
    table.append(
        String.format(
            Locale.ROOT, "%s %s %s %s 0 0\n", escape(source), escape(target), type, options));
  }

  /** Spaces and the like are written as octal numbers, as getmntent(3) reads them. */
  static String escape(String path) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c <= ' ' || c == '\\' || c == '#') {
        escaped.append(String.format(Locale.ROOT, "\\%03o", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
