package io.hecktor.sandbox;

import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import io.hecktor.ProjectException;

/** The rule that no engine runs a program as root, whatever an image wants. */
final class RootUser {

  private RootUser() {}

  static void refuse(Program program) throws ProjectException {
    if (program.uid() == 0) {
      throw new ProjectException(
          new Problem(
              ErrorCode.USER_UNFIT,
              "The image runs as user `0`.",
              "Grand Challenge refuses images that run as root, and so does the test run.",
              "Set `<user>1000:1000</user>` in the plugin configuration, then run `mvn hecktor:build"
                  + " hecktor:test-run`."));
    }
  }
}
