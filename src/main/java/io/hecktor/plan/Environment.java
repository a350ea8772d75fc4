package io.hecktor.plan;

import io.hecktor.challenge.Profile;
import io.hecktor.challenge.Task;
import io.hecktor.oci.ImageConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/** The environment that an image adds to its base's. */
final class Environment {

  /** Newer versions phone home unless they are told not to, and die where there is no shell. */
  private static final String ONNX_RUNTIME = "com.microsoft.onnxruntime";

  private Environment() {}

  static Map<String, String> of(Profile profile, Task task, Program program, ImageConfig base) {
    Map<String, String> own = new LinkedHashMap<>();
    own.put("HECKTOR_TASK", task.name());
    own.put("HECKTOR_INPUT", profile.directories().input().value());
    own.put("HECKTOR_OUTPUT", profile.directories().output().value());
    own.put("HECKTOR_RESOURCES", ImagePaths.RESOURCES.toString());
    Map<String, String> theirs = base.environment();
    if (!theirs.containsKey("LC_ALL") && !theirs.containsKey("LANG")) {
      own.put("LC_ALL", "C.UTF-8");
    }
    putUnlessThere(theirs, own, "NVIDIA_VISIBLE_DEVICES", "all");
    putUnlessThere(theirs, own, "NVIDIA_DRIVER_CAPABILITIES", "compute,utility");
    if (program.dependencies().stream().anyMatch(d -> d.groupId().equals(ONNX_RUNTIME))) {
      putUnlessThere(theirs, own, "ORT_DISABLE_TELEMETRY", "1");
    }
    return own;
  }

  private static void putUnlessThere(
      Map<String, String> theirs, Map<String, String> own, String name, String value) {
    if (!theirs.containsKey(name)) {
      own.put(name, value);
    }
  }
}
