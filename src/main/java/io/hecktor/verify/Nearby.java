package io.hecktor.verify;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a run left in place of an output that is missing, in words: a misspelt name or a wrong
 * folder is seen at once where both paths stand side by side.
 *
 * @param tree what there is
 * @param directory the output directory as the container names it
 */
record Nearby(OutputTree tree, String directory) {

  private static final int MOST_NAMED = 3;

  /** What there is in place of a missing path, as one sentence. */
  String insteadOf(String path) {
    if (tree.files().isEmpty()) {
      return "The run left no file in `" + directory + "`.";
    }
    List<OutputTree.OutputFile> alike =
        tree.files().stream()
            .filter(file -> likeness(file.path(), path) > 0)
            .sorted(Comparator.comparingInt(file -> -likeness(file.path(), path)))
            .toList();
    List<OutputTree.OutputFile> named = alike.isEmpty() ? tree.files() : alike;
    String list =
        named.stream()
            .limit(MOST_NAMED)
            .map(file -> "`" + directory + "/" + file.path() + "`")
            .collect(Collectors.joining(", "));
    int more = named.size() - MOST_NAMED;
    return "What the run wrote: " + list + (more > 0 ? " and " + more + " more." : ".");
  }

  private static int likeness(String found, String wanted) {
    String name = name(found).toLowerCase(Locale.ROOT);
    String other = name(wanted).toLowerCase(Locale.ROOT);
    if (name.equals(other)) {
      return 3;
    }
    if (bare(name).equals(bare(other)) || found.toLowerCase(Locale.ROOT).startsWith(other + "/")) {
      return 2;
    }
    boolean sameKind = extension(name).equals(extension(other));
    return sameKind || (extension(other).isEmpty() && name.endsWith(".mha")) ? 1 : 0;
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The name without what spellings differ in: {@code HPV_status.json} and {@code hpv-status}. */
  private static String bare(String name) {
    int dot = name.indexOf('.', 1);
    return (dot < 0 ? name : name.substring(0, dot)).replaceAll("[^a-z0-9]", "");
  }

  private static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? "" : name.substring(dot);
  }
}
