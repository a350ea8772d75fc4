package io.hecktor.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberedKeysTest {

  private static final Instant LONG_AFTER = Instant.now().plusSeconds(3_600);

  @TempDir Path folder;

  private int reads;

  @BeforeEach
  void onlyWhereFilesHaveATimeOfChange() {
    Assumptions.assumeTrue(
        folder.getFileSystem().supportedFileAttributeViews().contains("unix"), "no ctime here");
  }

  private String key(RememberedKeys keys, Path... files) throws IOException {
    return keys.of(
        List.of(files),
        () -> {
          reads++;
          StringBuilder all = new StringBuilder();
          for (Path file : files) {
            all.append(ContentKey.of(file).hex());
          }
          return all.toString();
        });
  }

  private RememberedKeys longAfter() {
    return new RememberedKeys(new BlobStore(folder.resolve("cache")), LONG_AFTER);
  }

  @Test
  void readsFilesOnceWhileNobodyTouchesThem() throws IOException {
    Path one = Files.writeString(folder.resolve("one"), "one");
    Path two = Files.writeString(folder.resolve("two"), "two");
    String first = key(longAfter(), one, two);

    assertThat(key(longAfter(), one, two)).isEqualTo(first);
    assertThat(reads).isEqualTo(1);
    assertThat(key(longAfter(), one)).isNotEqualTo(first);
  }

  @Test
  void findsOtherBytesOfTheSameSizeAndTime() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    FileTime time = Files.getLastModifiedTime(file);
    String first = key(longAfter(), file);
    Files.writeString(file, "new");
    Files.setLastModifiedTime(file, time);

    // On a coarse clock the second change may fall into the tick of the first; so it is forced.
    awaitOtherChangeTime(file, time);
    assertThat(key(longAfter(), file)).isNotEqualTo(first);
  }

  private static void awaitOtherChangeTime(Path file, FileTime time) throws IOException {
    Object before = Files.getAttribute(file, "unix:ctime");
    while (Files.getAttribute(file, "unix:ctime").equals(before)) {
      Files.setLastModifiedTime(file, time);
    }
  }

  @Test
  void findsAnotherFileInItsPlace() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    Path other = Files.writeString(folder.resolve("other"), "new");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
    String first = key(longAfter(), file);
    Files.move(other, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    assertThat(key(longAfter(), file)).isNotEqualTo(first);
  }

  @Test
  void remembersNothingOfFilesThatChangedAMomentAgo() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    RememberedKeys atOnce =
        new RememberedKeys(new BlobStore(folder.resolve("cache")), Instant.now());
    key(atOnce, file);
    key(atOnce, file);

    assertThat(reads).isEqualTo(2);
  }

  @Test
  void aSpoiltRecordIsMadeAnew() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    String first = key(longAfter(), file);
    try (var records = Files.list(folder.resolve("cache/v1/records/remembered-keys"))) {
      for (Path record : records.toList()) {
        Files.writeString(record, "nonsense");
      }
    }

    assertThat(key(longAfter(), file)).isEqualTo(first);
  }
}
