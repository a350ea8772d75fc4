package io.hecktor.plan;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Jars of small classes, compiled when the test runs. */
final class SampleJar {

  static final String MAIN = "public static void main(String[] a) {}";

  private final Map<String, byte[]> entries = new TreeMap<>();

  /** Adds the manifest of a jar that names its main class. */
  SampleJar mainClass(String name) {
    return entry("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\nMain-Class: " + name + "\r\n");
  }

  SampleJar entry(String name, String text) {
    entries.put(name, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Adds {@code package p; public class <name> { <body> }}, below a folder of the jar. */
  SampleJar type(String folder, String name, String body) {
    String source = "package p; public class " + name + " { " + body + " }";
    compile("p." + name, source).forEach((path, bytes) -> entries.put(folder + path, bytes));
    return this;
  }

  Path write(Path file) throws IOException {
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        jar.putNextEntry(new JarEntry(entry.getKey()));
        jar.write(entry.getValue());
      }
    }
    return file;
  }

  private static Map<String, byte[]> compile(String name, String source) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    Map<String, ByteArrayOutputStream> classes = new TreeMap<>();
    JavaFileManager files =
        new ForwardingJavaFileManager<>(
            compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
          @Override
          public JavaFileObject getJavaFileForOutput(
              Location location, String type, JavaFileObject.Kind kind, javax.tools.FileObject of) {
            return output(classes, type);
          }
        };
    List<String> options = List.of("--release", "17", "-proc:none");
    if (!compiler.getTask(null, files, null, options, null, List.of(source(name, source))).call()) {
      throw new IllegalArgumentException(source);
    }
    Map<String, byte[]> bytes = new TreeMap<>();
    classes.forEach((type, out) -> bytes.put(type.replace('.', '/') + ".class", out.toByteArray()));
    return bytes;
  }

  private static JavaFileObject source(String name, String source) {
    URI uri = URI.create("string:///" + name.replace('.', '/') + ".java");
    return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignored) {
        return source;
      }
    };
  }

  private static JavaFileObject output(Map<String, ByteArrayOutputStream> classes, String type) {
    URI uri = URI.create("bytes:///" + type.replace('.', '/') + ".class");
    return new SimpleJavaFileObject(uri, JavaFileObject.Kind.CLASS) {
      @Override
      public OutputStream openOutputStream() {
        return classes.computeIfAbsent(type, key -> new ByteArrayOutputStream());
      }
    };
  }
}
