package io.hecktor.trace;

import java.util.List;

/**
 * What is known of the code behind an attempt.
 *
 * @param words what the stack is of, where it is not simply the attempt's; a sentence or nothing
 * @param stack from the innermost frame on, perhaps empty
 */
public record FoundCode(String words, List<String> stack) {

  /** Copies the list. */
  public FoundCode {
    stack = List.copyOf(stack);
  }
}
