package io.hecktor.sandbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The files of a rootfs as they will be, merged from layers in memory: names, links and whiteouts
 * are resolved here, where there is no host to escape to. Links are followed inside the tree as a
 * process would follow them whose root it is.
 *
 * <p>This is why nothing here needs {@code openat2} or folder handles: by the time that the disk is
 * touched, every name is known, no name leads through a link, and the links are made last.
 */
final class RootfsTree {

  /** What Linux follows before it says ELOOP. */
  private static final int MAX_LINKS = 40;

  /** Bounds the memory that folders named in passing can take. */
  private static final int MAX_NODES = 500_000;

  private final Directory root = new Directory(Attributes.IMPLIED_DIRECTORY);
  private final List<UnpackedEntry.Special> leftOut = new ArrayList<>();
  private int nodes;

  /** Something in the tree. */
  sealed interface Node {}

  /** A folder; what is in it changes while layers are applied. */
  static final class Directory implements Node {
    private final Map<String, Node> children = new TreeMap<>();
    private Attributes attributes;

    private Directory(Attributes attributes) {
      this.attributes = attributes;
    }

    /** By name, sorted. */
    Map<String, Node> children() {
      return children;
    }

    Attributes attributes() {
      return attributes;
    }
  }

  /**
   * A regular file; two names of one file share it.
   *
   * @param layer index of the layer that has its bytes, or {@link #EMPTY}
   * @param number of the file in that layer
   */
  record RegularFile(int layer, int number, Attributes attributes) implements Node {

    /** Instead of a layer's index: the file is empty and no layer's. */
    static final int EMPTY = -1;
  }

  /**
   * A symbolic link.
   *
   * @param target as written
   */
  record SymbolicLink(String target) implements Node {}

  Directory root() {
    return root;
  }

  /** What could not be made, in the order of the layers. */
  List<UnpackedEntry.Special> leftOut() {
    return leftOut;
  }

  /**
   * Applies the next layer. Its whiteouts go first, wherever they stand in it: they speak of the
   * layers below alone.
   *
   * @param layer its index
   * @throws UnsafeEntryException if an entry cannot be put anywhere
   */
  void apply(int layer, List<UnpackedEntry> entries) throws UnsafeEntryException {
    Set<String> ownDirectories = new HashSet<>();
    for (UnpackedEntry entry : entries) {
      if (entry instanceof UnpackedEntry.Directory) {
        ownDirectories.add(entry.path());
      }
    }
    for (UnpackedEntry entry : entries) {
      if (entry instanceof UnpackedEntry.Whiteout) {
        whiteOut(entry.path(), ownDirectories);
      } else if (entry instanceof UnpackedEntry.OpaqueWhiteout) {
        emptyDirectory(entry.path(), ownDirectories);
      }
    }
    for (UnpackedEntry entry : entries) {
      put(layer, entry);
    }
  }

  private void whiteOut(String path, Set<String> ownDirectories) throws UnsafeEntryException {
    Directory parent = lower(parent(path), ownDirectories, path);
    parent.children.remove(base(path));
  }

  private void emptyDirectory(String path, Set<String> ownDirectories) throws UnsafeEntryException {
    lower(path, ownDirectories, path).children.clear();
  }

  /**
   * The folder of the layers below, reached through folders alone: who writes a whiteout has seen
   * the real path, and one that leads through a link would remove something of another name. Where
   * there is none, or the layer puts a folder of its own in its place, there is nothing to remove.
   */
  private Directory lower(String path, Set<String> ownDirectories, String entry)
      throws UnsafeEntryException {
    Directory at = root;
    StringBuilder walked = new StringBuilder();
    for (String component : components(path)) {
      walked.append(walked.isEmpty() ? "" : "/").append(component);
      Node next = at.children.get(component);
      if (next instanceof Directory directory) {
        at = directory;
      } else if (next == null || ownDirectories.contains(walked.toString())) {
        return new Directory(Attributes.IMPLIED_DIRECTORY);
      } else {
        throw new UnsafeEntryException(
            entry,
            "has a whiteout that leads through '"
                + Escapes.escape(walked.toString())
                + "', which is no folder");
      }
    }
    return at;
  }

  private void put(int layer, UnpackedEntry entry) throws UnsafeEntryException {
    if (entry instanceof UnpackedEntry.Directory directory) {
      putDirectory(directory);
    } else if (entry instanceof UnpackedEntry.RegularFile file) {
      putNode(entry.path(), new RegularFile(layer, file.number(), file.attributes()));
    } else if (entry instanceof UnpackedEntry.SymbolicLink link) {
      putNode(entry.path(), new SymbolicLink(link.target()));
    } else if (entry instanceof UnpackedEntry.HardLink link) {
      putNode(entry.path(), linked(link));
    } else if (entry instanceof UnpackedEntry.Special special) {
      directory(parent(entry.path()), entry.path()).children.remove(base(entry.path()));
      leftOut.add(special);
    }
  }

