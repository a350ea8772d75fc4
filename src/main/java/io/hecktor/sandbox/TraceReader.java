package io.hecktor.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads strace's lines while the program runs and keeps what it did, not what the set-up did.
 *
 * <p>The program begins with the first {@code execve} of its name that succeeds after the root has
 * been changed. Processes that were seen before belong to the set-up.
 */
final class TraceReader {

  private static final List<String> NETWORK =
      List.of("socket", "connect", "sendto", "sendmsg", "sendmmsg");
  private static final Set<String> CHANGE_ROOT = Set.of("chroot", "pivot_root");
  private static final Set<String> EXECUTE = Set.of("execve", "execveat");
  private static final int RUNNING = -1;
  private static final int SIGNALED = 128;
  private static final String IO_URING = "io_uring_setup";
  private static final Pattern ENDED =
      Pattern.compile("(\\d+)(?:<.*?>)? +\\+\\+\\+ (exited with|killed by) (\\w+).*");

  private final StraceParser parser = new StraceParser();
  private final NetworkCalls network = new NetworkCalls();
  private final WriteCalls writes;
  private final String first;
  private final int launchers;
  private final Set<Integer> setup = new HashSet<>();
  private boolean rootChanged;
  private int program;
  private int executed;
  private boolean ioUring;
  private volatile int exitCode = RUNNING;
  private volatile boolean finished;
  private OptionalInt signal = OptionalInt.empty();

  /**
   * A reader of one run.
   *
   * @param chain programs of the image that are executed one after the other, the last one counts
   */
  TraceReader(WriteCalls writes, List<String> chain) {
    this.writes = writes;
    this.first = fileName(chain.get(0));
    this.launchers = chain.size() - 1;
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The calls that strace has to show; a name with a question mark may be unknown to it. */
  static List<String> calls() {
    return Stream.of(
            NETWORK.stream(),
            WriteTargets.calls().stream(),
            CHANGE_ROOT.stream().sorted(),
            EXECUTE.stream().sorted(),
            Stream.of("chdir", "fchdir"),
            Stream.of(IO_URING))
        .flatMap(names -> names)
        .map(name -> "?" + name)
        .toList();
  }

  /** Reads to the end. */
  void read(Path pipe) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(pipe), StandardCharsets.ISO_8859_1))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        accept(line);
      }
    }
    finished = true;
  }

  /** Whether all was read and the pipe is closed; may be asked for by another thread. */
  boolean finished() {
    return finished;
  }

  void accept(String line) {
    Matcher ended = ENDED.matcher(line);
    if (ended.matches()) {
      ended(Integer.parseInt(ended.group(1)), ended.group(2), ended.group(3));
    } else {
      parser.parse(line).ifPresent(this::accept);
    }
  }

  private void ended(int pid, String how, String with) {
    if (pid == program) {
      boolean killed = how.startsWith("killed");
      signal = killed ? Signals.number(with) : OptionalInt.empty();
      exitCode = killed ? SIGNALED + signal.orElse(0) : Integer.parseInt(with);
    }
  }

  private void accept(SystemCall call) {
    if (program == 0) {
      beforeStart(call);
    } else if (call.pid() == program || !setup.contains(call.pid())) {
      network.accept(call);
      writes.accept(call);
      executed +=
          call.pid() == program && EXECUTE.contains(call.name()) && call.succeeded() ? 1 : 0;
      ioUring |= call.name().equals(IO_URING) && call.succeeded();
    }
  }

  private void beforeStart(SystemCall call) {
    if (rootChanged && isFirst(call)) {
      program = call.pid();
      executed = 1;
      return;
    }
    setup.add(call.pid());
    rootChanged |= CHANGE_ROOT.contains(call.name()) && call.succeeded();
  }

  private boolean isFirst(SystemCall call) {
    int path = call.name().equals("execveat") ? 1 : 0;
    return EXECUTE.contains(call.name())
        && call.succeeded()
        && call.text(path).filter(name -> fileName(name).equals(first)).isPresent();
  }

  /** Whether the program was executed. */
  boolean started() {
    return executed > launchers;
  }

  /**
   * How the program ended, as shells tell it, or nothing while it runs or where it never ran; may
   * be asked for by another thread at any time.
   */
  OptionalInt exitCode() {
    int code = exitCode;
    return code == RUNNING ? OptionalInt.empty() : OptionalInt.of(code);
  }

  /** The signal that killed the program, if one did. */
  OptionalInt signal() {
    return signal;
  }

  /** Attempts to reach beyond loopback; to be asked for after the end. */
  Attempts<NetworkAttempt> networkAttempts(String how) {
    Tally<NetworkAttempt> found = network.found();
    return new Attempts<>(Exactness.EXACT, how, found.count(), found.distinct());
  }

  /** Attempts to write where it is not allowed; to be asked for after the end. */
  Attempts<WriteAttempt> writeAttempts(String how) {
    Tally<WriteAttempt> found = writes.found();
    Exactness exactness = ioUring ? Exactness.LOWER_BOUND : Exactness.EXACT;
    String told = ioUring ? how + "; the program used io_uring, which strace cannot see" : how;
    return new Attempts<>(exactness, told, found.count(), found.distinct());
  }
}
