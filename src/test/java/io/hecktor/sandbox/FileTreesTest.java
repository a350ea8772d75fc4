package io.hecktor.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs may leave has to be removable. */
class FileTreesTest {

  @TempDir Path temp;

  /** Nested from the inside out, as a program does it with chdir(2). */
  private Path nested(int levels, String name) throws IOException {
    Path inner = Files.createDirectories(temp.resolve("a"));
    Files.writeString(inner.resolve("file"), "x");
    for (int level = 0; level < levels; level++) {
      Path outer = Files.createDirectory(temp.resolve("b"));
      Files.move(inner, outer.resolve(name));
      inner = Files.move(outer, temp.resolve("a"));
    }
    return inner;
  }

  @Test
  void deletesFoldersThatLieDeeperThanAnyPathGoes() throws IOException {
    FileTrees.delete(nested(60, "n".repeat(200)));

    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void deletesClosedFoldersAndDanglingLinksButNotWhereLinksLead() throws IOException {
    Path kept = Files.createDirectory(temp.resolve("kept"));
    Files.writeString(kept.resolve("file"), "x");
    Path tree = Files.createDirectories(temp.resolve("tree/closed"));
    Files.createSymbolicLink(tree.resolve("dangling"), Path.of("nowhere"));
    Files.createSymbolicLink(tree.resolve("out"), kept);
    Files.setPosixFilePermissions(tree, PosixFilePermissions.fromString("---------"));

    FileTrees.delete(temp.resolve("tree"));

    assertThat(temp.resolve("tree")).doesNotExist();
    assertThat(kept.resolve("file")).hasContent("x");
  }
}
