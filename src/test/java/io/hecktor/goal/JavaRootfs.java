package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.testing.RealTool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A rootfs as images have it: a small Java, a program that breaks rules, and its dependency. */
final class JavaRootfs {

  private final Path folder;
  private final Path rootfs;

  private JavaRootfs(Path folder) {
    this.folder = folder;
    this.rootfs = folder.resolve("rootfs");
  }

  static Path create(Path folder) throws IOException {
    JavaRootfs made = new JavaRootfs(folder);
    for (String name : new String[] {"bin", "etc", "opt/app/lib", "home/user"}) {
      Files.createDirectories(made.rootfs.resolve(name));
    }
    made.addJava();
    made.addProgram();
    made.addChild();
    made.open();
    return made.rootfs;
  }

  /** A rootfs of a small Java and the libraries that it needs, and nothing else. */
  static Path ofJava(Path folder) throws IOException {
    JavaRootfs made = new JavaRootfs(folder);
    made.addJava();
    return made.rootfs;
  }

  private void addJava() throws IOException {
    Path home = rootfs.resolve("opt/java");
    String[] words = {
      "--add-modules",
      "java.base",
      "--compress=2",
      "--strip-java-debug-attributes",
      "--no-man-pages",
      "--no-header-files",
      "--output",
      home.toString()
    };
    java.util.spi.ToolProvider jlink = java.util.spi.ToolProvider.findFirst("jlink").orElseThrow();
    assertThat(jlink.run(System.out, System.err, words)).isZero();
    List<Path> natives = new ArrayList<>(List.of(home.resolve("bin/java")));
    try (Stream<Path> files = Files.walk(home.resolve("lib"))) {
      files.filter(it -> it.toString().endsWith(".so")).forEach(natives::add);
    }
    String closure = new RealTool("ldd", "libc-bin").command(natives.toArray()).succeed().stdout();
    Matcher library = Pattern.compile("(?:=> |\\t)(/\\S+) \\(0x").matcher(closure);
    while (library.find()) {
      Path file = Path.of(library.group(1));
      if (!file.startsWith(home)) {
        Path copy = rootfs.resolve(library.group(1).substring(1));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private void addProgram() throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<String> words =
        new ArrayList<>(List.of("--release", "17", "-g", "-d", classes.toString()));
    for (String name : List.of("Deeds.java", "Names.java")) {
      Path source = folder.resolve(name);
      try (InputStream in = JavaRootfs.class.getResourceAsStream(name)) {
        Files.copy(in, source);
      }
      words.add(source.toString());
    }
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, words.toArray(String[]::new)))
        .isZero();
    jar(classes, "org/example", rootfs.resolve("opt/app/deeds.jar"));
    jar(classes, "org/library", rootfs.resolve("opt/app/lib/names-1.0.jar"));
  }

  private static void jar(Path classes, String name, Path file) throws IOException {
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file));
        Stream<Path> files = Files.list(classes.resolve(name))) {
      for (Path one : files.toList()) {
        jar.putNextEntry(new JarEntry(classes.relativize(one).toString()));
        Files.copy(one, jar);
      }
    }
  }

  private void addChild() throws IOException {
    Path source = folder.resolve("actor.c");
    try (InputStream in = JavaRootfs.class.getResourceAsStream("/io/hecktor/sandbox/actor.c")) {
      Files.copy(in, source);
    }
    new RealTool("gcc", "gcc")
        .command(
            "-static", "-O1", "-pthread", "-o", rootfs.resolve("bin/actor"), source, "-lresolv")
        .succeed();
  }

  private void open() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(it -> !Files.isSymbolicLink(it)).toList()) {
        boolean executable = Files.isDirectory(file) || Files.isExecutable(file);
        Files.setPosixFilePermissions(
            file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
      }
    }
  }
}
