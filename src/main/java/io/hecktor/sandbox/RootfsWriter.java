package io.hecktor.sandbox;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Puts a merged tree on the disk, in a folder that is new and ours alone: every name is made once,
 * below folders that were made just before, so that there is no link to go astray through. Files
 * are hard links to the layers' bytes.
 *
 * <p>Beside it goes {@code ownership.tsv}: path, uid, gid and octal mode, as the layers have them,
 * of all that is not simply root's and readable by everybody. The disk cannot tell them ({@link
 * ImageUser#effectiveMode}); who explains a "permission denied" needs them.
 */
final class RootfsWriter {

  /** PATH_MAX without its terminating zero. */
  private static final int MAX_PATH_BYTES = 4095;

  private final List<LayerFolder> layers;
  private final ImageUser user;
  private final Writer ownership;

  private RootfsWriter(List<LayerFolder> layers, ImageUser user, Writer ownership) {
    this.layers = layers;
    this.user = user;
    this.ownership = ownership;
  }

  /**
   * What goes into a rootfs.
   *
   * @param tree its names
   * @param layers its bytes, by the tree's layer indices
   * @param user whose permissions it shows
   */
  record Contents(RootfsTree tree, List<LayerFolder> layers, ImageUser user) {}

  /** Where a rootfs goes. */
  record Target(Path root, Path ownership) {}

  /**
   * Writes a rootfs.
   *
   * @throws UnsafeEntryException if a path is too long for the place where it goes
   */
  static void write(Contents contents, Target target) throws IOException {
    try (Writer ownership = Files.newBufferedWriter(target.ownership(), StandardCharsets.UTF_8)) {
      new RootfsWriter(contents.layers(), contents.user(), ownership)
          .writeDirectory(contents.tree().root(), new Place(target.root(), ""));
    }
  }

  /**
   * Somewhere in the rootfs.
   *
   * @param path on the host
   * @param inside in the rootfs; the root's is empty
   */
  private record Place(Path path, String inside) {

    Place child(String name) throws UnsafeEntryException {
      String childInside = inside + "/" + name;
      Path child = RawPaths.child(path, name);
      if (child.toString().length() > MAX_PATH_BYTES / 4
          && EntryName.utf8Length(child.toString()) > MAX_PATH_BYTES) {
        throw new UnsafeEntryException(childInside, "lies too deep to be unpacked below the cache");
      }
      return new Place(child, childInside);
    }
  }

  private void writeDirectory(RootfsTree.Directory directory, Place place) throws IOException {
    Files.createDirectory(place.path());
    record(place, directory.attributes(), true);
    for (Map.Entry<String, RootfsTree.Node> child : directory.children().entrySet()) {
      writeNode(child.getValue(), place.child(child.getKey()));
    }
    // Only now: a folder of mode 000 could not be filled, and filling changes its time.
    PayloadWriter.setTime(place.path(), directory.attributes());
    FileTrees.setMode(place.path(), user.effectiveMode(directory.attributes()));
  }

  private void writeNode(RootfsTree.Node node, Place place) throws IOException {
    if (node instanceof RootfsTree.Directory directory) {
      writeDirectory(directory, place);
    } else if (node instanceof RootfsTree.RegularFile file) {
      writeFile(file, place);
    } else if (node instanceof RootfsTree.SymbolicLink link) {
      Files.createSymbolicLink(place.path(), RawPaths.target(link.target()));
    }
  }

  private void writeFile(RootfsTree.RegularFile file, Place place) throws IOException {
    record(place, file.attributes(), false);
    if (file.layer() == RootfsTree.RegularFile.EMPTY) {
      Files.createFile(place.path());
      FileTrees.setMode(place.path(), user.effectiveMode(file.attributes()));
    } else {
      Files.createLink(place.path(), layers.get(file.layer()).file(file.number()));
    }
  }

  private void record(Place place, Attributes attributes, boolean directory) throws IOException {
    if (!attributes.isOrdinary(directory)) {
      ownership.write(
          String.format(
              Locale.ROOT,
              "%s\t%d\t%d\t%04o\n",
              Escapes.escape(place.inside().isEmpty() ? "/" : place.inside()),
              attributes.uid(),
              attributes.gid(),
              attributes.mode()));
    }
  }
}
