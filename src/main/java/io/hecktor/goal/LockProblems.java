package io.hecktor.goal;

import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import io.hecktor.Progress;
import io.hecktor.ProjectException;
import io.hecktor.lock.FactKind;
import io.hecktor.lock.Moved;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What is said about a lock that a build does not fit. */
final class LockProblems {

  private static final int MAX_NAMED = 12;
  private static final String ACCEPT =
      "Bring back what moved, or accept it with `mvn hecktor:save -Dhecktor.updateLock` and commit"
          + " hecktor.lock.";

  /** A base's many parts come last, so that they hide nothing. */
  private static final List<FactKind> FOLLOWING =
      List.of(FactKind.CONFIG, FactKind.BASE_LAYER, FactKind.LIBRARY);

  private LockProblems() {}

  static ProjectException missing() {
    return new ProjectException(
        new Problem(
            ErrorCode.LOCK_MISSING,
            "There is no hecktor.lock in the project's folder.",
            "With -Dhecktor.locked=true a build must make the very images that it records.",
            "Check out the commit that has it, or write one: `mvn hecktor:save` without"
                + " -Dhecktor.locked."));
  }

  static ProjectException moved(List<Moved> moved) {
    return new ProjectException(
        new Problem(
            ErrorCode.LOCK_MOVED,
            "This build is not the one of hecktor.lock: " + list(moved) + ".",
            "With -Dhecktor.locked=true it must make the very images that the lock records.",
            ACCEPT));
  }

  static ProjectException partial(List<Moved> moved) {
    return new ProjectException(
        new Problem(
            ErrorCode.LOCK_PARTIAL,
            "hecktor.lock cannot be updated for some tasks alone: " + list(moved) + ".",
            "All tasks share that, so the lock would be wrong about those that are not built.",
            "Update all of them: `mvn hecktor:save -Dhecktor.updateLock` without"
                + " -Dhecktor.tasks."));
  }

  /** What people change every day is told as a matter of course; the rest they should look at. */
  static void tell(List<Moved> moved, Progress progress) {
    if (moved.stream().allMatch(one -> one.kind().isOwn())) {
      progress.stage("hecktor.lock is of another build (" + list(moved) + "), and stays as it is.");
      return;
    }
    progress.warn(
        new Problem(
            ErrorCode.LOCK_MOVED,
            "This build is not the one of hecktor.lock: " + list(moved) + ".",
            "The lock is kept as it is until it is updated on purpose.",
            ACCEPT));
  }

  /** What moved by itself; what follows from it only where nothing else explains it. */
  static String list(List<Moved> moved) {
    if (moved.isEmpty()) {
      return "nothing moved";
    }
    List<Moved> inputs = moved.stream().filter(one -> !one.kind().isOutcome()).toList();
    boolean unexplained = inputs.isEmpty();
    List<Moved> told = unexplained ? moved : inputs;
    String list =
        told.stream()
            .sorted(Comparator.comparing(one -> FOLLOWING.indexOf(one.kind())))
            .limit(MAX_NAMED)
            .map(Moved::text)
            .collect(Collectors.joining("; "));
    String more = told.size() > MAX_NAMED ? "; and " + (told.size() - MAX_NAMED) + " more" : "";
    return list + more;
  }
}
