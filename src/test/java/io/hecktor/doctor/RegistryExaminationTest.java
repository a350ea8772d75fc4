package io.hecktor.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.base.CredentialSources;
import io.hecktor.base.RegistryLogin;
import io.hecktor.base.RegistryProxy;
import io.hecktor.base.RegistrySettings;
import io.hecktor.plan.BaseReference;
import io.hecktor.testing.InProcessRegistry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Registries on loopback, there and not; nothing of a login is ever told. */
class RegistryExaminationTest {

  private static final String USER = "anna-the-user";
  private static final String SECRET = "planted-Secret-4711";

  @TempDir Path folder;

  private CredentialSources credentials = new CredentialSources(Map.of(), List.of(), List.of());
  private List<RegistryProxy> proxies = List.of();
  private Map<String, String> environment = Map.of();
  private boolean offline;

  private List<Remark> examine(BaseReference base) throws Exception {
    RegistrySettings settings = new RegistrySettings(credentials, proxies, false, offline);
    List<Remark> remarks =
        new RegistryExamination(base, settings, environment, Duration.ofMinutes(2)).examine();
    String all =
        new String(
            DiagnosisJson.format(
                new DiagnosisJson.Heading("1", "Linux", "now"),
                new Diagnosis(List.of(new Chapter("base", remarks)))),
            StandardCharsets.UTF_8);
    String encoded = Base64.getEncoder().encodeToString((USER + ":" + SECRET).getBytes());
    assertThat(all).doesNotContain(USER, SECRET, encoded);
    return remarks;
  }

  private List<Remark> examine(String reference) throws Exception {
    return examine(new BaseReference.Registry(reference));
  }

  private static String nobody() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + socket.getLocalPort();
    }
  }

  @Test
  void aRegistryThatAnswersIsFine() throws Exception {
    try (InProcessRegistry registry = InProcessRegistry.start()) {
      List<Remark> remarks = examine(registry.host() + "/base:1");
      assertThat(StandIns.only(remarks, "registry").state()).isEqualTo(State.OK);
      assertThat(StandIns.only(remarks, "registry").found()).contains(registry.host());
      assertThat(StandIns.only(remarks, "login").state()).isEqualTo(State.NOT_APPLICABLE);
      assertThat(registry.requests())
          .isNotEmpty()
          .allMatch(request -> request.path().equals("/v2/") && request.secret().isEmpty());
    }
  }

  @Test
  void whoWantsALoginIsThereAndTheLoginIsNotSent() throws Exception {
    try (InProcessRegistry registry = InProcessRegistry.start()) {
      registry.demandBasic(USER, SECRET);
      credentials =
          new CredentialSources(
              Map.of(registry.host(), new RegistryLogin(USER, SECRET)), List.of(), List.of());
      List<Remark> remarks = examine(registry.host() + "/base:1");
      assertThat(StandIns.only(remarks, "registry").found())
          .isEqualTo("`" + registry.host() + "` answers, and wants a token or a login");
      assertThat(StandIns.only(remarks, "login").found())
          .isEqualTo("for `" + registry.host() + "` in `settings.xml`");
      assertThat(registry.requests()).allMatch(request -> request.secret().isEmpty());
    }
  }

  @Test
  void nobodyAtTheAddressIsAWarningWithAWayOut() throws Exception {
    Remark found = StandIns.only(examine(nobody() + "/base:1"), "registry");
    assertThat(found.state()).isEqualTo(State.WARNING);
    assertThat(found.found()).endsWith("refused the connection");
    assertThat(found.remedy()).contains("-Dhecktor.base=host");
    assertThat(found.stops()).isFalse();
  }

  @Test
  void offlineNobodyIsAsked() throws Exception {
    offline = true;
    try (InProcessRegistry registry = InProcessRegistry.start()) {
      List<Remark> remarks = examine(registry.host() + "/base:1");
      assertThat(StandIns.only(remarks, "registry").state()).isEqualTo(State.NOT_APPLICABLE);
      assertThat(registry.requests()).isEmpty();
    }
  }

  @Test
  void tellsTheFileOfALoginAndNothingOfTheLogin() throws Exception {
    String auth = Base64.getEncoder().encodeToString((USER + ":" + SECRET).getBytes());
    Path config = folder.resolve("config.json");
    Files.writeString(config, "{\"auths\":{\"quay.io\":{\"auth\":\"" + auth + "\"}}}");
    credentials = new CredentialSources(Map.of(), List.of(config), List.of());
    offline = true;
    assertThat(StandIns.only(examine("quay.io/some/base:1"), "login").found())
        .isEqualTo("for `quay.io` in `config.json`");
  }

  @Test
  void tellsTheNameOfAHelperAndNothingOfWhatItSays() throws Exception {
    new StandIns(folder)
        .program(
            "docker-credential-vault",
            "cat >/dev/null; echo '{\"Username\":\"" + USER + "\",\"Secret\":\"" + SECRET + "\"}'");
    Path config = folder.resolve("config.json");
    Files.writeString(config, "{\"credsStore\":\"vault\"}");
    credentials = new CredentialSources(Map.of(), List.of(config), List.of(folder.resolve("bin")));
    offline = true;
    assertThat(StandIns.only(examine("quay.io/some/base:1"), "login").found())
        .isEqualTo("for `quay.io` in `docker-credential-vault`");
  }

  @Test
  void aSpoiltFileOfLoginsIsNamed() throws Exception {
    Path config = folder.resolve("config.json");
    Files.writeString(config, "{\"auths\": " + SECRET);
    credentials = new CredentialSources(Map.of(), List.of(config), List.of());
    offline = true;
    Remark found = StandIns.only(examine("quay.io/some/base:1"), "login");
    assertThat(found.state()).isEqualTo(State.WARNING);
    assertThat(found.found()).contains("`config.json` cannot be read");
  }

  @Test
  void aProxyOfTheEnvironmentIsToldWithoutItsLogin() throws Exception {
    environment = Map.of("HTTPS_PROXY", "http://" + USER + ":" + SECRET + "@proxy.example:3128/");
    Remark found = StandIns.only(examine(nobody() + "/base:1"), "proxy");
    assertThat(found.state()).isEqualTo(State.WARNING);
    assertThat(found.found()).contains("`proxy.example:3128`, which Maven does not read");
    assertThat(found.remedy()).contains("<host>proxy.example</host><port>3128</port>");
  }

  @Test
  void asksThroughTheProxyOfTheSettings() throws Exception {
    String proxy = nobody();
    int port = Integer.parseInt(proxy.substring(proxy.indexOf(':') + 1));
    proxies =
        List.of(
            new RegistryProxy(
                "https", "127.0.0.1", port, "", Optional.of(new RegistryLogin(USER, SECRET))));
    List<Remark> remarks = examine("registry.example/some/base:1");
    assertThat(StandIns.only(remarks, "registry").state()).isEqualTo(State.WARNING);
    assertThat(StandIns.only(remarks, "proxy").found())
        .isEqualTo("`" + proxy + "`, by settings.xml, with a login");
  }

  @Test
  void aBaseOnTheDiskNeedsNoRegistry() throws Exception {
    Path file = Files.createFile(folder.resolve("base.tar"));
    assertThat(examine(new BaseReference.Archive("tar:base.tar", file)))
        .singleElement()
        .satisfies(it -> assertThat(it.state()).isEqualTo(State.OK));
    assertThat(examine(new BaseReference.Layout("oci:none", folder.resolve("none"))))
        .singleElement()
        .satisfies(it -> assertThat(it.stops()).isTrue());
    assertThat(examine(new BaseReference.Host()).get(0).found()).contains("no registry needed");
  }
}
