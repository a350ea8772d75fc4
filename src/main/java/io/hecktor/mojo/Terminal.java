package io.hecktor.mojo;

import java.io.Console;
import java.util.Optional;

/** Whether somebody watches. */
final class Terminal {

  private Terminal() {}

  /** Before Java 22 a redirected program has no console; from then on the console must be asked. */
  @SuppressWarnings("SystemConsoleNull")
  static boolean isThere() {
    Console console = System.console();
    return console != null && !"dumb".equals(System.getenv("TERM")) && isTerminal(console);
  }

  /** Asks who watches; empty where nobody does, or has no answer. */
  @SuppressWarnings("SystemConsoleNull")
  static Optional<String> ask(String question) {
    Console console = System.console();
    return console != null && isThere()
        ? Optional.ofNullable(console.readLine("%s", question))
        : Optional.empty();
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
