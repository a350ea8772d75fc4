package io.hecktor.sandbox;

import io.hecktor.oci.ImageConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What runs in the container, exactly as the image's config says it.
 *
 * @param argv entrypoint and arguments; the first is looked up on the container's {@code PATH}
 *     where it has no slash
 * @param environment all that the program sees; nothing of the host's is added
 * @param workingDirectory absolute in the container
 * @param uid as seen from inside
 * @param gid as seen from inside; there are no further groups
 */
public record Program(
    List<String> argv, Map<String, String> environment, String workingDirectory, int uid, int gid) {

  /** Copies the collections; the environment keeps its order. */
  public Program {
    argv = List.copyOf(argv);
    environment = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    if (argv.isEmpty()) {
      throw new IllegalArgumentException("a program needs an argv");
    }
  }

  /**
   * What an image's config starts.
   *
   * @param config has an entrypoint or a cmd
   * @param added variables that are set on top of the image's own, such as {@code DEBUG}
   * @param uid of the config's user, resolved
   * @param gid of the config's user, resolved
   */
  public static Program of(ImageConfig config, Map<String, String> added, int uid, int gid) {
    List<String> argv = new ArrayList<>(config.entrypoint());
    argv.addAll(config.cmd());
    Map<String, String> environment = new LinkedHashMap<>(config.environment());
    environment.putAll(added);
    String folder = config.workingDirectory().isEmpty() ? "/" : config.workingDirectory();
    return new Program(argv, environment, folder, uid, gid);
  }
}
