package io.hecktor.base;

import java.util.Locale;
import java.util.regex.Pattern;

/** Hosts that are this machine by their very name, so that nobody is asked who they are. */
final class Loopback {

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1]?");

  private Loopback() {}

  static boolean is(String host) {
    return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }
}
