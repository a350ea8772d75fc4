package io.hecktor.sandbox;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The names in a layer's tar, taken apart and checked before anything is done with them. */
final class EntryName {

  /** NAME_MAX of every file system that Linux runs containers on. */
  private static final int MAX_COMPONENT_BYTES = 255;

  /** PATH_MAX, its terminating zero not counted. */
  private static final int MAX_PATH_BYTES = 4095;

  private EntryName() {}

  /**
   * The name's components below the root; none for the root itself. A leading slash counts for
   * nothing, as in every other engine.
   *
   * @throws UnsafeEntryException if it is empty, has {@code ..}, a zero, or is too long for Linux
   */
  static List<String> components(String name) throws UnsafeEntryException {
    if (name.isEmpty()) {
      throw new UnsafeEntryException(name, "has no name");
    }
    List<String> components = new ArrayList<>();
    for (String component : name.split("/", -1)) {
      if (component.equals("..")) {
        throw new UnsafeEntryException(name, "has '..' in its name, which leads out of the rootfs");
      }
      if (!component.isEmpty() && !component.equals(".")) {
        checkComponent(component, name);
        components.add(component);
      }
    }
    if (utf8Length(name) > MAX_PATH_BYTES) {
      throw new UnsafeEntryException(
          name, "has a name of " + utf8Length(name) + " bytes; Linux allows 4095");
    }
    return components;
  }

  /**
   * Checks one component.
   *
   * @param name the whole name, for the message
   */
  static void checkComponent(String component, String name) throws UnsafeEntryException {
    if (component.indexOf('\0') >= 0) {
      throw new UnsafeEntryException(name, "has a zero byte in its name");
    }
    int length = utf8Length(component);
    if (length > MAX_COMPONENT_BYTES) {
      throw new UnsafeEntryException(
          name, "has a component of " + length + " bytes in its name; Linux allows 255");
    }
  }

  /**
   * Checks where a symbolic link leads to; anywhere will do, for it is never followed on the host.
   *
   * @throws UnsafeEntryException if no such link can exist
   */
  static String linkTarget(String target, String entry) throws UnsafeEntryException {
    if (target.isEmpty() || target.indexOf('\0') >= 0 || utf8Length(target) > MAX_PATH_BYTES) {
      throw new UnsafeEntryException(entry, "is a link to a name that Linux does not allow");
    }
    return target;
  }

  static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /**
   * The text of a name that a tar reader was told to decode byte by byte, as ISO 8859-1.
   *
   * <p>Names in plain headers are bytes, mostly UTF-8; names in PAX headers come as text whatever
   * the reader was told. Where all characters fit into a byte and those bytes are UTF-8, it was the
   * former; else it is taken as text. A plain name in another encoding thus ends up in UTF-8 rather
   * than lost: to Java programs it has no name either way.
   */
  static String decode(String read) {
    if (read.chars().anyMatch(c -> c > 0xff) || read.chars().allMatch(c -> c < 0x80)) {
      return read;
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(read.getBytes(StandardCharsets.ISO_8859_1));
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      return read;
    }
  }
}
