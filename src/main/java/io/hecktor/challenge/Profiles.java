package io.hecktor.challenge;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.ProjectException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The profiles that ship with the plugin, and those that users bring. */
public final class Profiles {

  /** The names of the shipped profiles, the default first. */
  public static final List<String> SHIPPED =
      List.of("hecktor2025", "hecktor2025-platform", "hecktor2026");

  private Profiles() {}

  /**
   * Opens a profile.
   *
   * @param nameOrPath a shipped name, or a path to a file of the same form
   * @param folder against which a relative path counts
   * @throws ProjectException if there is no such profile, or it cannot be understood
   */
  public static Profile open(String nameOrPath, Path folder) throws HecktorException {
    String yaml = SHIPPED.contains(nameOrPath) ? shipped(nameOrPath) : own(nameOrPath, folder);
    try {
      return ProfileReader.read(yaml);
    } catch (ProfileFormatException e) {
      throw new ProjectException(
          new Problem(
              ErrorCode.PROFILE_INVALID,
              "The profile `" + nameOrPath + "` cannot be understood, " + e.getMessage(),
              "A profile is a YAML file with a fixed set of keys, so that no rule goes unread.",
              "Mend that line; the shipped profile `hecktor2025` in the plugin's jar shows the form."),
          e);
    }
  }

  private static String shipped(String name) {
    try (InputStream in = Profiles.class.getResourceAsStream(name + ".yaml")) {
      if (in == null) {
        throw new IllegalStateException("the plugin's jar lacks its profile " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("the plugin's jar cannot be read", e);
    }
  }

  private static String own(String path, Path folder) throws HecktorException {
    Path file = folder.resolve(path);
    if (!Files.isRegularFile(file)) {
      throw new ProjectException(
          new Problem(
              ErrorCode.PROFILE_MISSING,
              "There is no profile `" + path + "`.",
              "hecktor.profile takes a shipped name ("
                  + String.join(", ", SHIPPED)
                  + ") or a file.",
              "Correct <profile> in the POM or -Dhecktor.profile."));
    }
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new EnvironmentException(
          new Problem(
              ErrorCode.PROFILE_UNREADABLE,
              "The profile `" + path + "` cannot be read.",
              "Its rules decide how the image is built and judged.",
              "Make it a readable UTF-8 file, or name another with -Dhecktor.profile."),
          e);
    }
  }
}
