package io.hecktor.base;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import io.hecktor.plan.Content;
import io.hecktor.plan.LayerEntry;
import io.hecktor.plan.Owner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The files of the host base, by path: what a JVM and its libraries look for in a system that has
 * nothing else. Measured with nothing there and adding one at a time, not taken from a
 * distribution.
 */
final class HostFiles {

  static final String LOADER = "ld-linux-x86-64.so.2";

  private static final int DIRECTORY_MODE = 0755;
  private static final int EVERYBODYS_MODE = 01777;
  private static final int PRIVATE_MODE = 0700;
  private static final int PROGRAM_MODE = 0755;
  private static final int FILE_MODE = 0644;

  /** Without it the JVM's charset is ASCII, for file names and on Java 17 for their contents. */
  private static final String UTF8_LOCALE = "usr/lib/locale/C.utf8";

  /** Where package managers put files and, unlike {@code usr/local}, nobody else. */
  private static final List<String> SYSTEM_FOLDERS =
      List.of("lib", "lib64", "usr/lib", "usr/lib64");

  private final Map<String, LayerEntry> entries = new TreeMap<>();

  /** Begins with the folders and texts that do not depend on the machine. */
  HostFiles(String hostName) {
    addDirectory("usr/lib64", DIRECTORY_MODE);
    addLink("lib", "usr/lib");
    addLink("lib64", "usr/lib64");
    // Mount points, as a read-only root leaves nobody to make them.
    List.of("dev", "proc", "sys", "run", "home", "opt")
        .forEach(name -> addDirectory(name, DIRECTORY_MODE));
    addDirectory("root", PRIVATE_MODE);
    addDirectory("tmp", EVERYBODYS_MODE);
    addDirectory("var/tmp", EVERYBODYS_MODE);
    addText("etc/passwd", "root:x:0:0:root:/root:/sbin/nologin\n");
    addText("etc/group", "root:x:0:\n");
    // Without hosts nobody knows localhost; without nsswitch.conf an old glibc asks NIS first.
    addText("etc/hosts", "127.0.0.1 localhost\n::1 localhost\n");
    addText("etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\n");
    addText("etc/os-release", osRelease(hostName));
  }

  private static String osRelease(String hostName) {
    return "ID=hecktor-host\n"
        + "NAME=\"hecktor host base\"\n"
        + "PRETTY_NAME=\"hecktor host base, for trying and not for a release\"\n"
        + "HECKTOR_HOST=\""
        + hostName
        + "\"\n";
  }

  /** The name that the machine's system has, such as {@code Debian GNU/Linux 12 (bookworm)}. */
  static String hostName(Path root) throws IOException {
    Path file = root.resolve("etc/os-release");
    if (!Files.isReadable(file)) {
      return "unknown";
    }
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.startsWith("PRETTY_NAME="))
          .map(line -> line.substring("PRETTY_NAME=".length()).replaceAll("[^\\w .,:()/+-]", ""))
          .findFirst()
          .orElse("unknown");
    }
  }

  /** Whether a file belongs to the machine's system, and not to who uses it. */
  static Predicate<Path> ofSystem(Path root) {
    List<Path> folders = SYSTEM_FOLDERS.stream().map(root::resolve).toList();
    return file -> folders.stream().anyMatch(file::startsWith);
  }

  /** Adds libraries under the names that they are asked for, with the contents of the files. */
  void addLibraries(String folder, Map<String, Path> libraries) throws IOException {
    for (Map.Entry<String, Path> library : libraries.entrySet()) {
      boolean loader = library.getKey().equals(LOADER);
      addFile(
          (loader ? "usr/lib64" : folder) + "/" + library.getKey(),
          library.getValue(),
          loader ? PROGRAM_MODE : FILE_MODE);
    }
  }

  /** Adds the UTF-8 locale if the machine has it as a folder. */
  void addLocale(Path root) throws IOException {
    Path locale = root.resolve(UTF8_LOCALE);
    if (!Files.isDirectory(locale)) {
      return;
    }
    try (Stream<Path> files = Files.walk(locale)) {
      for (Path file :
          files.filter(Files::isRegularFile).sorted(Comparator.naturalOrder()).toList()) {
        String name = locale.relativize(file).toString().replace('\\', '/');
        addFile(UTF8_LOCALE + "/" + name, file, FILE_MODE);
      }
    }
  }

  private void addFile(String name, Path file, int mode) throws IOException {
    Path real = file.toRealPath();
    put(name, new Content.OfFile(real, Files.size(real)), mode);
  }

  private void addText(String name, String text) {
    put(name, new Content.OfBytes(text.getBytes(StandardCharsets.UTF_8)), FILE_MODE);
  }

  private void put(String name, Content content, int mode) {
    addParents(name);
    entries.put(name, new LayerEntry.RegularFile(at(name), mode, Owner.ROOT, content));
  }

  private void addLink(String name, String target) {
    entries.put(name, new LayerEntry.SymbolicLink(at(name), Owner.ROOT, target));
  }

  private void addDirectory(String name, int mode) {
    addParents(name);
    entries.put(name, new LayerEntry.Directory(at(name), mode, Owner.ROOT));
  }

  private void addParents(String name) {
    for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
      String parent = name.substring(0, slash);
      entries.computeIfAbsent(
          parent, path -> new LayerEntry.Directory(at(path), DIRECTORY_MODE, Owner.ROOT));
    }
  }

  private static AbsoluteUnixPath at(String name) {
    return AbsoluteUnixPath.get("/" + name);
  }

  /** All entries, parents first. */
  Collection<LayerEntry> entries() {
    return entries.values();
  }
}
