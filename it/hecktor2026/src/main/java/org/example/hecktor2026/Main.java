package org.example.hecktor2026;

import org.example.petct.app.Program;

/** The program of the single task of 2026. */
public final class Main {
  static final Program PROGRAM =
      new Program(
          settings -> new WholeTask(),
          settings -> settings.folder("HECKTOR_MODEL", "/opt/ml/model"));

  private Main() {}

  /**
   * Runs one case.
   *
   * @param args none are read
   */
  public static void main(String[] args) {
    PROGRAM.runAndExit();
  }
}
