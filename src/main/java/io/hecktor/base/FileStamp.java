package io.hecktor.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What the file system says of a file: that it is the same says that nobody wrote to it in between.
 * It says nothing of what the file holds.
 *
 * @param text size, times and identity
 */
record FileStamp(String text) {

  /** To be taken before the file is read. */
  static FileStamp of(Path file) throws IOException {
    BasicFileAttributes basic = Files.readAttributes(file, BasicFileAttributes.class);
    boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
    // Programs can set a file's time of writing, but not that of its last change.
    Object changed = unix ? Files.getAttribute(file, "unix:ctime") : "";
    return new FileStamp(
        basic.size()
            + "\n"
            + basic.lastModifiedTime()
            + "\n"
            + changed
            + "\n"
            + basic.fileKey()
            + "\n");
  }
}
