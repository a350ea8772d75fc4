package io.hecktor.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the site, as markdown.
 *
 * @param path below the folder of all pages
 * @param text with Unix' line ends
 */
record Page(Path path, String text) {

  static final Path ROOT = Path.of("src/site/markdown");

  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w*)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern INLINE = Pattern.compile("(?<!`)(`+)(?!`)(.+?)(?<!`)\\1(?!`)");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\"></a>");
  private static final Pattern CI_COMMAND =
      Pattern.compile("^\\s*(?:- )?(?:run: )?(mvn .*)$", Pattern.MULTILINE);

  /** A fenced block. */
  record Block(String language, String text) {}

  /** All pages, sorted by path. */
  static List<Page> all() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .map(file -> new Page(ROOT.relativize(file), read(file)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One page. */
  static Page of(String path) {
    return new Page(Path.of(path), read(ROOT.resolve(path)));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the page records a decision: those tell what was, and are not instructions. */
  boolean isDecision() {
    return path.startsWith("decisions");
  }

  List<Block> blocks() {
    return BLOCK
        .matcher(text)
        .results()
        .map(block -> new Block(block.group(1), block.group(2)))
        .toList();
  }

  List<String> blocks(String language) {
    return blocks().stream()
        .filter(block -> block.language().equals(language))
        .map(Block::text)
        .toList();
  }

  /**
   * What a reader types, in the page's order: the lines of its shell blocks, joined where broken.
   */
  List<String> typed() {
    return blocks("shell").stream()
        .flatMap(block -> block.replaceAll("\\s*\\\\\\n\\s*", " ").lines())
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  /** Maven's command lines elsewhere: in the text, and in files for continuous integration. */
  List<String> mentioned() {
    List<String> commands = new ArrayList<>();
    INLINE
        .matcher(prose())
        .results()
        .map(code -> code.group(2).strip())
        .filter(code -> code.startsWith("mvn "))
        .forEach(commands::add);
    for (String block : blocks("yaml")) {
      CI_COMMAND.matcher(block).results().map(line -> line.group(1)).forEach(commands::add);
    }
    return commands;
  }

  List<String> links() {
    return LINK.matcher(INLINE.matcher(prose()).replaceAll("code"))
        .results()
        .map(link -> link.group(1))
        .toList();
  }

  /** What links may name behind a {@code #}. */
  List<String> anchors() {
    return ANCHOR.matcher(text).results().map(anchor -> anchor.group(1)).toList();
  }

  /** The page without its fenced blocks. */
  String prose() {
    return BLOCK.matcher(text).replaceAll("");
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
