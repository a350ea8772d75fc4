package io.hecktor.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A layer on the disk that belongs to no rootfs yet: its files' bytes under numbers, and the list
 * of its entries. Nothing in it bears a name that the image chose, so unpacking into it cannot
 * leave it, and the same folder serves every rootfs that has the layer.
 *
 * @param path the folder
 */
record LayerFolder(Path path) {

  void create() throws IOException {
    Files.createDirectories(files());
  }

  /** The file that lists the entries. */
  Path list() {
    return path.resolve("entries");
  }

  /** The file that holds the bytes of the entry with that number. */
  Path file(int number) {
    return files().resolve(Integer.toString(number));
  }

  List<UnpackedEntry> entries() throws IOException {
    return EntryList.read(list());
  }

  private Path files() {
    return path.resolve("files");
  }
}
