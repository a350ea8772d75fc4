package io.hecktor.jre;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The JDKs of this machine: the one that runs the tests and those installed beside it. */
final class Jdks {

  private Jdks() {}

  static Jdk running() throws Exception {
    return Jdk.open(Path.of(System.getProperty("java.home")));
  }

  /** One of each feature version that makes images for linux/amd64. */
  static List<Jdk> all() throws Exception {
    Map<Integer, Jdk> byFeature = new TreeMap<>();
    for (Path home : siblings()) {
      if (Files.exists(home.resolve("bin/jlink")) && Files.exists(home.resolve("release"))) {
        Jdk jdk = Jdk.open(home.toRealPath());
        if (jdk.isLinuxAmd64()) {
          byFeature.putIfAbsent(jdk.feature(), jdk);
        }
      }
    }
    return List.copyOf(byFeature.values());
  }

  static Toolchain toolchain(Jdk jdk) {
    return new Toolchain(jdk, jdk);
  }

  private static List<Path> siblings() throws IOException {
    Path home = Path.of(System.getProperty("java.home")).toRealPath();
    try (Stream<Path> beside = Files.list(home.getParent())) {
      return Stream.concat(Stream.of(home), beside.sorted()).filter(Files::isDirectory).toList();
    }
  }
}
