package io.hecktor.goal;

import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.sandbox.Engine;
import io.hecktor.sandbox.FileTrees;
import io.hecktor.sandbox.RunObservation;
import io.hecktor.trace.Attempt;
import io.hecktor.trace.CodeFinder;
import io.hecktor.trace.FoundCode;
import io.hecktor.verify.CaseResult;
import io.hecktor.verify.LocalCase;
import io.hecktor.verify.RunFinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * Finds the Java code behind what broke a rule. The run that is judged stays as it is; a case that
 * broke one of the rules in it is run once more, with a recorder in the image's {@code java.base},
 * and that run is not judged. What is found is shared by all cases of the image, as most of them
 * break the same rules by the same code.
 */
final class CodeSearch {

  /** Cases that break new rules each would double the time of the whole batch. */
  private static final int MOST_CASES = 3;

  private final PatchedStart start;
  private final Engine engine;
  private final String task;
  private final Progress progress;
  private final Map<String, Known> known = new HashMap<>();
  private int searched;
  private boolean impossible;

  CodeSearch(PatchedStart start, Engine engine, String task, Progress progress) {
    this.start = start;
    this.engine = engine;
    this.task = task;
    this.progress = progress;
  }

  /** What is known of an attempt, and from which case. */
  private record Known(String caseName, FoundCode code) {}

  /**
   * Adds to each broken rule the code behind it, as far as it can be found.
   *
   * @param judged a case that has just been run
   */
  synchronized CaseResult explain(LocalCase local, CaseResult judged) throws IOException {
    Map<String, Attempt> wanted = new HashMap<>();
    for (RunFinding.Violation one : judged.violations()) {
      Facts.attempt(one)
          .filter(it -> !known.containsKey(key(one)))
          .ifPresent(it -> wanted.put(key(one), it));
    }
    if (!wanted.isEmpty() && !impossible && searched < MOST_CASES) {
      search(local, judged, wanted);
    }
    return judged.withViolations(this::explained);
  }

  private static String key(RunFinding.Violation one) {
    return one.rule().key() + " " + one.subject();
  }

  private RunFinding.Violation explained(RunFinding.Violation one) {
    Known found = known.get(key(one));
    if (found == null || Facts.attempt(one).isEmpty()) {
      return one;
    }
    String where =
        found.caseName().equals(one.caseName()) || found.code().stack().isEmpty()
            ? ""
            : "The code was found in case `" + found.caseName() + "`.";
    return one.withStack((found.code().words() + " " + where).trim(), found.code().stack());
  }

  private void search(LocalCase local, CaseResult judged, Map<String, Attempt> wanted)
      throws IOException {
    searched++;
    try {
      start.prepare();
      progress.stage(
          task
              + ": case "
              + local.name()
              + " is run once more, to find the code that broke the rules"
              + " (-Dhecktor.stackTraces=false leaves that out)");
      PatchedStart.Run run = start.run(local, judged.usage().duration());
      try (Progress.Work work = progress.begin("looking for the code", Progress.UNKNOWN)) {
        found(local, run, wanted);
      } finally {
        FileTrees.delete(run.folder());
      }
    } catch (PatchedStart.ImpossibleException e) {
      impossible(e.reason());
    } catch (HecktorException e) {
      impossible(e.problem().what());
    }
  }

  private void found(LocalCase local, PatchedStart.Run run, Map<String, Attempt> wanted)
      throws HecktorException, IOException {
    UnaryOperator<String> canonical = start::canonical;
    List<Attempt> attempts = new ArrayList<>(wanted.values());
    RunObservation seen = engine.run(run.spec(new AllFound(run.records(), canonical, attempts)));
    CodeFinder finder = CodeFinder.read(run.records(), canonical);
    wanted.forEach(
        (key, attempt) -> {
          FoundCode code =
              finder
                  .code(attempt)
                  .orElseGet(() -> finder.otherwise(attempt, Facts.again(attempt, seen)));
          known.put(key, new Known(local.name(), code));
        });
  }

  private void impossible(String reason) {
    impossible = true;
    progress.stage(task + ": no Java stack traces for what broke the rules: " + reason);
  }

  /** Whether every attempt's code is found; asked many times a second, so it looks for changes. */
  private static final class AllFound implements BooleanSupplier {

    private final Path records;
    private final UnaryOperator<String> canonical;
    private final List<Attempt> left;
    private long size;

    AllFound(Path records, UnaryOperator<String> canonical, List<Attempt> wanted) {
      this.records = records;
      this.canonical = canonical;
      this.left = wanted;
    }

    @Override
    public boolean getAsBoolean() {
      try {
        long now = Files.size(records);
        if (now != size) {
          size = now;
          CodeFinder finder = CodeFinder.read(records, canonical);
          left.removeIf(attempt -> finder.code(attempt).isPresent());
        }
        return left.isEmpty();
      } catch (IOException e) {
        // Read once more when the run has ended; until then it goes on.
        return false;
      }
    }
  }

  /** The search in runs of an image, where stack traces are wanted. */
  static Optional<CodeSearch> of(
      TestRunRequest request, PatchedStart start, Engine engine, Progress progress) {
    return request.options().stackTraces()
        ? Optional.of(new CodeSearch(start, engine, start.task(), progress))
        : Optional.empty();
  }
}
