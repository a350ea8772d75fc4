package io.hecktor.sandbox;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A socket's address as strace prints it.
 *
 * @param family such as {@code AF_INET}
 * @param host numeric, without the prefix of mapped IPv4 addresses; empty in other families
 * @param port 0 where the family has none
 * @param text as printed
 */
record SocketAddressText(String family, String host, int port, String text) {

  static final int DNS = 53;

  private static final Pattern FAMILY = Pattern.compile("sa_family=(\\w+)");
  private static final Pattern PORT = Pattern.compile("sin6?_port=htons\\((\\d+)\\)");
  private static final Pattern IPV4 = Pattern.compile("inet_addr\\(\"([^\"]*)\"\\)");
  private static final Pattern IPV6 = Pattern.compile("inet_pton\\(AF_INET6, \"([^\"]*)\"");
  private static final String MAPPED = "::ffff:";

  /** Families that stay on the machine, or undo a connection. */
  private static final Set<String> LOCAL =
      Set.of("AF_UNIX", "AF_LOCAL", "AF_NETLINK", "AF_UNSPEC", "AF_ALG");

  /** The first address in a text, if there is one. */
  static Optional<SocketAddressText> in(String text) {
    Matcher family = FAMILY.matcher(text);
    if (!family.find()) {
      return Optional.empty();
    }
    Matcher port = PORT.matcher(text);
    return Optional.of(
        new SocketAddressText(
            family.group(1), host(text), port.find() ? Integer.parseInt(port.group(1)) : 0, text));
  }

  private static String host(String text) {
    Matcher ipv4 = IPV4.matcher(text);
    if (ipv4.find()) {
      return ipv4.group(1);
    }
    Matcher ipv6 = IPV6.matcher(text);
    if (!ipv6.find()) {
      return "";
    }
    String host = ipv6.group(1);
    return host.startsWith(MAPPED) && host.indexOf('.') > 0
        ? host.substring(MAPPED.length())
        : host;
  }

  /** Whether it leads nowhere but to this container; the address of all zeros is loopback too. */
  boolean isLocal() {
    if (LOCAL.contains(family)) {
      return true;
    }
    if (family.equals("AF_VSOCK")) {
      return text.contains("VMADDR_CID_LOCAL");
    }
    return host.startsWith("127.")
        || host.equals("::1")
        || host.equals("0.0.0.0")
        || host.equals("::");
  }

  boolean isNameServer() {
    return port == DNS && !host.isEmpty();
  }

  @Override
  public String toString() {
    if (host.isEmpty()) {
      return text;
    }
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
