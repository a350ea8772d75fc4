package io.hecktor.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * strace as it works on this machine: the parent of the whole set-up, outside of every namespace
 * that the program sees.
 *
 * @param command the program and its options, up to where the output goes
 */
record Tracer(List<String> command) {

  /** The end of a process is told only for the signals that are listed. */
  private static final String SIGNALS = "abrt,bus,fpe,hup,ill,int,kill,segv,sys,term,xcpu,xfsz";

  /** Only the listed calls stop the program; a busy program hardly notices. Since strace 5.3. */
  private static final List<String> OPTIONS =
      List.of("-f", "--seccomp-bpf", "-y", "-q", "-s", "300", "-e", "signal=" + SIGNALS);

  /** Names of threads in each line. Since strace 5.15. */
  private static final String NAMES = "-Y";

  private static final long TRIAL_SECONDS = 10;

  Tracer {
    command = List.copyOf(command);
  }

  /** Tries strace; nothing where it is missing, too old, or not allowed to trace. */
  static Optional<Tracer> on(Host host) {
    return host.find("strace")
        .flatMap(strace -> tried(strace, true).or(() -> tried(strace, false)));
  }

  /** strace as an earlier trial found it: its {@link #toString}, or nothing for any other words. */
  static Optional<Tracer> recalled(Host host, String words) {
    return host.find("strace")
        .flatMap(
            strace ->
                Stream.of(with(strace, true), with(strace, false))
                    .filter(tracer -> tracer.toString().equals(words))
                    .findFirst());
  }

  private static Optional<Tracer> tried(Path strace, boolean names) {
    return Optional.of(with(strace, names)).filter(Tracer::works);
  }

  private static Tracer with(Path strace, boolean names) {
    List<String> command = new ArrayList<>(List.of(strace.toString()));
    command.addAll(OPTIONS);
    if (names) {
      command.add(NAMES);
    }
    command.addAll(List.of("-e", "trace=" + String.join(",", TraceReader.calls()), "-o"));
    return new Tracer(command);
  }

  private boolean works() {
    List<String> trial = new ArrayList<>(command);
    trial.addAll(List.of("/dev/null", "--", "true"));
    try {
      Process process =
          new ProcessBuilder(trial)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor(TRIAL_SECONDS, TimeUnit.SECONDS)) {
        return process.exitValue() == 0;
      }
      process.destroyForcibly();
      return false;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The words to put before the command that is to be traced. */
  List<String> to(Path output) {
    List<String> words = new ArrayList<>(command);
    words.addAll(List.of(output.toString(), "--"));
    return words;
  }
}
