package io.hecktor.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.testing.Command;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeJarTest {

  @TempDir Path folder;

  private Path jar(String name, Map<String, String> entries) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> entry : new TreeMap<>(entries).entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return file;
  }

  private Path packed(Path... classPath) throws IOException {
    Path target = folder.resolve("node.jar");
    NodeJar.write(List.of(classPath), "org.example.Main", target);
    return target;
  }

  private static String text(JarFile jar, String name) throws IOException {
    return new String(
        jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void holdsWhatAClassPathWouldShow() throws IOException {
    Path first =
        jar(
            "a.jar",
            Map.of(
                "x.txt", "first",
                "META-INF/services/S", "A",
                "META-INF/KEY.SF", "signed",
                "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n",
                "module-info.class", "no",
                "win/amd64/lib.dll", "no",
                "linux/aarch64/lib.so", "no",
                "linux/amd64/lib.so", "yes"));
    Path second =
        jar(
            "b.jar",
            Map.of(
                "x.txt", "second",
                "META-INF/services/S", "B",
                "com/sun/jna/darwin-aarch64/lib.so", "no",
                "com/sun/jna/linux-x86/lib.so", "no",
                "com/sun/jna/linux-x86-64/lib.so", "yes",
                "com/sun/jna/ptr/P.class", "yes"));
    try (JarFile jar = new JarFile(packed(first, second).toFile())) {
      assertThat(text(jar, "x.txt")).isEqualTo("first");
      assertThat(text(jar, "META-INF/services/S")).isEqualTo("A\nB\n");
      assertThat(jar.stream().map(ZipEntry::getName))
          .containsExactly(
              "META-INF/MANIFEST.MF",
              "META-INF/services/S",
              "com/sun/jna/linux-x86-64/lib.so",
              "com/sun/jna/ptr/P.class",
              "linux/amd64/lib.so",
              "x.txt");
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo("org.example.Main");
    }
  }

  @Test
  void hasTheSameBytesWheneverItIsMade() throws IOException {
    Path jar = jar("a.jar", Map.of("x.txt", "first", "y/z.txt", "more"));
    byte[] before = Files.readAllBytes(packed(jar));
    Files.setLastModifiedTime(jar, FileTime.fromMillis(0));

    assertThat(packed(jar)).hasBinaryContent(before);
  }

  @Test
  void startsWithAJvmAlone() throws IOException {
    Path source = folder.resolve("Main.java");
    Files.writeString(
        source,
        "package org.example; class Main { public static void main(String[] a) {"
            + " System.out.print(\"ran \" + a[0]); } }");
    Path classes = folder.resolve("classes");
    Path home = Path.of(System.getProperty("java.home"), "bin");
    Command.of(home.resolve("javac"), "-d", classes, source).succeed();

    assertThat(Command.of(home.resolve("java"), "-jar", packed(classes), "x").succeed().stdout())
        .isEqualTo("ran x");
  }
}
