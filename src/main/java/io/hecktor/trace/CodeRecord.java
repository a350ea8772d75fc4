package io.hecktor.trace;

import java.util.List;

/**
 * What the recorder saw once: code that was about to do something.
 *
 * @param kind one of the recorder's letters
 * @param subject path, address in hexadecimal with port, name, or command
 * @param stack from the innermost frame on; where its thread was started follows
 */
record CodeRecord(char kind, String subject, List<String> stack) {

  CodeRecord {
    stack = List.copyOf(stack);
  }
}
