package io.hecktor.jre;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.ProjectException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModulesTest {

  @TempDir Path folder;

  @Test
  void findsWhatTheClassesUse() throws Exception {
    Path jar = jar("app", List.of(), "class A { java.sql.Connection c; }");

    assertThat(find(List.of(jar))).contains("java.base", "java.logging", "java.sql", "jdk.zipfs");
  }

  @Test
  void looksAtEveryJarAndNotOnlyAtWhatIsReferred() throws Exception {
    Path app = jar("app", List.of(), "class A {}");
    Path plugin = jar("plugin", List.of(), "class B { java.net.http.HttpClient c; }");

    assertThat(find(List.of(app, plugin))).contains("java.net.http");
  }

  @Test
  void believesTheClassesOfANamedModuleAndNotItsDescriptor() throws Exception {
    Path jar =
        jar(
            "named",
            List.of(),
            "class A { Object c = java.sql.Types.INTEGER; java.sql.Connection d; }",
            "module named { requires static java.sql; }");

    assertThat(find(List.of(jar))).contains("java.sql");
  }

  @Test
  void forgivesARequiredModuleThatIsAbsent() throws Exception {
    Path required =
        jar("required", List.of(), "package r; public class R {}", "module r { exports r; }");
    Path jar =
        jar("named", List.of(required), "class A { r.R field; }", "module named { requires r; }");

    assertThat(find(List.of(jar))).contains("java.base");
  }

  @Test
  void readsJarsInFoldersWithNamesOfAnyLanguage() throws Exception {
    Path far = Files.createDirectories(folder.resolve("Änderung 山"));
    Path jar =
        Files.copy(
            jar("app", List.of(), "class A { java.sql.Connection c; }"), far.resolve("é.jar"));

    assertThat(find(List.of(jar))).contains("java.sql");
  }

  @Test
  void addsWhatTheUserAsksFor() throws Exception {
    List<String> modules =
        new Modules(Jdks.toolchain(Jdks.running()))
            .find(List.of(), Set.of("java.management"), folder.resolve("work"));

    assertThat(modules).contains("java.base", "java.management").doesNotContain("java.sql");
  }

  @Test
  void refusesAModuleThatTheJdkLacks() throws Exception {
    Modules modules = new Modules(Jdks.toolchain(Jdks.running()));

    assertThatThrownBy(() -> modules.find(List.of(), Set.of("java.corba"), folder))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("no module `java.corba`")
        .hasMessageContaining("<extraModules>");
  }

  @Test
  void namesTheFileThatIsNoJar() throws Exception {
    Path bad = Files.writeString(folder.resolve("model-1.0.jar"), "<html>not found</html>");

    assertThatThrownBy(() -> find(List.of(bad)))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("`model-1.0.jar` cannot be read as a jar.")
        .hasMessageNotContaining(folder.toString());
  }

  @Test
  void tellsWhyJdepsFails() throws Exception {
    Path jar = folder.resolve("bad-class.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
      zip.write("Manifest-Version: 1.0\nMulti-Release: true\n\n".getBytes());
      zip.putNextEntry(new ZipEntry("META-INF/versions/7/A.class"));
    }
    Jdk running = Jdks.running();
    Jdk odd = new Jdk(running.home(), 3, running.release());

    assertThatThrownBy(() -> new Modules(Jdks.toolchain(odd)).find(List.of(jar), Set.of(), folder))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("jdeps cannot analyse the 1 jars of the program (Error: invalid");
  }

  @Test
  void leavesNoCopiesBehind() throws Exception {
    Path jar = jar("named", List.of(), "class A {}", "module named { }");
    Path work = folder.resolve("work");
    new Modules(Jdks.toolchain(Jdks.running())).find(List.of(jar), Set.of(), work);

    assertThat(work).isEmptyDirectory();
  }

  private List<String> find(List<Path> jars) throws Exception {
    return new Modules(Jdks.toolchain(Jdks.running())).find(jars, Set.of(), folder.resolve("work"));
  }

  private Path jar(String name, List<Path> modulePath, String... sources) throws IOException {
    Path src = Files.createDirectories(folder.resolve(name + "-src"));
    Path classes = Files.createDirectories(folder.resolve(name + "-classes"));
    List<String> arguments = new ArrayList<>(List.of("-d", classes.toString()));
    if (!modulePath.isEmpty()) {
      arguments.addAll(List.of("--module-path", modulePath.get(0).toString()));
    }
    for (int i = 0; i < sources.length; i++) {
      String file = sources[i].startsWith("module") ? "module-info.java" : nameOf(sources[i]);
      arguments.add(Files.writeString(src.resolve(file), sources[i]).toString());
    }
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(result).isZero();
    return zip(classes, folder.resolve(name + ".jar"));
  }

  private static String nameOf(String source) {
    return source.replaceAll("(?s).*?class (\\w+).*", "$1") + ".java";
  }

  private static Path zip(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out);
        var files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
        Files.copy(file, zip);
      }
    }
    return jar;
  }
}
