package io.hecktor.sandbox;

import java.util.List;
import java.util.Optional;

/**
 * One finished system call, as strace prints it with {@code -f -y -Y}.
 *
 * @param pid of the thread, in strace's PID namespace
 * @param process the thread's name, empty where strace does not tell
 * @param name such as {@code openat}
 * @param arguments as printed
 * @param result the returned value as printed, such as {@code 3</etc/hosts>} or {@code -1}
 * @param error such as {@code EROFS}, empty where it succeeded
 */
record SystemCall(
    int pid, String process, String name, List<String> arguments, String result, String error) {

  SystemCall {
    arguments = List.copyOf(arguments);
  }

  boolean succeeded() {
    return error.isEmpty() && !result.startsWith("?");
  }

  /** An argument that is a quoted string, without quotes and escapes. */
  Optional<String> text(int index) {
    return index < arguments.size() ? StraceText.unquote(arguments.get(index)) : Optional.empty();
  }

  /** An argument as printed, empty where there are fewer. */
  String argument(int index) {
    return index < arguments.size() ? arguments.get(index) : "";
  }

  /** The file behind a descriptor among the arguments, such as {@code 3</opt/app>}. */
  Optional<String> file(int index) {
    return StraceText.decoration(argument(index)).filter(path -> path.startsWith("/"));
  }

  /** The file behind the descriptor that the call returned. */
  Optional<String> resultFile() {
    return StraceText.decoration(result).filter(path -> path.startsWith("/"));
  }
}
