package io.hecktor.sandbox;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the attempts to reach beyond loopback among system calls.
 *
 * <p>No attempts: loopback, sockets of the machine's own families (nscd's is asked for by each
 * look-up in libc), binding, disconnecting. A UDP socket that is only connected sends nothing, but
 * names an address outside that the program was about to use; libc itself does so only after a
 * look-up brought several addresses, so that counts as an attempt.
 */
final class NetworkCalls {

  private static final Pattern BUFFER = Pattern.compile("iov_base=(\"(?:[^\"\\\\]|\\\\.)*\")");
  private static final String LOOK_UP = "DNS";

  private final Tally<NetworkAttempt> tally = new Tally<>();
  private final Map<String, String> kinds = new HashMap<>();

  /** Sockets that are connected to a name server and have not been seen to send a query yet. */
  private final Map<String, NetworkAttempt> silent = new LinkedHashMap<>();

  private final Map<String, SocketAddressText> nameServers = new HashMap<>();

  void accept(SystemCall call) {
    switch (call.name()) {
      case "socket" -> remember(call);
      case "connect" -> connect(call);
      case "sendto", "sendmsg", "sendmmsg" -> send(call);
      default -> {}
    }
  }

  private void remember(SystemCall call) {
    if (call.succeeded()) {
      kinds.put(socket(call.result()), kind(call.argument(1)));
    }
  }

  private static String kind(String type) {
    return type.contains("SOCK_DGRAM") ? "/udp" : type.contains("SOCK_STREAM") ? "/tcp" : "";
  }

  private static String socket(String descriptor) {
    return StraceText.decoration(descriptor).orElse(descriptor);
  }

  private void connect(SystemCall call) {
    String socket = socket(call.argument(0));
    silent.remove(socket);
    nameServers.remove(socket);
    SocketAddressText.in(call.argument(1))
        .ifPresent(
            address -> {
              if (address.isNameServer() && call.succeeded()) {
                nameServers.put(socket, address);
                silent.put(socket, attempt(call, LOOK_UP, "? (name server " + address + ")"));
              } else if (address.isNameServer() || !address.isLocal()) {
                tally.add(attempt(call, call.name(), address + kinds.getOrDefault(socket, "")));
              }
            });
  }

  private void send(SystemCall call) {
    String socket = socket(call.argument(0));
    Optional<SocketAddressText> address =
        SocketAddressText.in(
            String.join(" ", call.arguments().subList(1, call.arguments().size())));
    SocketAddressText to = address.orElse(nameServers.get(socket));
    if (to == null) {
      return;
    }
    if (to.isNameServer()) {
      String name = question(call).orElse("? (name server " + to + ")");
      silent.remove(socket);
      tally.add(attempt(call, LOOK_UP, name));
    } else if (!to.isLocal()) {
      tally.add(attempt(call, call.name(), to + kinds.getOrDefault(socket, "")));
    }
  }

  private static Optional<String> question(SystemCall call) {
    String data = call.argument(1);
    if (data.startsWith("\"")) {
      return StraceText.bytes(data).flatMap(DnsQuestion::name);
    }
    Matcher matcher = BUFFER.matcher(data);
    return matcher.find()
        ? StraceText.bytes(matcher.group(1)).flatMap(DnsQuestion::name)
        : Optional.empty();
  }

  private static NetworkAttempt attempt(SystemCall call, String what, String target) {
    return new NetworkAttempt(call.process(), what, target, call.error());
  }

  /** What was found, to be asked for once, after the last call. */
  Tally<NetworkAttempt> found() {
    silent.values().forEach(tally::add);
    silent.clear();
    return tally;
  }
}
