package io.hecktor.challenge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A mapping of a profile file that knows its lines, so that every complaint can name one. Keys that
 * nobody asked for are mistakes: {@link #end} says so.
 */
final class Section {

  private final String path;
  private final int line;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final Set<String> asked = new HashSet<>();

  private Section(String path, MappingNode node) {
    this.path = path;
    this.line = line(node);
    for (NodeTuple tuple : node.getValue()) {
      String key = scalar(tuple.getKeyNode(), "a key");
      if (values.put(key, tuple.getValueNode()) != null) {
        throw new ProfileFormatException(line(tuple.getKeyNode()), name(key) + " stands twice.");
      }
      lines.put(key, line(tuple.getKeyNode()));
    }
  }

  static Section of(Node node, String path) {
    if (node instanceof MappingNode mapping) {
      return new Section(path, mapping);
    }
    String name = path.isEmpty() ? "the file" : "`" + path + "`";
    throw new ProfileFormatException(line(node), name + " must be a mapping of keys to values.");
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  private static String scalar(Node node, String name) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw new ProfileFormatException(line(node), name + " must be a single value.");
  }

  private String name(String key) {
    return "`" + (path.isEmpty() ? key : path + "." + key) + "`";
  }

  private Node required(String key) {
    asked.add(key);
    Node node = values.get(key);
    if (node == null) {
      throw new ProfileFormatException(line, name(key) + " is missing.");
    }
    return node;
  }

  boolean has(String key) {
    asked.add(key);
    return values.containsKey(key);
  }

  String text(String key) {
    String text = scalar(required(key), name(key));
    if (text.isBlank()) {
      throw complaint(key, "is empty.");
    }
    return text;
  }

  /** A value that has a form; what {@code parse} throws becomes a complaint about that line. */
  <T> T parsed(String key, Function<String, T> parse) {
    return parsed(key, text(key), parse);
  }

  private <T> T parsed(String key, String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      throw complaint(key, "is wrong: " + e.getMessage() + ".");
    }
  }

  Section section(String key) {
    Node node = required(key);
    return of(node, path.isEmpty() ? key : path + "." + key);
  }

  Optional<Section> optionalSection(String key) {
    return has(key) ? Optional.of(section(key)) : Optional.empty();
  }

  List<String> texts(String key) {
    return texts(key, text -> text);
  }

  /** A list of values that have a form. */
  List<String> texts(String key, UnaryOperator<String> parse) {
    List<String> all = new ArrayList<>();
    for (Node item : sequence(key)) {
      all.add(parsed(key, scalar(item, name(key)), parse));
    }
    return all;
  }

  List<Section> sections(String key) {
    List<Section> all = new ArrayList<>();
    for (Node item : sequence(key)) {
      all.add(of(item, (path.isEmpty() ? key : path + "." + key) + "[" + all.size() + "]"));
    }
    return all;
  }

  private List<Node> sequence(String key) {
    Node node = required(key);
    if (node instanceof SequenceNode sequence && !sequence.getValue().isEmpty()) {
      return sequence.getValue();
    }
    throw new ProfileFormatException(line(node), name(key) + " must be a list, not empty.");
  }

  /** The keys in the file's order, all of them taken as asked for. */
  List<String> keys() {
    asked.addAll(values.keySet());
    return List.copyOf(values.keySet());
  }

  ProfileFormatException complaint(String key, String what) {
    return new ProfileFormatException(lines.getOrDefault(key, line), name(key) + " " + what);
  }

  /** Complains of a key that nobody asked for, as of a misspelt one. */
  void end() {
    for (String key : values.keySet()) {
      if (!asked.contains(key)) {
        throw complaint(
            key,
            "is not known here; known are "
                + String.join(", ", asked.stream().sorted().toList())
                + ".");
      }
    }
  }
}
