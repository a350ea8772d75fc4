package io.hecktor.mojo;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the user keeps things, by the habits of each system. */
final class UserFolders {

  private UserFolders() {}

  static Path cache(Path project, @Nullable String given) {
    if (given != null && !given.isBlank()) {
      return project.resolve(given.trim());
    }
    return cache(
        System.getProperty("os.name", ""),
        System.getenv(),
        Path.of(System.getProperty("user.home")));
  }

  /** {@code XDG_CACHE_HOME} and its like on other systems, then the folder that they default to. */
  static Path cache(String system, Map<String, String> environment, Path home) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("win")) {
      String local = environment.get("LOCALAPPDATA");
      return (local == null ? home.resolve("AppData").resolve("Local") : Path.of(local))
          .resolve("hecktor");
    } else if (name.startsWith("mac")) {
      return home.resolve("Library").resolve("Caches").resolve("hecktor");
    }
    String xdg = environment.get("XDG_CACHE_HOME");
    boolean usable = xdg != null && xdg.startsWith("/");
    return (usable ? Path.of(xdg) : home.resolve(".cache")).resolve("hecktor");
  }
}
