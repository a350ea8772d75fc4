package io.hecktor.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.EnvironmentException;
import io.hecktor.oci.Platform;
import io.hecktor.testing.ImageFixtures;
import io.hecktor.testing.ImageFixtures.Image;
import io.hecktor.testing.ImageFixtures.LayerBlob;
import io.hecktor.testing.InProcessRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RegistryAuthTest {

  private static final LayerBlob LAYER =
      ImageFixtures.gzipLayer(ImageFixtures.tar("a", ImageFixtures.noise(500_000, 1)));
  private static final Image IMAGE = ImageFixtures.ociImage(Platform.LINUX_AMD64, LAYER);

  @TempDir private Path folder;
  private InProcessRegistry registry;
  private Puller puller;

  @BeforeEach
  void start() throws IOException {
    registry = InProcessRegistry.start().add("1", IMAGE);
    puller = Puller.in(folder.resolve("cache"));
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private void pull(Puller with) throws Exception {
    with.pull(registry.host() + "/team/base:1");
    assertThat(puller.store().path(LAYER.digest())).exists();
  }

  private Puller withConfig(String json) throws IOException {
    Path file = Files.writeString(folder.resolve("config.json"), json);
    return puller.with(new CredentialSources(Map.of(), List.of(file), List.of(folder)));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void sendsTheLoginOfASettingsServer() throws Exception {
    registry.demandBasic("anna", "s3cret");

    pull(puller.withLogin(registry.host(), "anna", "s3cret"));
  }

  @Test
  void sendsNoLoginBeforeItIsAskedFor() throws Exception {
    pull(puller.withLogin(registry.host(), "anna", "s3cret"));

    assertThat(registry.requests()).allMatch(it -> it.secret().isEmpty());
  }

  @Test
  void sendsTheLoginOfADockerConfig() throws Exception {
    registry.demandBasic("anna", "s3:cret");

    pull(
        withConfig(
            "{\"auths\":{\"https://%s/v2/\":{\"auth\":\"%s\"}}}"
                .formatted(registry.host(), base64("anna:s3:cret"))));
  }

  @Test
  void takesTheLoginOfTheRepositoryBeforeAnothers() throws Exception {
    registry.demandBasic("anna", "right");

    pull(
        withConfig(
            "{\"auths\":{\"HOST/other\":{\"auth\":\"%s\"},\"HOST/team\":{\"auth\":\"%s\"}}}"
                .replace("HOST", registry.host())
                .formatted(base64("anna:wrong"), base64("anna:right"))));
  }

  @Test
  void passesOverEntriesThatHoldNoLogin() throws Exception {
    for (String entry : List.of("{}", "{\"auth\":\"%%%\"}", "{\"auth\":\"YQ==\"}", "null")) {
      pull(
          withConfig(
              "{\"auths\":{\"%s\":%s},\"credsStore\":\"\"}".formatted(registry.host(), entry)));
    }
    registry.demandBearer("");
    puller.store().evict(LAYER.digest());
    pull(withConfig("{\"auths\":{\"%s\":{}}}".formatted(registry.host())));
  }

  @Test
  void warnsOfADockerConfigThatCannotBeRead() throws Exception {
    registry.demandBearer("");

    pull(withConfig("{"));

    assertThat(puller.progress().warnings)
        .anyMatch(it -> it.what().contains("`config.json` cannot be read"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void asksTheCredentialHelper() throws Exception {
    Path helper = folder.resolve("docker-credential-fixture");
    Files.writeString(
        helper,
        """
        #!/bin/sh
        read -r server
        test "$1 $server" = "get %s" || { echo "credentials not found in native keychain"; exit 1; }
        echo '{"ServerURL":"x","Username":"anna","Secret":"kept"}'
        """
            .formatted(registry.host()));
    assertThat(helper.toFile().setExecutable(true)).isTrue();
    registry.demandBasic("anna", "kept");

    pull(
        withConfig(
            "{\"auths\":{\"HOST\":{}},\"credHelpers\":{\"HOST\":\"fixture\"}}"
                .replace("HOST", registry.host())));
    puller.store().evict(LAYER.digest());
    pull(withConfig("{\"credsStore\":\"fixture\"}"));
  }

  @Test
  void namesACredentialHelperThatIsNotInstalled() {
    registry.demandBasic("anna", "kept");

    assertThatThrownBy(() -> pull(withConfig("{\"credsStore\":\"absent\"}")))
        .hasMessageContaining("`docker-credential-absent`, which is not installed");
  }

  @Test
  void getsATokenForNobodyAndUsesItThroughout() throws Exception {
    registry.demandBearer("");

    pull(puller);

    assertThat(registry.tokenForms())
        .containsExactly("GET service=in-process&scope=repository:x:pull");
  }

  @Test
  void getsATokenForALogin() throws Exception {
    registry.demandBearer("anna:s3cret");

    pull(puller.withLogin(registry.host(), "anna", "s3cret"));

    assertThat(registry.requests(LAYER.digest())).allMatch(it -> it.secret().startsWith("Bearer "));
  }

  @Test
  void exchangesAnIdentityToken() throws Exception {
    registry.demandBearer("identity");

    pull(
        withConfig(
            "{\"auths\":{\"%s\":{\"auth\":\"%s\",\"identitytoken\":\"identity\"}}}"
                .formatted(registry.host(), base64("00000000-0000-0000-0000-000000000000:"))));

    assertThat(registry.tokenForms())
        .singleElement()
        .asString()
        .startsWith("POST ")
        .contains("grant_type=refresh_token");
  }

  @Test
  void renewsATokenThatExpired() throws Exception {
    registry.demandBearer("");
    RegistryReference reference = RegistryReference.parse(registry.host() + "/team/base:1");
    PullContext context =
        new PullContext(reference, puller.settings(), Puller.IMPATIENT, puller.progress());
    try (RegistryClient client = new RegistryClient(context)) {
      client.manifest("1");
      registry.expireTokens();
      assertThat(client.manifest("1")).isEqualTo(IMAGE.manifest().bytes());
    }
    assertThat(registry.tokenForms()).hasSize(2);
  }

  @Test
  void tellsWhereALoginWasLookedForAndNoSecret() {
    registry.demandBasic("anna", "s3cret");

    assertThatThrownBy(() -> pull(puller))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("status 401")
        .hasMessageContaining("`settings.xml`")
        .hasMessageContaining("<server><id>" + registry.host() + "</id>");
    assertThatThrownBy(() -> pull(puller.withLogin(registry.host(), "anna", "wr0ng")))
        .hasMessageContaining("with the login of `settings.xml`")
        .hasMessageNotContaining("wr0ng")
        .hasMessageNotContaining("anna");
    registry.demandBearer("anna:s3cret");
    assertThatThrownBy(() -> pull(puller.withLogin(registry.host(), "anna", "wr0ng")))
        .hasMessageContaining("with the login of `settings.xml`");
  }

  @Test
  void sendsNoSecretToWhereBlobsAreRedirected() throws Exception {
    registry.demandBearer("anna:s3cret");
    try (InProcessRegistry storage = InProcessRegistry.start().add("1", IMAGE)) {
      registry.redirectBlobs("http://" + storage.host());
      storage.cutAfter(300_000);

      pull(puller.withLogin(registry.host(), "anna", "s3cret"));

      assertThat(storage.requests(LAYER.digest())).hasSize(2);
      assertThat(storage.requests()).allMatch(it -> it.secret().isEmpty());
      assertThat(storage.requests(LAYER.digest()).get(1).range()).isEqualTo("bytes=300000-");
    }
  }

  @Test
  void asksTheRegistryAgainWhereARedirectHasExpired() throws Exception {
    try (InProcessRegistry storage = InProcessRegistry.start().add("1", IMAGE)) {
      registry.redirectBlobs("http://" + storage.host());
      storage.answer(403);

      pull(puller);

      assertThat(registry.requests(LAYER.digest())).hasSize(2);
    }
  }

  @Test
  void followsNoRedirectToPlainHttpElsewhere() {
    registry.redirectBlobs("http://storage.invalid");

    assertThatThrownBy(() -> pull(puller))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("`storage.invalid` without encryption")
        .hasMessageContaining("hecktor.allowInsecureRegistries");
  }

  @Test
  void sendsNoLoginToATokenServerWithoutEncryption() {
    registry.demandBearer("anna:s3cret");
    registry.realm("http://tokens.invalid/token");

    assertThatThrownBy(() -> pull(puller.withLogin(registry.host(), "anna", "s3cret")))
        .hasMessageContaining("`tokens.invalid`, which has no encryption");
  }

  @Test
  void givesUpOnRedirectsInACircle() {
    registry.redirectBlobs("http://" + registry.host());

    assertThatThrownBy(() -> pull(puller)).isInstanceOf(EnvironmentException.class);
  }
}
