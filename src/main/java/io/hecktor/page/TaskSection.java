package io.hecktor.page;

import io.hecktor.ErrorCode;
import io.hecktor.verify.CaseResult;
import io.hecktor.verify.Printable;
import io.hecktor.verify.RunFinding;
import io.hecktor.verify.RunRule;
import io.hecktor.verify.TestRunReport;
import io.hecktor.verify.UnfinishedCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One task: its test run, then its image and archive. */
final class TaskSection {

  /** So many cases are told in full, those that failed first. */
  private static final int MOST_CASES = 30;

  /** So many cases have a row. */
  private static final int MOST_ROWS = 500;

  private final TaskFacts facts;
  private final Map<ErrorCode, String> catalogue;

  private TaskSection(TaskFacts facts, Map<ErrorCode, String> catalogue) {
    this.facts = facts;
    this.catalogue = catalogue;
  }

  static Html of(TaskFacts facts, Map<ErrorCode, String> catalogue) {
    return new TaskSection(facts, catalogue).html();
  }

  private Html html() {
    Html section = Html.of("section").styled("panel task").attribute("id", facts.task());
    section.add(Html.of("h2").text(facts.task() + " ").add(Summary.badge(facts)));
    facts
        .spoilt()
        .forEach(words -> section.add(Words.paragraph("note", Printable.line(words, 1000))));
    if (facts.run().isPresent()) {
      run(section, facts.run().get());
    } else if (facts.spoilt().isEmpty()) {
      section.add(
          Parts.paragraph("soft", "No test run yet: mvn hecktor:test-run tells what it does."));
    }
    facts.image().ifPresent(image -> section.add(ImageSection.of(image, facts.archive())));
    facts.archive().ifPresent(it -> section.add(ArchiveSection.of(it, facts.savedAnotherImage())));
    return section;
  }

  private void run(Html section, TestRunReport run) {
    section.add(
        Parts.paragraph(
            "soft small",
            "Test run of "
                + Numbers.instant(run.started())
                + " by the rules of "
                + run.subject().profile()
                + ", engine "
                + run.subject().engine()
                + (run.batch().executor().equals("local") ? "" : " on " + run.batch().executor())
                + ", image "
                + run.subject().imageId()));
    if (facts.ranAnotherImage()) {
      section.add(
          Html.of(
              "p",
              "note",
              "The image has changed since: this test run was one of an older image."));
    }
    section.add(Parts.heading("h3", "Cases")).add(cases(run));
    int rest = run.cases().size() - MOST_ROWS;
    if (rest > 0) {
      section.add(Parts.paragraph("soft small", rest + " more cases are told in report.json."));
    }
    for (UnfinishedCase left : run.batch().unfinished()) {
      section.add(
          Html.of(
              "p",
              "note",
              "Case "
                  + Printable.line(left.caseName(), 200)
                  + " has no verdict: "
                  + Printable.line(left.words(), 500)));
    }
    section.add(Parts.heading("h3", "Rules")).add(rules(run));
    List<CaseResult> told = told(run);
    told.forEach(
        one ->
            section.add(
                CaseSection.of(
                    one, run.limits(), facts.exhibit(one.caseName()), new Notes(catalogue))));
    int more = run.cases().size() - told.size();
    if (more > 0) {
      section.add(
          Parts.paragraph(
              "soft", more + " more cases are in the table above and, in full, in report.json."));
    }
  }

  private static List<CaseResult> told(TestRunReport run) {
    List<CaseResult> failed = new ArrayList<>();
    List<CaseResult> passed = new ArrayList<>();
    for (CaseResult one : run.cases()) {
      List<CaseResult> kind = one.passed() ? passed : failed;
      if (kind.size() < MOST_CASES) {
        kind.add(one);
      }
    }
    failed.addAll(passed);
    return failed.subList(0, Math.min(MOST_CASES, failed.size()));
  }

  private static Html cases(TestRunReport run) {
    Parts.Table table =
        new Parts.Table("Verdict, time and memory of each case of " + run.subject().task())
            .column("case", "name")
            .column("verdict", "plain")
            .column("time", "plain")
            .column("peak memory", "plain")
            .column("broken rules", "plain");
    List<CaseResult> all = run.cases();
    for (int i = 0; i < Math.min(MOST_ROWS, all.size()); i++) {
      CaseResult one = all.get(i);
      Optional<Meter> memory = CaseSection.memoryMeter(one, run.limits());
      table.row(
          Parts.text(one.caseName()),
          Parts.Mark.of(one.passed()).badge(one.passed() ? "passed" : "failed"),
          CaseSection.timeMeter(one, run.limits()).html(),
          memory.map(Meter::html).orElseGet(() -> Html.of("span", "soft", "not measured")),
          Parts.text(
              String.join(
                  ", ", one.violations().stream().map(it -> it.rule().key()).distinct().toList())));
    }
    return table.html();
  }

  private static Html rules(TestRunReport run) {
    Parts.Table table =
        new Parts.Table("How each rule came out, and how it was observed")
            .column("rule", "plain")
            .column("outcome", "plain")
            .column("observed", "words");
    Tally tally = new Tally(run);
    for (RunRule rule : RunRule.values()) {
      table.row(
          Parts.text(rule.key()),
          tally.badge(rule),
          Html.of("span", "soft", run.exactness().getOrDefault(rule, "")));
    }
    return table.html();
  }

  /** How often each rule was broken or could not be checked. */
  private static final class Tally {

    private final int[] broken = new int[RunRule.values().length];
    private final int[] open = new int[RunRule.values().length];
    private final int[] warned = new int[RunRule.values().length];

    Tally(TestRunReport run) {
      for (CaseResult one : run.cases()) {
        for (RunFinding found : one.findings()) {
          int[] counts =
              found instanceof RunFinding.Violation
                  ? broken
                  : found instanceof RunFinding.Warning ? warned : open;
          counts[index(found.rule())]++;
        }
      }
    }

    private static int index(RunRule rule) {
      return List.of(RunRule.values()).indexOf(rule);
    }

    Html badge(RunRule rule) {
      int index = index(rule);
      if (broken[index] > 0) {
        return Parts.Mark.FAILED.badge(
            "broken, " + (broken[index] == 1 ? "once" : broken[index] + " times"));
      }
      if (open[index] > 0) {
        return Parts.Mark.OPEN.badge("not wholly checked");
      }
      return warned[index] > 0
          ? Parts.Mark.WARNED.badge("kept, with warnings")
          : Parts.Mark.PASSED.badge("kept");
    }
  }
}
