package io.hecktor.goal;

import io.hecktor.Problem;
import io.hecktor.Progress;
import io.hecktor.verify.UploadFinding;
import java.util.List;

/** Tells what the judge of an archive found. */
final class Verdict {

  private Verdict() {}

  static void tell(List<UploadFinding> findings, Progress progress) {
    for (UploadFinding finding : findings) {
      if (finding instanceof UploadFinding.Passed passed) {
        progress.detail("kept: " + passed.rule().title() + " (" + passed.observed() + ")");
      } else if (finding instanceof UploadFinding.NotChecked open) {
        progress.detail(
            "not checked ("
                + open.rule().code()
                + "): "
                + open.rule().title()
                + ", as "
                + open.reason());
      } else if (finding instanceof UploadFinding.Noted noted) {
        progress.warn(
            new Problem(
                noted.rule().code(),
                noted.observed() + ".",
                "It bears on the platform's rule that " + noted.rule().title() + ".",
                noted.fix()));
      } else if (finding instanceof UploadFinding.Failed failed) {
        progress.warn(problem(failed));
      }
    }
  }

  private static Problem problem(UploadFinding.Failed failed) {
    return new Problem(
        failed.rule().code(),
        "The platform's rule that "
            + failed.rule().title()
            + " is broken ("
            + failed.observed()
            + ").",
        "It would show: " + failed.platformSays(),
        failed.fix());
  }

  static Problem problem(String name, List<UploadFinding> findings) {
    List<UploadFinding.Failed> failed =
        findings.stream()
            .filter(UploadFinding.Failed.class::isInstance)
            .map(UploadFinding.Failed.class::cast)
            .toList();
    Problem first = problem(failed.get(0));
    return new Problem(
        first.code(),
        "The platform would refuse `"
            + name
            + "` for "
            + failed.size()
            + " reason(s), the first: "
            + first.what(),
        first.why(),
        first.fix());
  }
}
