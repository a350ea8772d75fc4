package io.hecktor.base;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * How registries are reached.
 *
 * @param credentials where logins are looked for
 * @param proxies all that are active; the first that serves an address is taken, and none for
 *     loopback
 * @param insecureAllowed whether plain HTTP will do where a registry has no HTTPS; for loopback it
 *     always does
 * @param offline whether no registry may be asked
 */
public record RegistrySettings(
    CredentialSources credentials,
    List<RegistryProxy> proxies,
    boolean insecureAllowed,
    boolean offline) {

  /** Copies the list. */
  public RegistrySettings {
    proxies = List.copyOf(proxies);
  }

  /** As Maven does: a proxy for HTTP also serves HTTPS where there is no other. */
  Optional<RegistryProxy> proxyFor(URI target) {
    if (Loopback.is(target.getHost())) {
      return Optional.empty();
    }
    Optional<RegistryProxy> own = proxyFor(target.getScheme(), target);
    return own.isEmpty() && target.getScheme().equals("https") ? proxyFor("http", target) : own;
  }

  private Optional<RegistryProxy> proxyFor(String scheme, URI target) {
    return proxies.stream().filter(proxy -> proxy.serves(scheme, target)).findFirst();
  }

  /** Whether secrets and image bytes may travel to this address. */
  boolean permits(URI target) {
    return "https".equalsIgnoreCase(target.getScheme())
        || ("http".equalsIgnoreCase(target.getScheme())
            && (insecureAllowed || Loopback.is(target.getHost())));
  }
}
