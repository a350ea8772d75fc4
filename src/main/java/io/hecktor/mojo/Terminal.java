package io.hecktor.mojo;

import java.io.Console;

/** Whether somebody watches. */
final class Terminal {

  private Terminal() {}

  /** Before Java 22 a redirected program has no console; from then on the console must be asked. */
  @SuppressWarnings("SystemConsoleNull")
  static boolean isThere() {
    Console console = System.console();
    return console != null && !"dumb".equals(System.getenv("TERM")) && isTerminal(console);
  }

  /** From Java 22 on there is a console even when output is redirected, and it can be asked. */
  private static boolean isTerminal(Console console) {
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
