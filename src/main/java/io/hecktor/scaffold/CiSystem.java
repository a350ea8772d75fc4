package io.hecktor.scaffold;

import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import io.hecktor.ProjectException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** A service that builds a project at each push, by a file in it. */
public enum CiSystem {
  /** GitHub Actions. */
  GITHUB("github.yml", ".github/workflows/hecktor.yml"),
  /** GitLab CI. */
  GITLAB("gitlab.yml", ".gitlab-ci.yml");

  private final String template;
  private final String path;

  CiSystem(String template, String path) {
    this.template = template;
    this.path = path;
  }

  /**
   * Reads {@code github,gitlab} or {@code none}.
   *
   * @throws ProjectException for anything else
   */
  public static Set<CiSystem> parse(String text) throws ProjectException {
    Set<CiSystem> all = EnumSet.noneOf(CiSystem.class);
    if (text.trim().equals("none")) {
      return all;
    }
    for (String name : text.split(",", -1)) {
      all.add(
          Arrays.stream(values())
              .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(name.trim()))
              .findFirst()
              .orElseThrow(() -> unknown(text)));
    }
    return all;
  }

  private static ProjectException unknown(String text) {
    return new ProjectException(
        new Problem(
            ErrorCode.PARAMETER_INVALID,
            "hecktor.ci is `" + text + "`.",
            "It names the services that the project gets a file for: github, gitlab, or none of them.",
            "Write `-Dhecktor.ci=github,gitlab`, or `-Dhecktor.ci=none`."));
  }

  PlannedFile file() {
    return PlannedFile.text(path, new Template(template).text());
  }
}
