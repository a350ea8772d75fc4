package io.hecktor.verify;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * What stands below the output directory after a run. The directory is untrusted: no link is
 * followed, only regular files are ever opened, and a tree without end costs a bounded look.
 *
 * @param root the directory
 * @param files the regular files that were seen, by path
 * @param links the symbolic links that were seen, by path
 * @param unread the folders that may not be listed
 * @param complete whether every entry was seen
 */
record OutputTree(
    Path root,
    List<OutputFile> files,
    List<OutputLink> links,
    List<String> unread,
    boolean complete) {

  /** So many entries are looked at. */
  static final int MOST_ENTRIES = 10_000;

  /** So deep below the output directory. */
  static final int MOST_LEVELS = 64;

  /**
   * A regular file.
   *
   * @param path from the output directory on, with slashes; for people, as not every name is text
   * @param bytes its length
   * @param file the file itself
   */
  record OutputFile(String path, long bytes, Path file) {}

  /**
   * A symbolic link.
   *
   * @param path from the output directory on, with slashes
   * @param target what it says, unresolved
   */
  record OutputLink(String path, String target) {}

  /** What stands at a path, judged without following any link on the way. */
  enum Standing {
    /** Nothing. */
    MISSING,
    /** A regular file. */
    FILE,
    /** A folder. */
    FOLDER,
    /** A symbolic link, there or on the way. */
    LINK,
    /** A pipe, socket or device, or a file where a folder should be. */
    OTHER,
    /** Something behind a folder that may not be entered. */
    CLOSED
  }

  /** Looks at the tree, the entries near the top first. */
  static OutputTree scan(Path root) throws IOException {
    return new Scan(root).run();
  }

  /** The path on this machine. */
  Path resolve(String path) {
    return root.resolve(path);
  }

  /** What stands at a path below the output directory. */
  Standing standing(String path) throws IOException {
    Path here = root;
    Standing last = Standing.FOLDER;
    for (Path name : Path.of(path)) {
      if (last != Standing.FOLDER) {
        return last == Standing.FILE ? Standing.OTHER : last;
      }
      here = here.resolve(name);
      last = kind(here);
    }
    return last;
  }

  /** What stands in a folder that no link led to. */
  static Standing kind(Path path) throws IOException {
    try {
      BasicFileAttributes attributes = attributes(path);
      if (attributes.isSymbolicLink()) {
        return Standing.LINK;
      }
      if (attributes.isDirectory()) {
        return Standing.FOLDER;
      }
      return attributes.isRegularFile() ? Standing.FILE : Standing.OTHER;
    } catch (NoSuchFileException e) {
      return Standing.MISSING;
    } catch (AccessDeniedException e) {
      return Standing.CLOSED;
    }
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static final class Scan {

    private final Path root;
    private final List<OutputFile> files = new ArrayList<>();
    private final List<OutputLink> links = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();
    private final Deque<Path> waiting = new ArrayDeque<>();
    private int entries;
    private boolean complete = true;

    Scan(Path root) {
      this.root = root;
    }

    OutputTree run() throws IOException {
      waiting.add(root);
      while (!waiting.isEmpty() && entries < MOST_ENTRIES) {
        list(waiting.remove());
      }
      files.sort(Comparator.comparing(OutputFile::path));
      links.sort(Comparator.comparing(OutputLink::path));
      boolean all = complete && waiting.isEmpty();
      return new OutputTree(root, List.copyOf(files), List.copyOf(links), List.copyOf(unread), all);
    }

    private void list(Path folder) throws IOException {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
        for (Path child : children) {
          if (entries >= MOST_ENTRIES) {
            complete = false;
            return;
          }
          entries++;
          look(child);
        }
      } catch (AccessDeniedException e) {
        unread.add(name(folder));
        complete = false;
      } catch (NoSuchFileException | NotDirectoryException e) {
        // Only the root can be gone: nothing runs any more that could take another away.
        return;
      }
    }

    private void look(Path path) throws IOException {
      BasicFileAttributes attributes;
      try {
        attributes = attributes(path);
      } catch (AccessDeniedException e) {
        complete = false;
        return;
      }
      if (attributes.isSymbolicLink()) {
        links.add(new OutputLink(name(path), Files.readSymbolicLink(path).toString()));
      } else if (attributes.isRegularFile()) {
        files.add(new OutputFile(name(path), attributes.size(), path));
      } else if (attributes.isDirectory()) {
        enterLater(path);
      }
    }

    private void enterLater(Path folder) {
      if (folder.getNameCount() - root.getNameCount() < MOST_LEVELS) {
        waiting.add(folder);
      } else {
        complete = false;
      }
    }

    private String name(Path path) {
      return root.relativize(path).toString().replace(File.separatorChar, '/');
    }
  }
}
