package io.hecktor.verify;

import java.util.ArrayList;
import java.util.List;

/** Collects what is found about one case; nothing that is found hides anything else. */
final class Findings {

  private final String caseName;
  private final List<RunFinding> all = new ArrayList<>();

  Findings(String caseName) {
    this.caseName = caseName;
  }

  void violation(RunRule rule, String subject, String evidence, String fix) {
    all.add(new RunFinding.Violation(caseName, rule, subject, evidence, fix));
  }

  void warning(RunRule rule, String subject, String evidence, String fix) {
    all.add(new RunFinding.Warning(caseName, rule, subject, evidence, fix));
  }

  void notChecked(RunRule rule, String reason) {
    all.add(new RunFinding.NotChecked(caseName, rule, reason));
  }

  List<RunFinding> all() {
    return List.copyOf(all);
  }
}
