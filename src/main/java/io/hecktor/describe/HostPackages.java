package io.hecktor.describe;

import io.hecktor.lock.Fact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which packages of this machine the libraries of a {@code host} base come from, by dpkg. */
public final class HostPackages {

  private final Path root;

  /** Asks the machine below a root folder, which is {@code /} but in tests. */
  public HostPackages(Path root) {
    this.root = root;
  }

  /**
   * The packages that own these libraries.
   *
   * @param libraries facts named by the libraries' paths in the image
   * @return nothing where this machine has no dpkg
   * @throws IOException if its database cannot be read
   */
  public BasePackages of(List<Fact> libraries) throws IOException {
    Path dpkg = root.resolve("var/lib/dpkg");
    if (!Files.isReadable(dpkg.resolve("status")) || !Files.isDirectory(dpkg.resolve("info"))) {
      return BasePackages.none();
    }
    Set<String> owners = owners(dpkg.resolve("info"), paths(libraries));
    Map<String, InstalledPackage> installed = new HashMap<>();
    String status = Files.readString(dpkg.resolve("status"), StandardCharsets.UTF_8);
    for (InstalledPackage one : InstalledPackage.ofDpkg(status)) {
      installed.put(one.name(), one);
      installed.put(one.name() + ":" + one.architecture(), one);
    }
    List<InstalledPackage> found = new ArrayList<>();
    owners.forEach(owner -> Optional.ofNullable(installed.get(owner)).ifPresent(found::add));
    return new BasePackages(system(), found, Set.of());
  }

  /**
   * Packages may name a library where it was before {@code /lib} became a link. What lies elsewhere
   * in the image was made for it and is nobody's.
   */
  private Set<String> paths(List<Fact> libraries) throws IOException {
    Set<String> paths = new TreeSet<>();
    for (Fact library : libraries) {
      Path file = root.resolve(library.name().substring(1));
      if (library.name().startsWith("/usr/lib") && Files.isRegularFile(file)) {
        String real = "/" + root.toRealPath().relativize(file.toRealPath());
        for (String path : List.of(library.name(), real)) {
          paths.add(path);
          paths.add(path.replaceFirst("^/usr/", "/"));
        }
      }
    }
    return paths;
  }

  private static Set<String> owners(Path info, Set<String> paths) throws IOException {
    Set<String> owners = new TreeSet<>();
    try (DirectoryStream<Path> lists = Files.newDirectoryStream(info, "*.list")) {
      for (Path list : lists) {
        try (Stream<String> lines = Files.lines(list, StandardCharsets.ISO_8859_1)) {
          Set<String> owned = lines.collect(java.util.stream.Collectors.toSet());
          if (!Collections.disjoint(owned, paths)) {
            owners.add(String.valueOf(list.getFileName()).replaceFirst("\\.list$", ""));
          }
        }
      }
    }
    return owners;
  }

  private Optional<OsRelease> system() throws IOException {
    Path file = root.resolve("etc/os-release");
    return Files.isReadable(file)
        ? Optional.of(OsRelease.parse(Files.readString(file, StandardCharsets.UTF_8)))
        : Optional.empty();
  }
}
