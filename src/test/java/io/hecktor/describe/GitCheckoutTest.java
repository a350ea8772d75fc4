package io.hecktor.describe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitCheckoutTest {

  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  @TempDir Path folder;

  private Path write(String path, String content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private GitCheckout read() {
    return GitCheckout.of(folder);
  }

  @Test
  void readsABranchFromAFolderBelow() throws IOException {
    write(".git/HEAD", "ref: refs/heads/a/b\n");
    write(".git/refs/heads/a/b", COMMIT + "\n");
    Path module = Files.createDirectories(folder.resolve("module/sub"));

    assertThat(GitCheckout.of(module).revision()).hasValue(COMMIT);
  }

  @Test
  void readsAPackedBranch() throws IOException {
    write(".git/HEAD", "ref: refs/heads/main\n");
    write(".git/packed-refs", "# pack-refs with: peeled\n" + COMMIT + " refs/heads/main\n^abc\n");

    assertThat(read().revision()).hasValue(COMMIT);
  }

  @Test
  void readsADetachedHead() throws IOException {
    write(".git/HEAD", COMMIT + "\n");

    assertThat(read().revision()).hasValue(COMMIT);
  }

  @Test
  void readsAWorkTreeOfItsOwn() throws IOException {
    write("main/.git/refs/heads/other", COMMIT + "\n");
    write("main/.git/config", "[remote \"origin\"]\n  url = https://example.org/a.git\n");
    write("main/.git/worktrees/other/HEAD", "ref: refs/heads/other\n");
    write("main/.git/worktrees/other/commondir", "../..\n");
    write("other/.git", "gitdir: " + folder.resolve("main/.git/worktrees/other") + "\n");

    GitCheckout checkout = GitCheckout.of(folder.resolve("other"));

    assertThat(checkout.revision()).hasValue(COMMIT);
    assertThat(checkout.source()).hasValue("https://example.org/a.git");
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.org/a.git, https://example.org/a.git",
    "https://me:token@example.org/a.git, https://example.org/a.git",
    "ssh://git@example.org:22/a.git, ssh://example.org:22/a.git",
    "git@example.org:group/a.git, ssh://example.org/group/a.git",
    "example.org:a.git, ssh://example.org/a.git",
    "/home/me/a.git, ",
    "../a.git, ",
    "file:///home/me/a.git, ",
    "C:/Users/me/a.git, ",
    "C:\\Users\\me\\a.git, "
  })
  void tellsWhereItIsFetchedFromWithoutLoginsAndFoldersOfThisMachine(String url, String told)
      throws IOException {
    write(".git/HEAD", COMMIT);
    write(
        ".git/config",
        "[remote \"other\"]\nurl = https://no.example\n[remote \"origin\"]\n\turl = " + url + "\n");

    assertThat(read().source().orElse(null)).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({
    "ref: refs/heads/unborn",
    "ref: refs/heads/../../../secret",
    "nonsense",
    "''",
    "ref: refs/heads/loop"
  })
  void tellsNothingOfWhatItDoesNotKnow(String head) throws IOException {
    write(".git/HEAD", head);
    write(".git/refs/heads/loop", "ref: refs/heads/loop");
    write("secret", COMMIT);

    assertThat(read().revision()).isEmpty();
    assertThat(read().source()).isEmpty();
  }

  @Test
  void tellsNothingWhereTheFilesCannotBeRead() throws IOException {
    write(".git", "gitdir");

    assertThat(read().revision()).isEmpty();
  }
}
