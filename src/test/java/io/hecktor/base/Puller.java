package io.hecktor.base;

import io.hecktor.HecktorException;
import io.hecktor.blob.BlobStore;
import io.hecktor.plan.BaseImage;
import io.hecktor.plan.BaseReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pulls as a build does, with the patience of a test. */
record Puller(BlobStore store, ToldProgress progress, RegistrySettings settings) {

  static final Patience IMPATIENT =
      new Patience(Duration.ofSeconds(5), Duration.ofMillis(700), Duration.ofMillis(1), 3);

  static final CredentialSources NO_LOGINS = new CredentialSources(Map.of(), List.of(), List.of());

  static Puller in(Path folder) {
    return new Puller(
        new BlobStore(folder),
        new ToldProgress(),
        new RegistrySettings(NO_LOGINS, List.of(), false, false));
  }

  Puller with(RegistrySettings other) {
    return new Puller(store, progress, other);
  }

  Puller with(CredentialSources logins) {
    return with(new RegistrySettings(logins, List.of(), false, false));
  }

  Puller withLogin(String host, String user, String password) {
    return with(
        new CredentialSources(
            Map.of(host, new RegistryLogin(user, password)), List.of(), List.of()));
  }

  Puller offline() {
    return with(new RegistrySettings(NO_LOGINS, List.of(), false, true));
  }

  /** Plain HTTP to any host, through a proxy on loopback. */
  Puller through(int port, String nonProxyHosts, Optional<RegistryLogin> login) {
    RegistryProxy proxy = new RegistryProxy("http", "127.0.0.1", port, nonProxyHosts, login);
    return with(new RegistrySettings(NO_LOGINS, List.of(proxy), true, false));
  }

  BaseImage pull(String reference) throws HecktorException {
    return new RegistryBase(store, progress, settings, IMPATIENT)
        .resolve(new BaseReference.Registry(reference));
  }
}
