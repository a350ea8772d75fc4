package io.hecktor.plan;

import java.util.ArrayList;
import java.util.List;

/** The flags that every image's JVM gets; the user's come after them and win. */
final class JvmFlags {

  private static final int NATIVE_ACCESS_WARNS_SINCE = 24;

  private JvmFlags() {}

  static List<String> defaults(int featureVersion) {
    List<String> flags = new ArrayList<>();
    // The platform reads logs as strict UTF-8: one other byte ends the job without a word.
    flags.add("-Dfile.encoding=UTF-8");
    flags.add("-Dstdout.encoding=UTF-8");
    flags.add("-Dstderr.encoding=UTF-8");
    // By default a crash report is written to the working directory, which is read-only.
    flags.add("-XX:ErrorFile=/tmp/hs_err_pid%p.log");
    // A heap that is full must end the process with an error and not leave threads hanging.
    flags.add("-XX:+ExitOnOutOfMemoryError");
    if (featureVersion >= NATIVE_ACCESS_WARNS_SINCE) {
      // Inference libraries are native; a warning on stderr turns the platform's status yellow.
      flags.add("--enable-native-access=ALL-UNNAMED");
    }
    return flags;
  }
}
