package io.hecktor.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentKeysTest {

  @TempDir Path folder;

  @Test
  void aKeyBegunAheadIsTheKeyOfTheFile() throws IOException {
    Path begun = Files.write(folder.resolve("begun"), new byte[20 << 20]);
    Path other = Files.writeString(folder.resolve("other"), "other");
    ContentKeys keys = new ContentKeys();
    keys.begin(List.of(begun));

    assertThat(keys.of(begun)).isEqualTo(ContentKey.of(begun));
    assertThat(keys.of(other)).isEqualTo(ContentKey.of(other));
  }

  @Test
  void aFileThatCannotBeReadIsNamedWhenItIsAskedFor() {
    Path missing = folder.resolve("missing");
    ContentKeys keys = new ContentKeys();
    keys.begin(List.of(missing));

    assertThatThrownBy(() -> keys.of(missing))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("missing");
  }
}
