package io.hecktor.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counters of a network namespace, from {@code /proc/net/snmp} and {@code snmp6}. Where there is
 * nothing but loopback, each attempt to reach further finds no route, and that is counted, look-ups
 * of names included, whatever the program makes of the error.
 */
record NetworkCounters(Map<String, Long> values) {

  private static final String IPV4 = "IpOutNoRoutes";
  private static final String IPV6 = "Ip6OutNoRoutes";

  NetworkCounters {
    values = Map.copyOf(values);
  }

  /** Reads both files, one after the other in one file. */
  static NetworkCounters read(Path file) throws IOException {
    return parse(Files.readAllLines(file, StandardCharsets.US_ASCII));
  }

  static NetworkCounters parse(List<String> lines) {
    Map<String, Long> values = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String[] words = lines.get(i).trim().split("\\s+", -1);
      if (words[0].endsWith(":") && i + 1 < lines.size()) {
        String[] numbers = lines.get(++i).trim().split("\\s+", -1);
        String group = words[0].substring(0, words[0].length() - 1);
        for (int k = 1; k < Math.min(words.length, numbers.length); k++) {
          values.put(group + words[k], Long.valueOf(numbers[k]));
        }
      } else if (words.length == 2) {
        values.put(words[0], Long.valueOf(words[1]));
      }
    }
    return new NetworkCounters(values);
  }

  /** Attempts without a route, of both IP versions. */
  long withoutRoute() {
    return values.getOrDefault(IPV4, 0L) + values.getOrDefault(IPV6, 0L);
  }

  /** Attempts that were counted between an earlier reading and this one. */
  long since(NetworkCounters earlier) {
    return withoutRoute() - earlier.withoutRoute();
  }

  /** Those attempts as evidence. */
  static Attempts<NetworkAttempt> attempts(long count, String how) {
    List<NetworkAttempt> list =
        count == 0
            ? List.of()
            : List.of(new NetworkAttempt("?", "OutNoRoutes", "?", "ENETUNREACH"));
    return new Attempts<>(Exactness.COUNTED, how, count, list);
  }
}
