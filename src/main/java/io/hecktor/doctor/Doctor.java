package io.hecktor.doctor;

import io.hecktor.HecktorException;
import io.hecktor.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes examinations, one after the other; one that fails is a remark and hinders no other. */
public final class Doctor {

  private final List<Examination> examinations;
  private final Progress progress;

  /** Makes these examinations. */
  public Doctor(List<Examination> examinations, Progress progress) {
    this.examinations = List.copyOf(examinations);
    this.progress = progress;
  }

  /** What they find. */
  public Diagnosis examine() {
    List<Chapter> chapters = new ArrayList<>();
    for (Examination one : examinations) {
      try (Progress.Work work = progress.begin("looking at " + one.title(), Progress.UNKNOWN)) {
        chapters.add(new Chapter(one.title(), remarks(one)));
      }
    }
    return new Diagnosis(chapters);
  }

  private static List<Remark> remarks(Examination one) {
    try {
      return one.examine();
    } catch (HecktorException e) {
      return List.of(Remark.warning("examination", e.problem()));
    } catch (IOException e) {
      return List.of(
          Remark.warning(
              "examination",
              "it could not be finished: " + e,
              "Check the file or folder that is named, and run `mvn hecktor:doctor` again."));
    }
  }
}
