package io.hecktor.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One case, judged.
 *
 * @param caseName named as its folder
 * @param ending how the run ended
 * @param usage what it took
 * @param outputs what it left
 * @param findings everything that was found, causes before consequences
 * @param scores how its outputs agree with those that were expected, where there are any
 */
public record CaseResult(
    String caseName,
    CaseFacts.Ending ending,
    CaseFacts.Usage usage,
    Outputs outputs,
    List<RunFinding> findings,
    List<Score> scores) {

  /** Copies the lists. */
  public CaseResult {
    findings = List.copyOf(findings);
    scores = List.copyOf(scores);
  }

  /** The same with more findings. */
  public CaseResult with(List<RunFinding> more) {
    List<RunFinding> all = new ArrayList<>(findings);
    all.addAll(more);
    return new CaseResult(caseName, ending, usage, outputs, all, scores);
  }

  /** The same with each broken rule told in another way. */
  public CaseResult withViolations(UnaryOperator<RunFinding.Violation> retold) {
    List<RunFinding> all =
        findings.stream()
            .map(it -> it instanceof RunFinding.Violation broken ? retold.apply(broken) : it)
            .toList();
    return new CaseResult(caseName, ending, usage, outputs, all, scores);
  }

  /** Whether no rule was broken. */
  public boolean passed() {
    return findings.stream().noneMatch(RunFinding::failsRun);
  }

  /** The rules that were broken. */
  public List<RunFinding.Violation> violations() {
    return only(RunFinding.Violation.class);
  }

  /** What the platform tolerates. */
  public List<RunFinding.Warning> warnings() {
    return only(RunFinding.Warning.class);
  }

  /** What could not be checked. */
  public List<RunFinding.NotChecked> notChecked() {
    return only(RunFinding.NotChecked.class);
  }

  private <T extends RunFinding> List<T> only(Class<T> kind) {
    return findings.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
