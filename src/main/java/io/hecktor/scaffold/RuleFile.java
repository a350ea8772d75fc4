package io.hecktor.scaffold;

import io.hecktor.challenge.OutputShape;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The numbers of a task's placeholder, in the folder of its model files. */
final class RuleFile {

  static final String NAME = "rule.properties";

  private RuleFile() {}

  static PlannedFile of(TaskPlace place, Challenge challenge) {
    String rules = place.outputs().stream().map(RuleFile::lines).collect(Collectors.joining());
    return PlannedFile.text(
        place.folder() + "/" + challenge.modelFolder() + "/" + NAME,
        new Template(NAME).fill(Map.of("rules", rules.stripTrailing())));
  }

  private static String lines(NamedOutput output) {
    Map<String, String> key = Map.of("key", output.key());
    OutputShape shape = output.shape();
    if (shape instanceof OutputShape.Mask) {
      return new Template("rule-mask.properties").fill(key);
    }
    String score = new Template("rule-score.properties").fill(key);
    if (shape instanceof OutputShape.TrueOrFalse) {
      return score + new Template("rule-boolean.properties").fill(key);
    } else if (shape instanceof OutputShape.Choice choice) {
      return score
          + new Template("rule-choice.properties")
              .fill(Map.of("key", output.key(), "bounds", bounds(choice.values().size())));
    }
    return score;
  }

  /** One less than there are answers, about 0. */
  private static String bounds(int answers) {
    int count = Math.max(1, answers - 1);
    return IntStream.range(0, count)
        .mapToObj(i -> String.valueOf(i - (count - 1) / 2))
        .collect(Collectors.joining(", "));
  }
}
