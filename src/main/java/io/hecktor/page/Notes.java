package io.hecktor.page;

import io.hecktor.ErrorCode;
import io.hecktor.verify.CaseResult;
import io.hecktor.verify.RunFinding;
import java.util.List;

/** What was found of one case, worst first. */
final class Notes {

  private Notes() {}

  static Html of(CaseResult one) {
    Html all = Html.of("div");
    if (!one.violations().isEmpty()) {
      all.add(Parts.heading("h4", "Broken rules"));
      one.violations().forEach(found -> all.add(violation(found, found.stack())));
    }
    if (!one.warnings().isEmpty()) {
      all.add(Parts.heading("h4", "Warnings"));
      for (RunFinding.Warning found : one.warnings()) {
        all.add(
            Html.of("div")
                .styled("note")
                .add(head(found.rule().key(), found.code(), found.subject()))
                .add(evidence(found.evidence()))
                .add(fix(found.fix())));
      }
    }
    for (RunFinding.NotChecked found : one.notChecked()) {
      all.add(
          Html.of("p", "soft small", "Not checked, ")
              .add(Parts.text(found.rule().key() + ": " + found.reason())));
    }
    return all;
  }

  /**
   * A broken rule.
   *
   * @param frames who in the program did it, the innermost first; empty where that is not known
   */
  static Html violation(RunFinding.Violation found, List<String> frames) {
    Html note =
        Html.of("div")
            .styled("note bad")
            .add(head(found.rule().key(), found.code(), found.subject()))
            .add(evidence(found.evidence()));
    if (!frames.isEmpty()) {
      Html trace = Html.of("ol").styled("trace mono");
      frames.forEach(frame -> trace.add(Html.of("li").text(frame)));
      note.add(Html.of("p").text("Where in the program, the innermost call first:")).add(trace);
    }
    return note.add(fix(found.fix()));
  }

  private static Html head(String rule, ErrorCode code, String subject) {
    return Html.of("div")
        .styled("head")
        .add(Html.of("span", "rule", rule))
        .add(Html.of("span", "mono", code.text()))
        .add(Parts.text(subject));
  }

  private static Html evidence(String evidence) {
    return evidence.contains("\n") ? Html.of("pre").text(evidence) : Html.of("p").text(evidence);
  }

  private static Html fix(String fix) {
    return Html.of("p").add(Html.of("strong").text("Fix: ")).text(fix);
  }
}
