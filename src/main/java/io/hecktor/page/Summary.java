package io.hecktor.page;

import io.hecktor.ByteSize;
import io.hecktor.verify.CaseResult;
import io.hecktor.verify.TestRunReport;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What is to be seen at once: each task's verdict and how near it comes to its limits. */
final class Summary {

  private static final String SPOILT = "unreadable files";

  private Summary() {}

  static Html badge(TaskFacts facts) {
    if (facts.run().isEmpty()) {
      return Parts.Mark.OPEN.badge(facts.spoilt().isEmpty() ? "not run" : SPOILT);
    }
    TestRunReport run = facts.run().get();
    if (run.passed() && !facts.spoilt().isEmpty()) {
      return Parts.Mark.OPEN.badge(SPOILT);
    }
    if (facts.ranAnotherImage()) {
      return Parts.Mark.OPEN.badge((run.passed() ? "passed" : "failed") + ", an older image");
    }
    return Parts.Mark.of(run.passed()).badge(run.passed() ? "passed" : "failed");
  }

  /** One verdict on all tasks. */
  static Html verdict(List<TaskFacts> tasks) {
    List<TestRunReport> runs = tasks.stream().flatMap(one -> one.run().stream()).toList();
    long failed = runs.stream().filter(run -> !run.passed()).count();
    if (failed > 0) {
      return Parts.Mark.FAILED.bigBadge(
          tasks.size() == 1 ? "failed" : failed + " of " + tasks.size() + " tasks failed");
    }
    if (tasks.stream().anyMatch(task -> !task.spoilt().isEmpty())) {
      return Parts.Mark.OPEN.bigBadge("not all files can be read");
    }
    if (runs.size() < tasks.size() || tasks.stream().anyMatch(TaskFacts::ranAnotherImage)) {
      return Parts.Mark.OPEN.bigBadge("not all images have been tried");
    }
    return Parts.Mark.PASSED.bigBadge(
        tasks.size() == 1 ? "passed" : "all " + tasks.size() + " tasks passed");
  }

  static Html table(List<TaskFacts> tasks) {
    Parts.Table table =
        new Parts.Table("Tasks, their verdicts, and what they take of their limits")
            .column("task", "plain")
            .column("verdict", "plain")
            .column("cases passed", "number")
            .column("slowest case", "plain")
            .column("most memory", "plain")
            .column("archive", "plain");
    for (TaskFacts facts : tasks) {
      table.row(
          Html.of("a").attribute("href", "#" + facts.task()).text(facts.task()),
          badge(facts),
          Parts.text(facts.run().map(Summary::passed).orElse("")),
          facts.run().flatMap(Summary::slowest).map(Meter::html).orElseGet(Summary::nothing),
          facts.run().flatMap(Summary::hungriest).map(Meter::html).orElseGet(Summary::nothing),
          archive(facts).map(Meter::html).orElseGet(Summary::nothing));
    }
    return table.html();
  }

  private static Html nothing() {
    return Html.of("span", "soft", "–");
  }

  private static String passed(TestRunReport run) {
    long passed = run.cases().stream().filter(CaseResult::passed).count();
    return passed + " of " + (run.cases().size() + run.batch().unfinished().size());
  }

  private static Optional<Meter> slowest(TestRunReport run) {
    return run.slowest().map(one -> CaseSection.timeMeter(one, run.limits()));
  }

  private static Optional<Meter> hungriest(TestRunReport run) {
    return run.cases().stream()
        .flatMap(one -> CaseSection.memoryMeter(one, run.limits()).stream())
        .max(Comparator.comparingDouble(Meter::value));
  }

  private static Optional<Meter> archive(TaskFacts facts) {
    if (facts.image().isEmpty() || facts.image().get().archiveLimitBytes() <= 0) {
      return Optional.empty();
    }
    ImageFacts image = facts.image().get();
    boolean saved = facts.archive().isPresent() && !facts.savedAnotherImage();
    long bytes = saved ? facts.archive().get().bytes() : image.bytes();
    return Optional.of(
        new Meter(
            ByteSize.format(bytes)
                + " of "
                + ByteSize.format(image.archiveLimitBytes())
                + (saved ? "" : ", not saved yet"),
            bytes,
            image.archiveLimitBytes()));
  }
}
