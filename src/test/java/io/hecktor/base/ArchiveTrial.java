package io.hecktor.base;

import io.hecktor.HecktorException;
import io.hecktor.blob.BlobStore;
import io.hecktor.plan.BaseImage;
import io.hecktor.plan.BaseReference;
import io.hecktor.testing.RecordingProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** A folder with a cache and an archive in it, which is called {@code base.tar}. */
abstract class ArchiveTrial {

  static final SampleImage IMAGE = SampleImage.linuxAmd64();

  @TempDir Path folder;

  final RecordingProgress progress = new RecordingProgress();

  BlobStore store() {
    return new BlobStore(folder.resolve("cache"));
  }

  BaseReference.Archive archive(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("base.tar"), bytes);
    return new BaseReference.Archive("tar:base.tar", file);
  }

  BaseImage resolve(byte[] bytes) throws IOException, HecktorException {
    return new ArchiveBase(store(), progress).resolve(archive(bytes));
  }

  Set<String> files(String below) throws IOException {
    Path root = folder.resolve("cache/v1").resolve(below);
    if (!Files.exists(root)) {
      return Set.of();
    }
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .collect(Collectors.toSet());
    }
  }
}
