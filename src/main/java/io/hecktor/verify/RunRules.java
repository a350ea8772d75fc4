package io.hecktor.verify;

import io.hecktor.challenge.Directories;
import io.hecktor.challenge.LogRules;
import io.hecktor.challenge.Profile;
import io.hecktor.challenge.Task;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Judges runs of one task's image by a profile. Causes stand before consequences: what was tried,
 * then limits, then how it ended, then what it left. A run that was stopped for its time or memory
 * is not blamed for its exit code too: that is the engine's doing. Everything else is reported side
 * by side, so that one run shows all there is to mend.
 */
public final class RunRules {

  private static final int MOST_ATTEMPTS = 100;

  private final Task task;
  private final Directories directories;
  private final Optional<LogRules> logs;
  private final ExpectedUse expected;

  /**
   * Rules for one of the profile's tasks.
   *
   * @param expected what the cases' expected outputs are for
   */
  public RunRules(Profile profile, Task task, ExpectedUse expected) {
    this.expected = expected;
    this.task = task;
    this.directories = profile.directories();
    this.logs = profile.logs();
  }

  /**
   * Judges one run.
   *
   * @throws IOException if the disk fails; odd files of the container's making become findings
   */
  public CaseResult judge(CaseFacts facts) throws IOException {
    Findings findings = new Findings(facts.localCase().name());
    CaseFacts.RunFiles files = facts.files();
    LastWords words = LastWords.read(files.stderr(), files.stdout());
    ExitDiagnosis exit = new ExitDiagnosis(words);
    attempts(facts, findings);
    new LimitRules(task.limits(), facts, findings).judge(exit.cause());
    new GpuRules(task.limits(), facts, findings).judge();
    if (!facts.ending().stopped()) {
      exit.judge(facts.ending(), findings);
    }
    OutputTree tree = OutputTree.scan(files.output());
    List<Score> scores = outputs(facts, tree, findings);
    if (logs.isPresent()) {
      new LogCheck(logs.get(), findings).judge(files, facts.ending().exitCode());
    }
    for (RunRule rule : RunRule.values()) {
      Optional.ofNullable(facts.unseen().get(rule))
          .ifPresent(reason -> findings.notChecked(rule, reason));
    }
    return new CaseResult(
        facts.localCase().name(),
        facts.ending(),
        facts.usage(),
        Outputs.of(tree),
        findings.all(),
        scores);
  }

  private List<Score> outputs(CaseFacts facts, OutputTree tree, Findings findings)
      throws IOException {
    LocalCase local = facts.localCase();
    new OutputRules(task.outputs(), directories.output().value(), local.input(), findings)
        .judge(tree);
    if (local.expected().isEmpty()) {
      return List.of();
    }
    return new ExpectedComparison(
            new ExpectedComparison.Subject(task.outputs(), local, expected), findings)
        .compare(local.expected().get(), tree);
  }

  /** One finding per subject; what is tried a thousand times is one mistake. */
  private static void attempts(CaseFacts facts, Findings findings) {
    Map<String, Repeated> bySubject = new LinkedHashMap<>();
    for (CaseFacts.Attempt attempt : facts.attempts()) {
      bySubject.merge(
          attempt.rule().key() + " " + attempt.subject(),
          new Repeated(attempt, 1),
          (a, b) -> new Repeated(a.first(), a.times() + 1));
    }
    bySubject.values().stream().limit(MOST_ATTEMPTS).forEach(one -> one.report(findings));
    bySubject.values().stream()
        .skip(MOST_ATTEMPTS)
        .collect(
            Collectors.groupingBy(one -> one.first().rule(), TreeMap::new, Collectors.counting()))
        .forEach(
            (rule, more) ->
                findings.violation(
                    rule,
                    more + " more",
                    "The first " + MOST_ATTEMPTS + " different attempts are listed one by one.",
                    "Mend those first."));
  }

  private record Repeated(CaseFacts.Attempt first, int times) {

    void report(Findings findings) {
      String evidence = first.evidence();
      findings.violation(
          first.rule(),
          first.subject(),
          times == 1 ? evidence : evidence + " (" + times + " times)",
          Advice.on(first));
    }
  }
}
