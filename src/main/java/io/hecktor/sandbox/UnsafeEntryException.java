package io.hecktor.sandbox;

import java.io.IOException;

/** An entry of a layer that cannot be unpacked without leaving the rootfs, or at all. */
public final class UnsafeEntryException extends IOException {

  private static final long serialVersionUID = 1L;

  private static final int MAX_SHOWN = 200;

  /**
   * Names the entry and what is wrong with it.
   *
   * @param entry its name as the layer has it; shown with its odd characters escaped
   * @param reason goes on after the name, such as {@code has '..' in its name}
   */
  UnsafeEntryException(String entry, String reason) {
    super("the entry '" + shown(entry) + "' " + reason);
  }

  private static String shown(String entry) {
    String escaped = Escapes.escape(entry);
    return escaped.length() <= MAX_SHOWN ? escaped : escaped.substring(0, MAX_SHOWN) + "…";
  }
}
