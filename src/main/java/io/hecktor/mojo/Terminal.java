package io.hecktor.mojo;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Whether somebody watches, and how wide the window is. */
final class Terminal {

  private static final int USUAL_WIDTH = 80;

  /** Less is a mistake of the terminal's, such as the 0 of a serial line. */
  private static final int LEAST_WIDTH = 20;

  private Terminal() {}

  /** Before Java 22 a redirected program has no console; from then on the console must be asked. */
  @SuppressWarnings("SystemConsoleNull")
  static boolean isThere() {
    Console console = System.console();
    return console != null && !"dumb".equals(System.getenv("TERM")) && isTerminal(console);
  }

  /** How many characters a line has: as the shell or the terminal itself says, else 80. */
  static int width() {
    return width(System.getenv("COLUMNS")).or(Terminal::measured).orElse(USUAL_WIDTH);
  }

  static Optional<Integer> width(@Nullable String told) {
    try {
      return Optional.of(Integer.parseInt(String.valueOf(told).strip()))
          .filter(columns -> columns >= LEAST_WIDTH);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** {@code stty size} tells rows and columns; where there is none, nobody knows. */
  private static Optional<Integer> measured() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return Optional.empty();
      }
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return width(size.replaceFirst("^\\S+\\s+", ""));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
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
