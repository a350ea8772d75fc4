package io.hecktor.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The name that a DNS query asks for (RFC 1035, 4.1). */
final class DnsQuestion {

  private static final int HEADER = 12;
  private static final int LONGEST_LABEL = 63;

  private DnsQuestion() {}

  /** The first question's name, if the bytes are a query. */
  static Optional<String> name(byte[] query) {
    List<String> labels = new ArrayList<>();
    int at = HEADER;
    while (at < query.length && query[at] > 0 && query[at] <= LONGEST_LABEL) {
      int end = at + 1 + query[at];
      if (end > query.length) {
        return Optional.empty();
      }
      labels.add(new String(query, at + 1, end - at - 1, StandardCharsets.UTF_8));
      at = end;
    }
    boolean ended = at < query.length && query[at] == 0;
    return ended && !labels.isEmpty() ? Optional.of(String.join(".", labels)) : Optional.empty();
  }
}
