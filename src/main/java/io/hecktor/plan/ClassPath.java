package io.hecktor.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The program's jars in the image, in Maven's order. The class path names each of them: a wildcard
 * would leave their order to the file system.
 *
 * @param app the project's own jar
 * @param dependencies one per dependency, in the same order
 */
record ClassPath(LayerEntry.RegularFile app, List<LayerEntry> dependencies) {

  static ClassPath of(Program program, Sizes sizes) {
    Map<String, Integer> names = new HashMap<>();
    program.dependencies().forEach(d -> names.merge(fileName(d), 1, Integer::sum));
    List<LayerEntry> dependencies = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Program.Dependency dependency : program.dependencies()) {
      String name = fileName(dependency);
      String wished = names.getOrDefault(name, 0) > 1 ? dependency.groupId() + "-" + name : name;
      dependencies.add(
          new LayerEntry.RegularFile(
              ImagePaths.LIB.resolve(free(wished, taken)),
              Modes.FILE,
              Owner.ROOT,
              dependency.own()
                  ? sizes.ownJar(dependency.file())
                  : sizes.content(dependency.file())));
    }
    return new ClassPath(
        new LayerEntry.RegularFile(
            ImagePaths.APP.resolve(program.artifactId() + ".jar"),
            Modes.FILE,
            Owner.ROOT,
            sizes.ownJar(program.jar())),
        dependencies);
  }

  /** Reactor modules of one group may name their jars alike. */
  private static String free(String wished, Set<String> taken) {
    String name = wished;
    for (int i = 2; !taken.add(name); i++) {
      name = i + "-" + wished;
    }
    return name;
  }

  private static String fileName(Program.Dependency dependency) {
    return String.valueOf(dependency.file().getFileName());
  }

  /** As {@code java -cp} takes it. */
  String argument() {
    List<String> all = new ArrayList<>();
    all.add(app.path().toString());
    dependencies.forEach(entry -> all.add(entry.path().toString()));
    return String.join(":", all);
  }

  /** Where a file's content and size come from. */
  interface Sizes {
    Content content(java.nio.file.Path file);

    Content ownJar(java.nio.file.Path jar);
  }
}
