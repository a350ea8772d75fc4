package io.hecktor.gpu;

import io.hecktor.blob.BlobStore;
import io.hecktor.plan.ZipDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What jars hold, looked at once: kept in the store by the CRC-32s and sizes of their entries, so
 * that a jar of gigabytes costs nothing the next time.
 */
final class JarContents {

  private static final String RECORDS = "jar-contents-1";

  private final BlobStore store;

  JarContents(BlobStore store) {
    this.store = store;
  }

  /**
   * What a jar holds.
   *
   * @return paths are {@code !entry}
   */
  LayerContents of(Path jar) throws IOException {
    Optional<String> key = ZipDirectory.key(jar);
    Optional<byte[]> record =
        key.isPresent() ? store.record(RECORDS, key.get()) : Optional.<byte[]>empty();
    if (record.isPresent()) {
      try {
        return ContentsJson.parse(record.get());
      } catch (IOException | IllegalArgumentException e) {
        store.putRecord(RECORDS, key.get(), new byte[0]);
      }
    }
    ContentsBuilder builder = new ContentsBuilder(store.folder("work"));
    builder.addJar("", jar);
    LayerContents contents = builder.build();
    if (key.isPresent()) {
      store.putRecord(RECORDS, key.get(), ContentsJson.format(contents));
    }
    return contents;
  }
}