  private void putDirectory(UnpackedEntry.Directory entry) throws UnsafeEntryException {
    Directory directory = root;
    if (!entry.path().isEmpty()) {
      Directory parent = directory(parent(entry.path()), entry.path());
      if (parent.children.get(base(entry.path())) instanceof Directory existing) {
        directory = existing;
      } else {
        directory = new Directory(entry.attributes());
        add(parent, base(entry.path()), directory);
      }
    }
    directory.attributes = entry.attributes();
  }

  private void putNode(String path, Node node) throws UnsafeEntryException {
    add(directory(parent(path), path), base(path), node);
  }

  private void add(Directory parent, String name, Node node) throws UnsafeEntryException {
    if (++nodes > MAX_NODES) {
      throw new UnsafeEntryException(
          name, "is one of more than " + MAX_NODES + ", which is more than is unpacked");
    }
    parent.children.put(name, node);
  }

  /** A second name of a symbolic link is as good as a second link. */
  private Node linked(UnpackedEntry.HardLink link) throws UnsafeEntryException {
    Node target = directory(parent(link.target()), link.path()).children.get(base(link.target()));
    if (target == null || target instanceof Directory) {
      throw new UnsafeEntryException(
          link.path(),
          "is a hard link to '"
              + Escapes.escape(link.target())
              + "', which is no file of the image");
    }
    return target;
  }

  /**
   * The folder at a path, links followed and missing folders made.
   *
   * @param entry for the message
   */
  private Directory directory(String path, String entry) throws UnsafeEntryException {
    return walk(path, entry).peek();
  }

  /** The folders from the one at a path up to the root. */
  private Deque<Directory> walk(String path, String entry) throws UnsafeEntryException {
    Deque<Directory> trail = new ArrayDeque<>(List.of(root));
    Deque<String> pending = new ArrayDeque<>(components(path));
    int links = 0;
    while (!pending.isEmpty()) {
      String component = pending.pop();
      if (component.equals("..")) {
        leave(trail);
      } else if (!component.isEmpty() && !component.equals(".")) {
        Node next = child(trail.element(), component, entry);
        if (next instanceof SymbolicLink link) {
          if (++links > MAX_LINKS) {
            throw new UnsafeEntryException(entry, "leads through more than 40 links");
          }
          follow(link, trail, pending);
        } else {
          trail.push((Directory) next);
        }
      }
    }
    return trail;
  }

  private Node child(Directory directory, String name, String entry) throws UnsafeEntryException {
    Node child = directory.children.get(name);
    if (child == null) {
      EntryName.checkComponent(name, entry);
      child = new Directory(Attributes.IMPLIED_DIRECTORY);
      add(directory, name, child);
    } else if (child instanceof RegularFile) {
      throw new UnsafeEntryException(
          entry, "lies below '" + Escapes.escape(name) + "', which is a file");
    }
    return child;
  }

  private void follow(SymbolicLink link, Deque<Directory> trail, Deque<String> pending) {
    if (link.target().startsWith("/")) {
      trail.clear();
      trail.push(root);
    }
    List<String> components = components(link.target());
    for (int i = components.size() - 1; i >= 0; i--) {
      pending.push(components.get(i));
    }
  }

  /** The root's parent is the root. */
  private static void leave(Deque<Directory> trail) {
    if (trail.size() > 1) {
      trail.pop();
    }
  }

  /**
   * Makes sure that something can be mounted at a path, and tells where that is.
   *
   * @return the path without links; the one that is safe to use from outside
   * @throws UnsafeEntryException if the image has something else there
   */
  String mountPoint(MountPoint point) throws UnsafeEntryException {
    String path = String.join("/", EntryName.components(point.path()));
    if (point.kind() == MountPoint.Kind.DIRECTORY) {
      return pathOf(walk(path, point.path()));
    }
    Deque<Directory> trail = walk(parent(path), point.path());
    String name = base(path);
    Node existing = trail.element().children.get(name);
    if (existing instanceof Directory) {
      throw new UnsafeEntryException(point.path(), "is a folder where a file is to be mounted");
    } else if (!(existing instanceof RegularFile)) {
      add(trail.element(), name, new RegularFile(RegularFile.EMPTY, 0, Attributes.IMPLIED_FILE));
    }
    return pathOf(trail) + (trail.size() == 1 ? "" : "/") + name;
  }

  private static String pathOf(Deque<Directory> trail) {
    List<Directory> fromRoot = new ArrayList<>(trail);
    java.util.Collections.reverse(fromRoot);
    StringBuilder path = new StringBuilder();
    for (int i = 1; i < fromRoot.size(); i++) {
      path.append('/').append(nameOf(fromRoot.get(i), fromRoot.get(i - 1)));
    }
    return path.isEmpty() ? "/" : path.toString();
  }

  private static String nameOf(Directory child, Directory parent) {
    return parent.children.entrySet().stream()
        .filter(e -> e.getValue() == child)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> components(String path) {
    return path.isEmpty() ? List.of() : List.of(path.split("/"));
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private static String base(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
