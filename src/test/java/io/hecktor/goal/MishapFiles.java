package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.testing.RealTool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** The files of an image in which all that goes wrong for participants can be provoked. */
final class MishapFiles {

  /** What each native library does when it is loaded. */
  private static final Map<String, String> CONSTRUCTORS =
      Map.of(
          "segv", "*(volatile int *)8 = 1;",
          "ill", "__builtin_trap();",
          "abort", "abort();",
          "kill", "kill(getpid(), SIGKILL);");

  private final Path folder;
  private final Path app;

  private MishapFiles(Path folder, Path rootfs) throws IOException {
    this.folder = folder;
    this.app = rootfs.resolve("opt/app");
    Files.createDirectories(app.resolve("resources"));
    Files.createDirectories(app.resolve("lib"));
  }

  /** Makes them below a folder, and tells where their root is. */
  static Path create(Path folder) throws IOException {
    Path rootfs = JavaRootfs.ofJava(folder);
    MishapFiles made = new MishapFiles(folder, rootfs);
    made.addProgram();
    made.addLibraries();
    made.addResources();
    made.addEntrypoints();
    return rootfs;
  }

  private void addProgram() throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Path gone = folder.resolve("Gone.java");
    Files.writeString(gone, "package org.library; public final class Gone {}");
    List<String> words =
        new ArrayList<>(List.of("--release", "17", "-d", classes.toString(), gone.toString()));
    for (String name : List.of("Mishaps.java", "Uses.java")) {
      Path source = folder.resolve(name);
      try (InputStream in = MishapFiles.class.getResourceAsStream(name)) {
        Files.copy(in, source);
      }
      words.add(source.toString());
    }
    String[] all = words.toArray(String[]::new);
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, all)).isZero();
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(app.resolve("app.jar")));
        Stream<Path> files = Files.list(classes.resolve("org/example"))) {
      for (Path one : files.sorted().toList()) {
        jar.putNextEntry(new JarEntry(classes.relativize(one).toString()));
        Files.copy(one, jar);
      }
      jar.putNextEntry(new JarEntry("org/example/Newer.class"));
      byte[] newer = Files.readAllBytes(classes.resolve("org/example/Uses.class"));
      newer[7] = 99;
      String name = new String(newer, StandardCharsets.ISO_8859_1);
      jar.write(
          name.replace("\u0010org/example/Uses", "\u0011org/example/Newer")
              .getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private void addLibraries() throws IOException {
    for (Map.Entry<String, String> one : CONSTRUCTORS.entrySet()) {
      String source =
          "#include <signal.h>\n#include <stdlib.h>\n#include <unistd.h>\n"
              + "__attribute__((constructor)) static void begin(void) { "
              + one.getValue()
              + " }\n";
      gcc(app.resolve("lib/lib" + one.getKey() + ".so"), source);
    }
    needing("libneedy.so", "libabsent.so.3", "{ global: absent; };");
    needing("libcudaneedy.so", "libcudnn.so.9", "{ global: absent; };");
    needing("libnewer.so", "libc.so.6", "GLIBC_2.99 { global: absent; };");
  }

  /** A library that needs one by a name and a version; that one is not shipped. */
  private void needing(String name, String needed, String versions) throws IOException {
    Path script = Files.writeString(folder.resolve("versions.map"), versions);
    Path stub = folder.resolve("stub.so");
    gcc(
        stub,
        "void absent(void) {}\n",
        "-nostdlib",
        "-Wl,-soname," + needed,
        "-Wl,--version-script=" + script);
    gcc(
        app.resolve("lib").resolve(name),
        "extern void absent(void); void use(void) { absent(); }\n",
        "-nostdlib",
        stub.toString());
  }

  private void gcc(Path library, String source, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("library.c"), source);
    RealTool.GCC
        .command("-shared", "-fPIC", "-O1", "-o", library, file)
        .with((Object[]) more)
        .succeed();
  }

  private void addResources() throws IOException {
    Files.writeString(
        app.resolve("resources/pointer.onnx"),
        "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 123\n");
    Files.write(app.resolve("resources/model.onnx"), new byte[] {8, 9});
    Path closed = Files.write(app.resolve("resources/closed.onnx"), new byte[] {8, 9});
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rw-------"));
  }

  private void addEntrypoints() throws IOException {
    Files.writeString(app.resolve("closed"), "#!/bin/sh\n");
  }
}
