package io.hecktor.goal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line and the environment of the second build: all that must not matter is other. */
final class RebuildCommand {

  private static final String OTHER_USER = "somebody-else";

  private final RebuildRequest request;
  private final RebuildFolder folder;

  RebuildCommand(RebuildRequest request, RebuildFolder folder) {
    this.request = request;
    this.folder = folder;
  }

  /** Where Maven runs. */
  Path directory() {
    return copyOf(request.project().folder());
  }

  /** The copy of something in the project. */
  Path copyOf(Path path) {
    Path root = request.project().root();
    return folder.project(root).resolve(root.relativize(path).toString());
  }

  Path jdk() {
    return request.maven().otherJdk().orElse(request.machine().jdk());
  }

  String user() {
    return OTHER_USER;
  }

  /** A shell, as Java cannot set the umask. */
  List<String> words() {
    List<String> words = new ArrayList<>(List.of("sh", "-c", "umask 077; exec \"$0\" \"$@\""));
    words.add(request.maven().program().toString());
    words.add("-Dhecktor.rebuild.cache=" + folder.cache());
    words.add("-Dhecktor.rebuild.jdk=" + request.maven().imageJdk());
    words.addAll(request.maven().arguments());
    return words;
  }

  /** What is set over the variables of the first build. */
  Map<String, String> environment() {
    return Map.of(
        "TZ", zone(),
        "LC_ALL", "C.UTF-8", // The only one besides C that every Linux has.
        "HOME", folder.home().toString(),
        "TMPDIR", folder.temporary().toString(),
        "JAVA_HOME", jdk().toString(),
        "MAVEN_SKIP_RC", "1", // It could set JAVA_HOME back.
        "MAVEN_BASEDIR", copyOf(request.project().start()).toString(),
        "JDK_JAVA_OPTIONS", options());
  }

  /** Quoted, as folders may have spaces in their names; Maven's own variable knows no quotes. */
  private String options() {
    String language = language();
    return String.join(
        " ",
        "-XX:ActiveProcessorCount=" + processors(),
        "\"-Duser.home=" + folder.home() + "\"",
        "\"-Djava.io.tmpdir=" + folder.temporary() + "\"",
        "-Duser.name=" + OTHER_USER,
        "-Duser.language=" + language,
        "-Duser.country=" + (language.equals("de") ? "DE" : "FR"));
  }

  int processors() {
    return request.machine().processors() == 1 ? 2 : 1;
  }

  private String zone() {
    String far = "Pacific/Kiritimati";
    return request.machine().zone().equals(far) ? "Pacific/Pago_Pago" : far;
  }

  private String language() {
    return request.machine().language().equals("de") ? "fr" : "de";
  }

  /** What was otherwise, for people. */
  List<String> varied() {
    List<String> varied =
        new ArrayList<>(
            List.of(
                "folder",
                "order, times and modes of files (umask 077)",
                "user and home",
                "time zone " + zone(),
                "locale " + language(),
                "processors " + processors(),
                "cache"));
    request.maven().otherJdk().ifPresent(jdk -> varied.add("JDK that runs Maven"));
    return varied;
  }
}
