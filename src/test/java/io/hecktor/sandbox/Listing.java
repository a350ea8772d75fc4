package io.hecktor.sandbox;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A folder's content as lines; what cannot be entered or read says so. */
final class Listing {

  private static final int SHOWN_BYTES = 100;

  private Listing() {}

  static List<String> of(Path root) throws IOException {
    List<String> lines = new ArrayList<>();
    add(root, "", lines);
    Collections.sort(lines);
    return lines;
  }

  private static void add(Path folder, String inside, List<String> lines) throws IOException {
    if (!Files.isReadable(folder)) {
      lines.add(inside + "/ closed");
      return;
    }
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      for (Path child : children) {
        String name = inside + "/" + name(child);
        if (Files.isSymbolicLink(child)) {
          lines.add(name + " -> " + Files.readSymbolicLink(child));
        } else if (Files.isDirectory(child)) {
          lines.add(name + "/");
          add(child, name, lines);
        } else {
          lines.add(name + " = " + content(child));
        }
      }
    }
  }

  /** Paths forget what the locale cannot say; URIs do not. */
  private static String name(Path path) {
    String raw = path.toUri().getRawPath().replaceAll("/$", "").replace("+", "%2B");
    return URLDecoder.decode(raw.substring(raw.lastIndexOf('/') + 1), StandardCharsets.UTF_8);
  }

  private static String content(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      return "closed";
    }
    return Files.size(file) > SHOWN_BYTES
        ? Files.size(file) + " bytes"
        : new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /** Names, times and sizes of all that is below a folder, one folder left out. */
  static List<String> state(Path folder, Path except) throws IOException {
    List<String> lines = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      for (Path child : children) {
        if (!child.equals(except)) {
          BasicFileAttributes attributes =
              Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
          FileTime time = attributes.lastModifiedTime();
          lines.add(
              child
                  + " "
                  + attributes.size()
                  + " "
                  + time
                  + " "
                  + attributes.fileKey()
                  + Files.getPosixFilePermissions(child, LinkOption.NOFOLLOW_LINKS));
          if (attributes.isDirectory()) {
            lines.addAll(state(child, except));
          }
        }
      }
    }
    Collections.sort(lines);
    return lines;
  }
}
