package io.hecktor.challenge;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one profile file; every rule in it names its source. */
final class ProfileReader {

  private final Map<String, Source> sources = new HashMap<>();

  private ProfileReader() {}

  private record Source(String title, LocalDate date) {}

  /**
   * Reads a profile.
   *
   * @throws ProfileFormatException if the text is no YAML or no profile
   */
  static Profile read(String yaml) {
    Section root = Section.of(compose(yaml), "");
    Profile profile = new ProfileReader().profile(root);
    root.end();
    return profile;
  }

  private static Node compose(String yaml) {
    try {
      return new Compose(LoadSettings.builder().build())
          .composeString(yaml)
          .orElseThrow(() -> new ProfileFormatException(1, "the file is empty."));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      throw new ProfileFormatException(line, "no valid YAML: " + e.getProblem() + ".");
    } catch (ReaderException e) {
      int line = (int) yaml.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count() + 1;
      throw new ProfileFormatException(
          line, String.format("no valid YAML: it has the character U+%04X.", e.getCodePoint()));
    } catch (YamlEngineException e) {
      throw new ProfileFormatException(1, "no valid YAML: " + e.getMessage() + ".");
    }
  }

  private Profile profile(Section root) {
    readSources(root.section("sources"));
    Limits limits = limits(root.section("limits"));
    return new Profile(
        root.text("name"),
        root.text("title"),
        sourced(root, "base", text -> text),
        directories(root.section("directories")),
        root.optionalSection("logs").map(this::logs),
        root.optionalSection("model").map(this::model),
        tasks(root, limits));
  }

  private void readSources(Section section) {
    for (String key : section.keys()) {
      Section source = section.section(key);
      sources.put(key, new Source(source.text("title"), source.parsed("date", LocalDate::parse)));
      source.end();
    }
  }

  /** A rule: {@code {value: 15m, source: document}}. */
  private <T> Sourced<T> sourced(Section parent, String key, Function<String, T> parse) {
    Section rule = parent.section(key);
    Sourced<T> value = withSource(rule, rule.parsed("value", parse));
    rule.end();
    return value;
  }

  private <T> Sourced<T> withSource(Section rule, T value) {
    Source source = source(rule);
    return new Sourced<>(value, source.title(), source.date());
  }

  private Source source(Section rule) {
    String key = rule.text("source");
    Source source = sources.get(key);
    if (source == null) {
      throw rule.complaint("source", "names `" + key + "`, which is not among the sources.");
    }
    return source;
  }

  private Limits limits(Section section) {
    Limits limits =
        new Limits(
            sourced(section, "time", Units::duration),
            sourced(section, "memory", Units::bytes),
            sourced(section, "gpuMemory", Units::bytes),
            sourced(section, "archive", Units::bytes),
            section.has("dataSegment")
                ? Optional.of(sourced(section, "dataSegment", Units::bytes))
                : Optional.empty());
    section.end();
    return limits;
  }

  private Directories directories(Section section) {
    Section input = section.section("input");
    Sourced<String> path = withSource(input, input.parsed("value", ProfileReader::absolute));
    boolean link = input.has("link") && input.parsed("link", ProfileReader::truth);
    input.end();
    Section writable = section.section("writable");
    List<String> folders = writable.texts("value", ProfileReader::absolute);
    Directories directories =
        new Directories(
            path,
            link,
            sourced(section, "output", ProfileReader::absolute),
            withSource(writable, folders));
    writable.end();
    section.end();
    return directories;
  }

  private static String absolute(String path) {
    if (!path.startsWith("/") || path.contains("..")) {
      throw new IllegalArgumentException("`" + path + "` is not an absolute path");
    }
    return path;
  }

  private static String relative(String path) {
    if (!path.matches("[^/].*") || List.of(path.split("/", -1)).contains("..")) {
      throw new IllegalArgumentException("`" + path + "` is not a path within its folder");
    }
    return path;
  }

  private static boolean truth(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("`" + text + "` is neither true nor false");
    }
    return text.equals("true");
  }

  private LogRules logs(Section section) {
    LogRules rules =
        new LogRules(
            sourced(section, "lineBytes", Units::bytes),
            sourced(section, "keptLines", Long::parseLong));
    section.end();
    return rules;
  }

  private ModelRule model(Section section) {
    ModelRule rule =
        new ModelRule(
            section.parsed("folder", ProfileReader::relative),
            sourced(section, "path", ProfileReader::absolute),
            section.parsed("archive", ProfileReader::fileName));
    section.end();
    return rule;
  }

  private List<Task> tasks(Section root, Limits limits) {
    List<Section> sections = root.sections("tasks");
    Set<String> names = new HashSet<>();
    for (Section section : sections) {
      if (!names.add(section.text("name"))) {
        throw section.complaint("name", "is the name of another task already.");
      }
    }
    return sections.stream().map(section -> task(section, limits)).toList();
  }

  private Task task(Section section, Limits limits) {
    Limits own =
        section.has("time") ? limits.withTime(sourced(section, "time", Units::duration)) : limits;
    Task task =
        new Task(
            section.parsed("name", ProfileReader::taskName),
            section.texts("folders", ProfileReader::relative),
            section.parsed("archive", ProfileReader::fileName),
            own,
            section.sections("outputs").stream().map(this::output).toList());
    section.end();
    return task;
  }

  private static String taskName(String name) {
    if (!name.matches("[a-z][a-z0-9]*")) {
      throw new IllegalArgumentException(
          "`" + name + "` has other characters than small letters and digits");
    }
    return name;
  }

  private static String fileName(String name) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*\\.tar\\.gz")) {
      throw new IllegalArgumentException("`" + name + "` is not a file name ending in .tar.gz");
    }
    return name;
  }

  private OutputShape output(Section section) {
    String path = section.parsed("path", ProfileReader::relative);
    Source source = source(section);
    String origin = source.title() + ", " + source.date();
    OutputShape shape =
        switch (section.text("kind")) {
          case "mask" ->
              new OutputShape.Mask(path, origin, labels(section), section.text("geometryOf"));
          case "number" -> new OutputShape.FiniteNumber(path, origin);
          case "boolean" -> new OutputShape.TrueOrFalse(path, origin);
          case "choice" -> new OutputShape.Choice(path, origin, section.texts("values"));
          default -> throw section.complaint("kind", "must be mask, number, boolean or choice.");
        };
    section.end();
    return shape;
  }

  private static List<Integer> labels(Section section) {
    try {
      return section.texts("labels").stream().map(Integer::valueOf).toList();
    } catch (NumberFormatException e) {
      throw section.complaint("labels", "must be whole numbers.");
    }
  }
}
