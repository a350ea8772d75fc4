package io.hecktor.sandbox;

/**
 * An entry of a layer after its bytes were put away: all that is needed to apply the layer. Paths
 * are relative to the root, without slashes at either end; the root's is empty.
 */
sealed interface UnpackedEntry {

  /** Where the entry stands; of an opaque whiteout, the folder that it empties. */
  String path();

  /** A folder. */
  record Directory(String path, Attributes attributes) implements UnpackedEntry {}

  /**
   * A regular file.
   *
   * @param number names the file with its bytes in the layer's folder
   */
  record RegularFile(String path, Attributes attributes, int number) implements UnpackedEntry {}

  /**
   * A symbolic link.
   *
   * @param target as written
   */
  record SymbolicLink(String path, String target) implements UnpackedEntry {}

  /**
   * Another name of a file.
   *
   * @param target the path of that file
   */
  record HardLink(String path, String target) implements UnpackedEntry {}

  /** Says that a path of the layers below is gone. */
  record Whiteout(String path) implements UnpackedEntry {}

  /** Says that a folder shows nothing of the layers below. */
  record OpaqueWhiteout(String path) implements UnpackedEntry {}

  /**
   * Something that an ordinary user cannot make: a device, a pipe.
   *
   * @param what for the message
   */
  record Special(String path, String what) implements UnpackedEntry {}
}
