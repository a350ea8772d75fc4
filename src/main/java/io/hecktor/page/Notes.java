package io.hecktor.page;

import io.hecktor.ErrorCode;
import io.hecktor.verify.CaseResult;
import io.hecktor.verify.RunFinding;
import java.util.Map;
import java.util.Optional;

/** What was found of one case, worst first. */
final class Notes {

  private final Map<ErrorCode, String> catalogue;

  /**
   * Notes that name each finding's code.
   *
   * @param catalogue what each code is called
   */
  Notes(Map<ErrorCode, String> catalogue) {
    this.catalogue = catalogue;
  }

  Html of(CaseResult one) {
    Html all = Html.of("div");
    if (!one.violations().isEmpty()) {
      all.add(Parts.heading("h4", "Broken rules"));
      one.violations().forEach(found -> all.add(violation(found)));
    }
    if (!one.warnings().isEmpty()) {
      all.add(Parts.heading("h4", "Warnings"));
      for (RunFinding.Warning found : one.warnings()) {
        all.add(
            Html.of("div")
                .styled("note")
                .add(head(found.rule().key(), found.subject()))
                .add(evidence(found.evidence()))
                .add(fix(found.fix()))
                .add(more(found.code())));
      }
    }
    for (RunFinding.NotChecked found : one.notChecked()) {
      all.add(
          Html.of("p", "soft small", "Not checked, ")
              .add(Parts.text(found.rule().key() + ": " + found.reason())));
    }
    return all;
  }

  /** A broken rule, with the code that broke it where that was found. */
  Html violation(RunFinding.Violation found) {
    Html note =
        Html.of("div")
            .styled("note bad")
            .add(head(found.rule().key(), found.subject()))
            .add(evidence(found.evidence()));
    Optional<String> line = found.codeLine();
    if (line.isPresent()) {
      note.add(Html.of("p").add(Html.of("strong").text("Code: ")).add(Parts.code(line.get())))
          .add(StackTrace.of(found.stack()));
    }
    return note.add(fix(found.fix())).add(more(found.code()));
  }

  private static Html head(String rule, String subject) {
    return Html.of("div")
        .styled("head")
        .add(Html.of("span", "rule", rule))
        .add(Words.into(Html.of("span"), subject));
  }

  private static Html evidence(String evidence) {
    return evidence.contains("\n")
        ? Html.of("pre").text(evidence)
        : Words.into(Html.of("p"), evidence);
  }

  private static Html fix(String fix) {
    return Words.into(Html.of("p").add(Html.of("strong").text("Fix: ")), fix);
  }

  /** The code, what the catalogue calls it, and how to read there what it says. */
  private Html more(ErrorCode code) {
    String title = catalogue.getOrDefault(code, "");
    return Html.of("p")
        .styled("more small")
        .add(Html.of("span", "rule", code.text()))
        .text(" " + (title.isEmpty() ? "" : title + ". ") + "More: ")
        .add(Parts.code("mvn hecktor:explain -Dhecktor.code=" + code.text()));
  }
}
