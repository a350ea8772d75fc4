package io.hecktor.goal;

import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import io.hecktor.ProjectException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@code hecktor:explain}: the catalogue of errors, as the jar holds it. It is the site's page
 * {@code errors.md}, in which each code has a section of its own.
 */
public final class ExplainGoal {

  private static final String PAGE = "errors.md";
  private static final String ENTRY = "### HECK-";
  private static final String HEADING = "#";

  private final List<String> lines;

  private ExplainGoal(List<String> lines) {
    this.lines = List.copyOf(lines);
  }

  /** Opens the catalogue that came with the plugin. */
  public static ExplainGoal shipped() {
    try (InputStream in = ExplainGoal.class.getResourceAsStream(PAGE)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + PAGE);
      }
      return new ExplainGoal(
          new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException("the jar cannot be read", e);
    }
  }

  /** The title of every entry, such as {@code HECK-101: The project has no task}. */
  public List<String> titles() {
    return lines.stream().filter(line -> line.startsWith(ENTRY)).map(ExplainGoal::bare).toList();
  }

  /**
   * What the catalogue says of a code.
   *
   * @param said the code as a user writes it, such as {@code HECK-101} or {@code 101}
   * @return its title and all that stands below it, without the marks of Markdown
   * @throws ProjectException if there is no such code
   */
  public List<String> entry(String said) throws ProjectException {
    ErrorCode code =
        ErrorCode.of(said)
            .orElseThrow(
                () ->
                    new ProjectException(
                        new Problem(
                            ErrorCode.CODE_UNKNOWN,
                            "There is no error `" + said.strip() + "`.",
                            "Codes have the form HECK-101.",
                            "Run `mvn hecktor:explain`, which lists them all.")));
    int first = lines.indexOf(heading(code));
    List<String> below = lines.subList(first + 1, lines.size());
    int length = 0;
    while (length < below.size() && !below.get(length).startsWith(HEADING)) {
      length++;
    }
    return lines.subList(first, first + 1 + length).stream()
        .filter(line -> !line.startsWith("```") && !line.startsWith("<"))
        .map(ExplainGoal::bare)
        .toList();
  }

  private String heading(ErrorCode code) {
    return lines.stream()
        .filter(line -> line.startsWith("### " + code.text() + ":"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(PAGE + " lacks " + code));
  }

  private static String bare(String line) {
    return line.replaceFirst("^#+ ", "").replace("**", "");
  }
}
