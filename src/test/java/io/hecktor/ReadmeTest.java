package io.hecktor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.mojo.MojoParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The README stays true where a test can see it. */
class ReadmeTest {

  private static String readme;

  @BeforeAll
  static void read() throws IOException {
    readme = Files.readString(Path.of("README.md"));
  }

  @Test
  void itsPomIsTheOneThatTheReadmeExampleIsBuiltWith() throws IOException {
    Matcher pom = Pattern.compile("```xml\n(.*?)```", Pattern.DOTALL).matcher(readme);

    assertThat(pom.find()).isTrue();
    assertThat(pom.group(1)).isEqualTo(Files.readString(Path.of("it/readme-example/pom.xml")));
  }

  @ParameterizedTest
  @MethodSource("properties")
  void namesEveryProperty(String property) {
    assertThat(readme).contains("`" + property + "`");
  }

  static List<String> properties() throws IOException {
    return MojoParameters.properties();
  }

  @ParameterizedTest
  @MethodSource("links")
  void linksToFilesThatAreThere(String link) {
    assertThat(Path.of(link)).exists();
  }

  static List<String> links() throws IOException {
    return Pattern.compile("\\]\\(([^)#:]+)\\)")
        .matcher(Files.readString(Path.of("README.md")))
        .results()
        .map(result -> result.group(1))
        .toList();
  }

  @Test
  void everyProjectDeclaresTheVersionThatIsBuilt() throws IOException {
    String version = version(Path.of("pom.xml"), "hecktor-maven-plugin");
    try (var poms = Files.walk(Path.of("it"))) {
      for (Path pom : poms.filter(path -> path.endsWith("pom.xml")).toList()) {
        if (!pom.toString().contains("target") && Files.readString(pom).contains("hecktor-maven")) {
          assertThat(version(pom, "hecktor-maven-plugin")).as(pom.toString()).isEqualTo(version);
        }
      }
    }
  }

  private static String version(Path pom, String artifactId) throws IOException {
    Matcher matcher =
        Pattern.compile("<artifactId>" + artifactId + "</artifactId>\\s*<version>([^<]+)<")
            .matcher(Files.readString(pom));
    assertThat(matcher.find()).as(pom.toString()).isTrue();
    return matcher.group(1);
  }
}
