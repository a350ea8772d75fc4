package io.hecktor.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a project is told that does not bring the client along, as most do not. */
class ClustersTest {

  /** A loader as Maven's is for a plugin whose user has added nothing. */
  private static URLClassLoader withoutClient() {
    URL[] all =
        Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1))
            .filter(entry -> !entry.matches(".*/io/(fabric8|vertx|netty)/.*"))
            .map(ClustersTest::url)
            .toArray(URL[]::new);
    return new URLClassLoader(all, ClassLoader.getPlatformClassLoader());
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (java.net.MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void saysWhatToPasteWhereTheClientIsNotThere() throws Exception {
    try (URLClassLoader loader = withoutClient()) {
      Class<?> clusters = loader.loadClass("io.hecktor.kubernetes.Clusters");

      Throwable thrown = null;
      try {
        clusters
            .getMethod("connect", Optional.class, Optional.class)
            .invoke(null, Optional.empty(), Optional.empty());
      } catch (java.lang.reflect.InvocationTargetException e) {
        thrown = e.getCause();
      }

      assertThat(thrown)
          .hasMessageContaining("the client for it is not there")
          .hasMessageContaining(
              "<artifactId>kubernetes-client</artifactId><version>" + Clusters.CLIENT_VERSION);
      assertThat(thrown.getClass().getSimpleName()).isEqualTo("ProjectException");
    }
  }

  @Test
  void namesTheVersionThatItIsTestedWith() throws Exception {
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains(
            "<version.kubernetes-client>"
                + Clusters.CLIENT_VERSION
                + "</version.kubernetes-client>");
  }
}
