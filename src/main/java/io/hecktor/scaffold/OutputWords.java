package io.hecktor.scaffold;

import io.hecktor.challenge.OutputShape;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the templates' places of one output are filled with, and which templates those are. */
final class OutputWords {

  private OutputWords() {}

  /** The name of the shape's templates. */
  static String template(OutputShape shape) {
    if (shape instanceof OutputShape.Mask) {
      return "mask";
    } else if (shape instanceof OutputShape.TrueOrFalse) {
      return "boolean";
    } else if (shape instanceof OutputShape.Choice) {
      return "choice";
    }
    return "number";
  }

  static Map<String, String> of(TaskPlace place, NamedOutput output) {
    Map<String, String> words = new TreeMap<>();
    words.put("task", place.task().name());
    words.put("key", output.key());
    words.put("method", output.method());
    words.put("path", Quoting.comment(output.shape().path()));
    words.put("pathLiteral", Quoting.literal(output.shape().path()));
    if (output.shape() instanceof OutputShape.Mask mask) {
      addMask(words, mask);
    } else if (output.shape() instanceof OutputShape.Choice choice) {
      addChoice(words, choice.values());
    }
    return words;
  }

  private static void addMask(Map<String, String> words, OutputShape.Mask mask) {
    List<Integer> labels = mask.labels();
    int background = labels.contains(0) ? 0 : labels.get(0);
    words.put("reference", Quoting.comment(mask.geometryOf()));
    words.put("referenceLiteral", Quoting.literal(mask.geometryOf()));
    words.put("labels", joined(labels));
    words.put(
        "labelDoubles",
        labels.stream().distinct().map(label -> label + "d").collect(Collectors.joining(", ")));
    words.put("background", String.valueOf(background));
    words.put("label", String.valueOf(foreground(mask)));
  }

  /**
   * The label that the placeholder marks with: the first that is no background, where there is one.
   */
  static int foreground(OutputShape.Mask mask) {
    int background = mask.labels().contains(0) ? 0 : mask.labels().get(0);
    return mask.labels().stream()
        .filter(label -> label != background)
        .findFirst()
        .orElse(background);
  }

  private static String joined(List<Integer> labels) {
    return labels.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static void addChoice(Map<String, String> words, List<String> values) {
    List<String> each = values.stream().distinct().toList();
    words.put("values", Quoting.comment(String.join(", ", each)));
    words.put("valueLiterals", Quoting.literals(each));
    words.put("quotedLiterals", Quoting.literals(each.stream().map(Quoting::literal).toList()));
    words.put("firstLiteral", Quoting.literal(each.get(0)));
    words.put("secondLiteral", Quoting.literal(each.get(Math.min(1, each.size() - 1))));
  }
}
