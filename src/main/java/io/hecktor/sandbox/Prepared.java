package io.hecktor.sandbox;

import java.util.Map;

/**
 * A run that is ready to be started: the spec, and what was made for it on the host.
 *
 * @param spec what to run
 * @param plan what to mount
 * @param staging where the mounts that are neither the image's nor the user's lie
 */
record Prepared(RunSpec spec, MountPlan plan, Staging staging) {

  /** A name that no other run of this machine has at this time. */
  String name() {
    return nameOf(spec);
  }

  static String nameOf(RunSpec spec) {
    long process = ProcessHandle.current().pid();
    int folder = spec.files().scratch().toAbsolutePath().hashCode();
    return "hecktor-" + process + "-" + Integer.toHexString(folder);
  }

  Program program() {
    return spec.program();
  }

  /** The scripts' variables, without what depends on the machine. */
  Map<String, String> variables() {
    return Map.of(
        "HECKTOR_STATUS", status().toString(),
        "HECKTOR_NET", staging.path("net").toString(),
        "HECKTOR_ROOTFS", plan.rootfs().toString(),
        "HECKTOR_DATA", dataSegmentKib());
  }

  java.nio.file.Path status() {
    return staging.path("status");
  }

  private String dataSegmentKib() {
    var bytes = spec.limits().dataSegmentBytes();
    return bytes.isPresent() ? Long.toString(bytes.getAsLong() / 1024) : "";
  }
}
