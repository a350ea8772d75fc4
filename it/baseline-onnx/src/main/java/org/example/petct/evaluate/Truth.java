package org.example.petct.evaluate;

import java.nio.file.Path;
import org.example.petct.InferenceException;
import org.example.petct.clinical.JsonFile;

/**
 * What is known of a synthetic patient: {@code truth/truth.json}.
 *
 * @param days to the relapse, or to the end of the follow-up where none was seen
 */
public record Truth(
    String tStage, String nStage, boolean hpv, double days, boolean relapsed, double logHazard) {

  /** Reads the truth of a case's folder. */
  public static Truth of(Path folder) throws InferenceException {
    return JsonFile.read(folder.resolve("truth/truth.json"), Truth.class);
  }

  /** The mask of a case's folder, which not every case has. */
  public static Path mask(Path folder) {
    return folder.resolve("truth/mask.mha");
  }

  /** What became of the patient, with a score that someone gives. */
  public Ranking.FollowUp followUp(double score) {
    return new Ranking.FollowUp(score, days, relapsed);
  }
}
