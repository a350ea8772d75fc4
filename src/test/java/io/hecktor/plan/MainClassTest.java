package io.hecktor.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.EnvironmentException;
import io.hecktor.HecktorException;
import io.hecktor.ProjectException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MainClassTest {

  @TempDir Path folder;

  private String find(SampleJar jar) throws IOException, HecktorException {
    return MainClass.find(jar.write(folder.resolve("app.jar")), "task2");
  }

  @Test
  void takesWhatTheManifestNames() throws Exception {
    SampleJar jar =
        new SampleJar()
            .mainClass("org.example.Start")
            .type("", "A", SampleJar.MAIN)
            .type("", "B", SampleJar.MAIN);
    assertThat(find(jar)).isEqualTo("org.example.Start");
  }

  @Test
  void takesTheOnlyClassWithAMain() throws Exception {
    SampleJar jar =
        new SampleJar()
            .type("", "Main", SampleJar.MAIN)
            .type("", "Other", "static void main(String[] a) {} public void main() {}")
            .entry("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\n")
            .entry("notes.txt", "no class");
    assertThat(find(jar)).isEqualTo("p.Main");
  }

  @Test
  void looksAtTheClassesOfEveryJavaVersionAsOne() throws Exception {
    SampleJar jar =
        new SampleJar()
            .type("", "Main", SampleJar.MAIN)
            .type("META-INF/versions/17/", "Main", SampleJar.MAIN);
    assertThat(find(jar)).isEqualTo("p.Main");
  }

  @Test
  void passesOverWhatOnlyHasTheNameOfAClass() throws Exception {
    SampleJar jar =
        new SampleJar()
            .type("", "Main", SampleJar.MAIN)
            .entry("p/Cut.class", "no class")
            .entry("p/Empty.class", "");
    assertThat(find(jar)).isEqualTo("p.Main");
  }

  @Test
  void refusesToChooseAmongSeveral() {
    SampleJar jar = new SampleJar().type("", "A", SampleJar.MAIN).type("", "B", SampleJar.MAIN);
    assertThatThrownBy(() -> find(jar))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("more than one class with a main method (p.A, p.B)")
        .hasMessageContaining("what task2's image starts")
        .hasMessageContaining("-Dhecktor.mainClass");
  }

  @Test
  void refusesAJarThatStartsNothing() {
    assertThatThrownBy(() -> find(new SampleJar().type("", "A", "")))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("no class with a main method")
        .hasMessageContaining("<mainClass>");
    assertThatThrownBy(() -> find(new SampleJar().entry("readme", "nothing")))
        .isInstanceOf(ProjectException.class);
  }

  @Test
  void saysThatAFileIsNoJar() throws IOException {
    Path text = Files.writeString(folder.resolve("app.jar"), "no jar at all");
    assertThatThrownBy(() -> MainClass.find(text, "task1"))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("`" + text + "` cannot be read");
  }
}
