package org.library;

import java.net.InetAddress;

/** A dependency that asks for a name. */
public final class Names {

  private Names() {}

  public static boolean ask(String name) throws Exception {
    return InetAddress.getAllByName(name).length > 0;
  }
}
