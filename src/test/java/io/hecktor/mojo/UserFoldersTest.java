package io.hecktor.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserFoldersTest {

  private static final Path HOME = Path.of("/home/someone");

  @Test
  void followsTheHabitsOfEachSystem() {
    assertThat(UserFolders.cache("Linux", Map.of(), HOME))
        .isEqualTo(HOME.resolve(".cache/hecktor"));
    assertThat(UserFolders.cache("Mac OS X", Map.of(), HOME))
        .isEqualTo(HOME.resolve("Library/Caches/hecktor"));
    assertThat(UserFolders.cache("Windows 11", Map.of("LOCALAPPDATA", "/local"), HOME))
        .isEqualTo(Path.of("/local/hecktor"));
  }

  @Test
  void anAbsoluteXdgCacheHomeCountsAndARelativeOneDoesNot() {
    assertThat(UserFolders.cache("Linux", Map.of("XDG_CACHE_HOME", "/var/c"), HOME))
        .isEqualTo(Path.of("/var/c/hecktor"));
    assertThat(UserFolders.cache("Linux", Map.of("XDG_CACHE_HOME", "c"), HOME))
        .isEqualTo(HOME.resolve(".cache/hecktor"));
  }

  @Test
  void aGivenFolderCountsFromTheProject() {
    assertThat(UserFolders.cache(Path.of("/project"), "my-cache"))
        .isEqualTo(Path.of("/project/my-cache"));
  }
}
