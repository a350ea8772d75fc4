package org.example.hecktor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A weighted sum of features, read from {@code coefficients.json}.
 *
 * @param lesions what the features of the images are measured on
 */
record LinearModel(LesionRule lesions, double intercept, List<Term> terms) {

  LinearModel {
    terms = List.copyOf(terms);
  }

  static LinearModel parse(JsonSection file) throws InferenceException {
    List<Term> terms = new ArrayList<>();
    for (JsonSection term : file.sections("terms")) {
      terms.add(Term.parse(term));
    }
    LesionRule lesions = LesionRule.parse(file.section("lesions"));
    return new LinearModel(lesions, file.number("intercept"), terms);
  }

  /**
   * The sum for one case, a finite number.
   *
   * @param features a feature that a term needs and that is not here is imputed
   */
  double score(Map<Feature, Double> features) throws InferenceException {
    double score = intercept;
    for (Term term : terms) {
      score += term.contribution(features);
    }
    if (!Double.isFinite(score)) {
      throw new InferenceException(
          "The score of this case is " + score, "Check the coefficients and ehr.json");
    }
    return score;
  }

  /**
   * One feature's part: {@code weight * (value - centre) / scale}.
   *
   * @param whenMissing the value that is imputed
   */
  record Term(Feature feature, double centre, double scale, double weight, double whenMissing) {

    static Term parse(JsonSection term) throws InferenceException {
      return new Term(
          Feature.labelled(term, "feature"),
          term.number("centre"),
          term.numberBetween("scale", 1e-6, 1e6),
          term.number("weight"),
          term.number("whenMissing"));
    }

    double contribution(Map<Feature, Double> features) {
      double value = features.getOrDefault(feature, whenMissing);
      return weight * (value - centre) / scale;
    }
  }
}
