package io.hecktor.base;

import io.hecktor.elf.Elf;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the loader of this machine finds libraries: the folders of {@code ld.so.conf}, then those
 * built into it. Variants for newer processors ({@code glibc-hwcaps}) are not looked at, as the
 * image may run on another one.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ld.so.8.html">ld.so(8)</a>
 */
final class HostLibraryPath {

  private static final List<String> BUILT_IN =
      List.of(
          "lib/x86_64-linux-gnu",
          "usr/lib/x86_64-linux-gnu",
          "lib64",
          "usr/lib64",
          "lib",
          "usr/lib");

  private static final int MAX_INCLUDES = 8;

  private final Path root;
  private final List<Path> folders;

  private HostLibraryPath(Path root, List<Path> folders) {
    this.root = root;
    this.folders = folders;
  }

  /** Reads the configuration below a root folder, which is {@code /} but in tests. */
  static HostLibraryPath of(Path root) throws IOException {
    Set<Path> folders = new LinkedHashSet<>();
    readConf(root, root.resolve("etc/ld.so.conf"), folders, 0);
    BUILT_IN.forEach(folder -> folders.add(root.resolve(folder)));
    return new HostLibraryPath(root, folders.stream().filter(Files::isDirectory).toList());
  }

  private static void readConf(Path root, Path conf, Set<Path> folders, int depth)
      throws IOException {
    if (depth > MAX_INCLUDES || !Files.isReadable(conf)) {
      return;
    }
    for (String line : Files.readAllLines(conf)) {
      String text = line.replaceAll("#.*", "").strip();
      if (text.startsWith("include ")) {
        for (Path included : included(root, conf, text.substring("include ".length()).strip())) {
          readConf(root, included, folders, depth + 1);
        }
      } else if (text.startsWith("/")) {
        folders.add(root.resolve(text.substring(1)));
      }
    }
  }

  private static List<Path> included(Path root, Path conf, String pattern) throws IOException {
    Path file =
        pattern.startsWith("/") ? root.resolve(pattern.substring(1)) : conf.resolveSibling(pattern);
    Path folder = file.getParent();
    List<Path> all = new ArrayList<>();
    if (folder != null && Files.isDirectory(folder)) {
      String glob = String.valueOf(file.getFileName());
      try (DirectoryStream<Path> matches = Files.newDirectoryStream(folder, glob)) {
        matches.forEach(all::add);
      }
    }
    all.sort(null);
    return all;
  }

  /**
   * Finds a library.
   *
   * @param soname as it is asked for
   * @param first folders to search before
   */
  Optional<Path> find(String soname, List<Path> first) throws IOException {
    List<Path> all = new ArrayList<>(first);
    all.addAll(folders);
    for (Path folder : all) {
      Path candidate = folder.resolve(soname);
      if (Files.isRegularFile(candidate) && Elf.read(candidate).isPresent()) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /**
   * The folder of the loader's own that holds the C library, as a path in an image whose {@code
   * /lib} and {@code /lib64} are links into {@code /usr}: {@code usr/lib/x86_64-linux-gnu}, for
   * example. Empty where there is no glibc in the usual places.
   */
  Optional<String> systemFolder() throws IOException {
    for (String folder : BUILT_IN) {
      Path libc = root.resolve(folder).resolve("libc.so.6");
      if (Files.isRegularFile(libc) && Elf.read(libc).isPresent()) {
        return Optional.of(folder.startsWith("usr/") ? folder : "usr/" + folder);
      }
    }
    return Optional.empty();
  }
}
