package io.hecktor.mojo;

import io.hecktor.goal.Interruption;
import java.util.Locale;

/**
 * Asks at the terminal whether a job goes on without its user; where nobody can be asked it is
 * cancelled, as a build server that ends a build means that.
 *
 * @param interactive whether Maven may ask
 */
record AskedInterruption(boolean interactive) implements Interruption {

  @Override
  public boolean cancels(String job) {
    String question =
        "\nCancel "
            + job
            + "? Otherwise it goes on, and `mvn hecktor:collect` gathers its results. [Y/n] ";
    boolean goesOn =
        interactive
            && Terminal.ask(question)
                .filter(answer -> answer.strip().toLowerCase(Locale.ROOT).startsWith("n"))
                .isPresent();
    if (goesOn) {
      return false;
    }
    System.out.println(
        "Cancelled " + job + ". Its finished cases are kept: -Dhecktor.resume runs the others.");
    return true;
  }
}
