package io.hecktor.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.EnvironmentException;
import io.hecktor.oci.Platform;
import io.hecktor.testing.ImageFixtures;
import io.hecktor.testing.ImageFixtures.Image;
import io.hecktor.testing.InProcessRegistry;
import io.hecktor.testing.TunnelProxy;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RegistryProxyTest {

  private static final String PASSWORD = "changeit";
  private static final Image IMAGE =
      ImageFixtures.ociImage(
          Platform.LINUX_AMD64, ImageFixtures.gzipLayer(ImageFixtures.tar("a", new byte[100])));
  private static final Optional<RegistryLogin> LOGIN =
      Optional.of(new RegistryLogin("anna", "s3cret"));

  @TempDir private Path folder;
  private InProcessRegistry proxy;
  private Puller puller;

  @BeforeEach
  void start() throws IOException {
    proxy = InProcessRegistry.start().add("1", IMAGE);
    puller = Puller.in(folder.resolve("cache"));
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  @Test
  void asksThroughAProxyWithItsLogin() throws Exception {
    proxy.demandProxyLogin("anna", "s3cret");

    puller.through(proxy.port(), "", LOGIN).pull("registry.invalid/team/base:1");

    assertThat(proxy.requests())
        .anyMatch(it -> it.address().equals("http://registry.invalid/v2/team/base/manifests/1"));
  }

  @Test
  void saysThatAProxyWantsALogin() {
    proxy.demandProxyLogin("anna", "s3cret");
    Puller without = puller.through(proxy.port(), "", Optional.empty());

    assertThatThrownBy(() -> without.pull("registry.invalid/team/base:1"))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("proxy `127.0.0.1:" + proxy.port() + "` refuses")
        .hasMessageContaining("407");
  }

  @Test
  void goesPastAProxyForLoopbackAndForItsExceptions() {
    RegistrySettings settings =
        puller.through(3128, "*.intern|ghcr.io", Optional.empty()).settings();

    assertThat(settings.proxyFor(URI.create("https://nvcr.io/"))).isPresent();
    assertThat(settings.proxyFor(URI.create("https://ghcr.io/"))).isEmpty();
    assertThat(settings.proxyFor(URI.create("https://hub.INTERN/"))).isEmpty();
    assertThat(settings.proxyFor(URI.create("https://ghcr.io.evil/"))).isPresent();
    assertThat(settings.proxyFor(URI.create("http://localhost:5000/"))).isEmpty();
    assertThat(settings.proxyFor(URI.create("http://127.0.0.1:5000/"))).isEmpty();
  }

  @Test
  void prefersTheProxyOfTheAddressesOwnProtocol() {
    RegistryProxy http = new RegistryProxy("http", "a", 1, "", Optional.empty());
    RegistryProxy https = new RegistryProxy("https", "b", 2, "", Optional.empty());
    RegistrySettings both =
        new RegistrySettings(Puller.NO_LOGINS, List.of(http, https), false, false);
    RegistrySettings one = new RegistrySettings(Puller.NO_LOGINS, List.of(https), false, false);

    assertThat(both.proxyFor(URI.create("https://nvcr.io/"))).contains(https);
    assertThat(both.proxyFor(URI.create("http://nvcr.io/"))).contains(http);
    assertThat(one.proxyFor(URI.create("http://nvcr.io/"))).isEmpty();
  }

  @Test
  void tunnelsHttpsThroughAProxyWithALogin() throws Exception {
    SSLContext server = certificateFor("registry.invalid");
    SSLContext before = SSLContext.getDefault();
    try (InProcessRegistry registry = InProcessRegistry.startTls(server).add("1", IMAGE);
        TunnelProxy tunnel = TunnelProxy.start(registry.port(), "anna:s3cret")) {
      SSLContext.setDefault(server);
      RegistryProxy settings = new RegistryProxy("https", "127.0.0.1", tunnel.port(), "", LOGIN);

      puller
          .with(new RegistrySettings(Puller.NO_LOGINS, List.of(settings), false, false))
          .pull("registry.invalid/team/base:1");

      assertThat(tunnel.connects())
          .isNotEmpty()
          .allMatch(line -> line.startsWith("CONNECT registry.invalid:443 "));
    } finally {
      SSLContext.setDefault(before);
    }
  }

  @Test
  void saysThatATunnelIsRefused() throws Exception {
    try (TunnelProxy tunnel = TunnelProxy.start(1, "anna:s3cret")) {
      RegistryProxy settings =
          new RegistryProxy("https", "127.0.0.1", tunnel.port(), "", Optional.empty());
      Puller without =
          puller.with(new RegistrySettings(Puller.NO_LOGINS, List.of(settings), false, false));

      assertThatThrownBy(() -> without.pull("registry.invalid/team/base:1"))
          .hasMessageContaining("proxy `127.0.0.1:" + tunnel.port() + "` refuses");
    }
  }

  @Test
  void pullsOverHttpsOnLoopback() throws Exception {
    SSLContext server = certificateFor("localhost");
    SSLContext before = SSLContext.getDefault();
    try (InProcessRegistry registry = InProcessRegistry.startTls(server).add("1", IMAGE)) {
      SSLContext.setDefault(server);
      String reference = "localhost:" + registry.port() + "/team/base:1";

      assertThat(puller.pull(reference).layers()).hasSize(1);
    } finally {
      SSLContext.setDefault(before);
    }
  }

  @Test
  void saysThatACertificateIsNotTrusted() throws Exception {
    try (InProcessRegistry registry = InProcessRegistry.startTls(certificateFor("localhost"))) {
      String reference = "localhost:" + registry.port() + "/team/base:1";

      assertThatThrownBy(() -> puller.pull(reference))
          .isInstanceOf(EnvironmentException.class)
          .hasMessageContaining("no trusted HTTPS connection")
          .hasMessageContaining("javax.net.ssl.trustStore");
    }
  }

  @Test
  void speaksNoPlainHttpElsewhereUnlessAllowed() throws Exception {
    RegistryProxy settings =
        new RegistryProxy("http", "127.0.0.1", proxy.port(), "", Optional.empty());
    Puller strict =
        puller.with(new RegistrySettings(Puller.NO_LOGINS, List.of(settings), false, false));

    assertThatThrownBy(() -> strict.pull("registry.invalid/team/base:1"))
        .isInstanceOf(EnvironmentException.class);
    assertThat(proxy.requests()).noneMatch(it -> it.address().startsWith("http:"));
  }

  /** A context that has a certificate for a host and trusts it. */
  private SSLContext certificateFor(String host) throws Exception {
    Path file = folder.resolve(host + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD,
                "-alias",
                "registry",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + host,
                "-ext",
                "san=dns:" + host)
            .redirectErrorStream(true)
            .start();
    keytool.getInputStream().readAllBytes();
    assertThat(keytool.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return context(store);
  }

  private static SSLContext context(KeyStore store) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("registry", store.getCertificate("registry"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
