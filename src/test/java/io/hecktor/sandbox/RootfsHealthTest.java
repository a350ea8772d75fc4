package io.hecktor.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.blob.BlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in use stays, however broken it looks. */
class RootfsHealthTest {

  @TempDir Path folder;

  @Test
  void aRootfsInUseStaysUntilItIsNot() throws IOException {
    BlobStore store = new BlobStore(folder);
    Path root = store.folder("rootfs");
    RootfsFolders folders = RootfsFolders.below(root);
    folders.create();
    CachedRootfs spoilt = folders.rootfs("spoilt");
    Files.createDirectories(spoilt.root());
    Files.writeString(spoilt.madeOf(), "nonsense");
    RootfsHealth health = new RootfsHealth(root, store);
    try (InUse mark = InUse.mark(folders.marks("spoilt"))) {
      assertThat(health.look()).hasSize(1);
      assertThat(health.remove()).isEmpty();
      assertThat(spoilt.folder()).exists();
    }
    assertThat(health.remove()).hasSize(1);
    assertThat(spoilt.folder()).doesNotExist();
  }

  @Test
  void aCacheWithoutUnpackedImagesStaysWithout() throws IOException {
    assertThat(new RootfsHealth(folder.resolve("rootfs"), new BlobStore(folder)).remove())
        .isEmpty();
    assertThat(folder).isEmptyDirectory();
  }
}
