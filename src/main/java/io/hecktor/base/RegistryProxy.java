package io.hecktor.base;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * A proxy as Maven's settings describe it; it is itself spoken to over plain HTTP.
 *
 * @param protocol {@code http} or {@code https}: which addresses it serves
 * @param host the proxy's own host
 * @param port the proxy's own port
 * @param nonProxyHosts hosts reached without it, separated by {@code |}, with {@code *} at will
 * @param login what the proxy asks for, if it asks
 */
public record RegistryProxy(
    String protocol, String host, int port, String nonProxyHosts, Optional<RegistryLogin> login) {

  boolean serves(String scheme, URI target) {
    return protocol.equalsIgnoreCase(scheme) && !isException(target.getHost());
  }

  private boolean isException(String targetHost) {
    String name = targetHost.toLowerCase(Locale.ROOT);
    for (String pattern : nonProxyHosts.toLowerCase(Locale.ROOT).split("[|,]", -1)) {
      if (!pattern.isBlank() && matches(pattern.strip(), name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(String pattern, String name) {
    StringBuilder regex = new StringBuilder();
    for (String literal : pattern.split("\\*", -1)) {
      regex.append(regex.isEmpty() ? "" : ".*").append(java.util.regex.Pattern.quote(literal));
    }
    return name.matches(regex.toString());
  }

  /** Host and port, for messages. */
  String address() {
    return host + ":" + port;
  }
}
