package io.hecktor.mojo;

import io.hecktor.base.CredentialSources;
import io.hecktor.base.RegistryLogin;
import io.hecktor.base.RegistryProxy;
import io.hecktor.base.RegistrySettings;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.jspecify.annotations.Nullable;

/** How registries are reached, from Maven's settings and the user's environment. */
final class RegistryAccess {

  private final MavenSession session;
  private final SettingsDecrypter decrypter;
  private final boolean insecureAllowed;
  private final boolean offline;

  RegistryAccess(
      MavenSession session, SettingsDecrypter decrypter, boolean insecureAllowed, boolean offline) {
    this.session = session;
    this.decrypter = decrypter;
    this.insecureAllowed = insecureAllowed;
    this.offline = offline;
  }

  RegistrySettings settings() {
    SettingsDecryptionResult decrypted =
        decrypter.decrypt(new DefaultSettingsDecryptionRequest(orNone(session.getSettings())));
    return new RegistrySettings(
        new CredentialSources(
            servers(decrypted.getServers()), configFiles(System.getenv()), programFolders()),
        proxies(decrypted.getProxies()),
        insecureAllowed,
        offline);
  }

  /** Those who embed Maven may have set none. */
  private static Settings orNone(@Nullable Settings settings) {
    return settings == null ? new Settings() : settings;
  }

  private static Map<String, RegistryLogin> servers(List<Server> servers) {
    Map<String, RegistryLogin> logins = new HashMap<>();
    for (Server server : servers) {
      login(server.getUsername(), server.getPassword())
          .ifPresent(login -> logins.put(server.getId(), login));
    }
    return logins;
  }

  private static Optional<RegistryLogin> login(@Nullable String user, @Nullable String secret) {
    return user == null || secret == null
        ? Optional.empty()
        : Optional.of(new RegistryLogin(user, secret));
  }

  private static List<RegistryProxy> proxies(List<Proxy> proxies) {
    List<RegistryProxy> active = new ArrayList<>();
    for (Proxy proxy : proxies) {
      if (proxy.isActive() && proxy.getHost() != null) {
        active.add(
            new RegistryProxy(
                proxy.getProtocol(),
                proxy.getHost(),
                proxy.getPort(),
                Optional.ofNullable(proxy.getNonProxyHosts()).orElse(""),
                login(proxy.getUsername(), proxy.getPassword())));
      }
    }
    return active;
  }

  /** Docker's and Podman's places, the one that the environment names first. */
  private static List<Path> configFiles(Map<String, String> environment) {
    Path home = Path.of(System.getProperty("user.home"));
    List<Path> files = new ArrayList<>();
    Optional.ofNullable(environment.get("DOCKER_CONFIG"))
        .ifPresent(folder -> files.add(Path.of(folder).resolve("config.json")));
    files.add(home.resolve(".docker").resolve("config.json"));
    files.add(home.resolve(".dockercfg"));
    Optional.ofNullable(environment.get("REGISTRY_AUTH_FILE"))
        .ifPresent(file -> files.add(Path.of(file)));
    Optional.ofNullable(environment.get("XDG_RUNTIME_DIR"))
        .ifPresent(folder -> files.add(Path.of(folder).resolve("containers").resolve("auth.json")));
    files.add(home.resolve(".config").resolve("containers").resolve("auth.json"));
    return files;
  }

  private static List<Path> programFolders() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isBlank())
        .map(Path::of)
        .toList();
  }
}
