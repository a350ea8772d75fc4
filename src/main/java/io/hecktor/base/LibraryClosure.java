package io.hecktor.base;

import io.hecktor.elf.Elf;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The libraries that programs and libraries ask for, and those that these ask for in turn: what
 * {@code ldd} prints, read from the files and without running them.
 */
final class LibraryClosure {

  /**
   * The driver's part of CUDA: it has to fit the kernel module, so the container tool mounts it.
   */
  private static final Pattern OF_THE_DRIVER = Pattern.compile("libcuda\\.so\\.1|libnvidia-.*");

  private final HostLibraryPath libraryPath;
  private final Set<String> given = new HashSet<>();
  private final SortedMap<String, Path> found = new TreeMap<>();
  private final SortedMap<String, SortedSet<String>> missing = new TreeMap<>();

  LibraryClosure(HostLibraryPath libraryPath) {
    this.libraryPath = libraryPath;
  }

  /**
   * A program or library that the image holds anyway.
   *
   * @param name of its file
   * @param elf what it asks for
   */
  record Client(String name, Elf elf) {}

  /** Names libraries that the image has from elsewhere. */
  void give(List<String> sonames) {
    given.addAll(sonames);
  }

  /** Finds all that the clients ask for and do not bring themselves. */
  void add(List<Client> clients) throws IOException {
    for (Client client : clients) {
      given.add(client.name());
      client.elf().soname().ifPresent(given::add);
    }
    for (Client client : clients) {
      addNeeded(client.name(), client.elf(), List.of());
    }
  }

  /** Adds a library that is loaded by name at run time; its absence is no fault. */
  void addIfPresent(String soname) throws IOException {
    Optional<Path> library = libraryPath.find(soname, List.of());
    if (library.isPresent() && !found.containsKey(soname)) {
      addFound(soname, library.get());
    }
  }

  private void addNeeded(String client, Elf elf, List<Path> first) throws IOException {
    for (String soname : elf.needed()) {
      if (given.contains(soname)
          || found.containsKey(soname)
          || OF_THE_DRIVER.matcher(soname).matches()) {
        continue;
      }
      Optional<Path> library = libraryPath.find(soname, first);
      if (library.isPresent()) {
        addFound(soname, library.get());
      } else {
        missing.computeIfAbsent(soname, name -> new TreeSet<>()).add(client);
      }
    }
  }

  private void addFound(String soname, Path library) throws IOException {
    found.put(soname, library);
    Elf elf = Elf.read(library).orElseThrow(() -> new IOException(library + " changed meanwhile"));
    addNeeded(soname, elf, searchPath(elf, library));
  }

  /** A library's own search path only counts here if it is in a folder that the host has. */
  private static List<Path> searchPath(Elf elf, Path library) throws IOException {
    List<Path> folders = new ArrayList<>();
    Path origin = library.toRealPath().getParent();
    for (String folder : elf.searchPath()) {
      String expanded = folder.replace("${ORIGIN}", "$ORIGIN");
      if (expanded.startsWith("$ORIGIN") && origin != null) {
        folders.add(origin.resolve(expanded.substring("$ORIGIN".length()).replaceAll("^/+", "")));
      } else if (expanded.startsWith("/")) {
        folders.add(Path.of(expanded));
      }
    }
    return folders;
  }

  /** The libraries by the name that they are asked for, sorted. */
  SortedMap<String, Path> found() {
    return Collections.unmodifiableSortedMap(found);
  }

  /** The libraries that this machine lacks, sorted, each with those that ask for it. */
  SortedMap<String, SortedSet<String>> missing() {
    return Collections.unmodifiableSortedMap(missing);
  }
}
