package io.hecktor.verify;

import io.hecktor.ErrorCode;
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

  /** A breach whose cause the catalogue has an entry of its own for. */
  void violation(RunRule rule, ErrorCode code, Told told) {
    all.add(
        new RunFinding.Violation(
            caseName, rule, code, told.subject(), told.evidence(), told.fix()));
  }

  void warning(RunRule rule, String subject, String evidence, String fix) {
    all.add(new RunFinding.Warning(caseName, rule, subject, evidence, fix));
  }

  /** A warning that the catalogue has an entry of its own for. */
  void warning(RunRule rule, ErrorCode code, Told told) {
    all.add(
        new RunFinding.Warning(caseName, rule, code, told.subject(), told.evidence(), told.fix()));
  }

  void notChecked(RunRule rule, String reason) {
    all.add(new RunFinding.NotChecked(caseName, rule, reason));
  }

  /** The words of a finding: what it is about, what was seen, what to do. */
  record Told(String subject, String evidence, String fix) {}

  List<RunFinding> all() {
    return List.copyOf(all);
  }
}
