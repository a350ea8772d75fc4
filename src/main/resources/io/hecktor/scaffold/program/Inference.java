package @package@;

import java.io.IOException;@imports@

/**
 * The predictions for one case: the class to fill in. Each method is one of the challenge's outputs, and holds a
 * placeholder that was trained on nothing.
 */
final class Inference {

  private final PatientCase patient;
  private final Rule rule;

  /**
   * Predictions for one case.
   *
   * @param rule the numbers of {@code rule.properties}, in the place of your model's weights
   */
  Inference(PatientCase patient, Rule rule) {
    this.patient = patient;
    this.rule = rule;
  }
@methods@}
