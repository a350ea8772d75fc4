package io.hecktor.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.blob.AtomicFile;
import io.hecktor.blob.BlobStore;
import io.hecktor.oci.Digest;
import io.hecktor.testing.RecordingProgress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults planted in a cache: found, and gone where that is asked for; what is whole stays. */
class CacheExaminationTest {

  private static final Instant NOW = Instant.parse("2025-09-01T00:00:00Z");

  @TempDir Path folder;

  private final RecordingProgress progress = new RecordingProgress();
  private BlobStore store;
  private Digest whole;
  private Digest other;

  @BeforeEach
  void fill() throws IOException {
    store = new BlobStore(folder);
    whole = store.put("whole".getBytes(StandardCharsets.UTF_8));
    other = store.put("other".getBytes(StandardCharsets.UTF_8));
  }

  private List<Remark> examine(Depth depth) throws IOException {
    return new CacheExamination(store, depth, NOW, progress).examine();
  }

  private Remark blobs(Depth depth) throws IOException {
    return StandIns.only(examine(depth), "blobs");
  }

  private void flip(Digest blob) throws IOException {
    Path file = store.path(blob);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {'X'}), 1);
    }
  }

  private void cut(Digest blob) throws IOException {
    Path file = store.path(blob);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(2);
    }
  }

  /** As layers of bases are noted. */
  private void note(Digest blob, long bytes) throws IOException {
    String record = "{\"digest\":\"%s\",\"size\":%d}".formatted(blob, bytes);
    store.putRecord("base-layers", blob.hex(), record.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aWholeCacheHasNothingToRemark() throws IOException {
    note(whole, 5);
    assertThat(examine(Depth.VERIFY)).allMatch(remark -> remark.state() == State.OK);
    assertThat(blobs(Depth.VERIFY).found()).startsWith("2 blobs, 10 B, each hashed");
  }

  @Test
  void anEmptyCacheIsWhole() throws IOException {
    store = new BlobStore(folder.resolve("none"));
    assertThat(examine(Depth.FIX)).containsExactly(Remark.ok("cache", "empty"));
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void aFlippedByteIsFoundByHashingAndItsBlobGoes() throws IOException {
    flip(other);
    assertThat(blobs(Depth.QUICK).state()).isEqualTo(State.OK);

    Remark found = blobs(Depth.VERIFY);
    assertThat(found.state()).isEqualTo(State.WARNING);
    assertThat(found.found())
        .startsWith("1 of no use (5 B): blob sha256:" + other.abbreviated())
        .endsWith("has other bytes than its name says");
    assertThat(found.remedy()).contains("`mvn hecktor:doctor -Dhecktor.fix`");
    assertThat(store.path(other)).exists();

    Remark fixed = blobs(Depth.FIX);
    assertThat(fixed.state()).isEqualTo(State.OK);
    assertThat(fixed.found()).startsWith("removed 1 (5 B): blob sha256:" + other.abbreviated());
    assertThat(store.path(other)).doesNotExist();
    assertThat(store.path(whole)).hasContent("whole");
    assertThat(blobs(Depth.VERIFY).state()).isEqualTo(State.OK);
  }

  @Test
  void aCutBlobIsFoundByItsSizeAlone() throws IOException {
    note(other, 5);
    cut(other);
    assertThat(blobs(Depth.QUICK).found()).contains("has 2 bytes in the place of 5");
    blobs(Depth.FIX);
    assertThat(store.path(other)).doesNotExist();
    assertThat(store.path(whole)).hasContent("whole");
  }

  @Test
  void aCutBlobOfUnknownSizeIsFoundByHashing() throws IOException {
    cut(other);
    assertThat(blobs(Depth.QUICK).state()).isEqualTo(State.OK);
    assertThat(blobs(Depth.VERIFY).state()).isEqualTo(State.WARNING);
  }

  @Test
  void anEmptyBlobIsFoundAtOnce() throws IOException {
    Path file = store.path(other);
    Files.delete(file);
    Files.createFile(file);
    assertThat(blobs(Depth.QUICK).found()).contains("is empty");
  }

  @Test
  void whatAKilledProcessWroteGoesAndWhatIsBeingWrittenStays() throws IOException {
    Path blobs = store.path(whole).getParent();
    Path left = Files.writeString(blobs.resolve("new.1234-77-1.part"), "half a lay");
    try (AtomicFile mine = AtomicFile.at(blobs.resolve("new"))) {
      Remark found = StandIns.only(examine(Depth.QUICK), "leftovers");
      assertThat(found.found())
          .isEqualTo("1 of no use (10 B): unfinished file blobs/sha256/new.1234-77-1.part");
      assertThat(left).exists();

      assertThat(StandIns.only(examine(Depth.FIX), "leftovers").state()).isEqualTo(State.OK);
      assertThat(left).doesNotExist();
      assertThat(mine.part()).exists();
    }
  }

  @Test
  void temporaryFilesGoOnceTheyAreOld() throws IOException {
    Path work = store.folder("work");
    Path old = Files.createDirectories(work.resolve("classes1/sub")).getParent();
    Files.writeString(old.resolve("sub/file"), "1234");
    Files.setLastModifiedTime(old, FileTime.from(NOW.minus(Duration.ofDays(2))));
    Path young = Files.writeString(work.resolve("native1.so"), "x");
    Files.setLastModifiedTime(young, FileTime.from(NOW.minus(Duration.ofHours(1))));
    Path passed = Files.writeString(store.folder("engine-trials").resolve("passed-unshare"), "x");
    Files.setLastModifiedTime(passed, FileTime.from(NOW.minus(Duration.ofDays(99))));

    assertThat(StandIns.only(examine(Depth.FIX), "leftovers").found())
        .isEqualTo("removed 1 (4 B): temporary file work/classes1");
    assertThat(old).doesNotExist();
    assertThat(young).exists();
    assertThat(passed).exists();
  }

  @Test
  void recordsThatPointToNothingGo() throws IOException {
    Digest gone = Digest.of(new byte[] {1});
    note(gone, 1);
    note(whole, 5);
    store.putRecord("references", "0".repeat(64), "spoilt".getBytes(StandardCharsets.UTF_8));
    String layout = "{\"folder\":\"" + folder.resolve("no/such/layout") + "\"}";
    store.putRecord("layouts", "1".repeat(64), layout.getBytes(StandardCharsets.UTF_8));

    assertThat(StandIns.only(examine(Depth.QUICK), "records").found()).startsWith("3 of no use");
    assertThat(store.recordKeys("layouts")).hasSize(1);

    examine(Depth.FIX);
    assertThat(store.recordKeys("layouts")).isEmpty();
    assertThat(store.recordKeys("references")).isEmpty();
    assertThat(store.recordKeys("base-layers")).containsExactly(whole.hex());
  }

  @Test
  void unpackedImagesThatNobodyCanReadGo() throws IOException {
    Path trees = store.folder("rootfs").resolve("v1/trees");
    Path unreadable = Files.createDirectories(trees.resolve("a".repeat(64)));
    Files.writeString(unreadable.resolve("made-of"), "nonsense");
    Files.createDirectories(unreadable.resolve("root"));
    Path unfinished = Files.createDirectories(trees.resolve("b".repeat(64) + ".part"));
    Path good = Files.createDirectories(trees.resolve("c".repeat(64)));
    Files.createDirectories(good.resolve("root"));
    Files.createFile(good.resolve("made-of"));
    Path layers = store.folder("rootfs").resolve("v1/layers");
    Path layer = Files.createDirectories(layers.resolve("d".repeat(64) + "-1000-1000"));

    assertThat(StandIns.only(examine(Depth.QUICK), "unpacked images").found())
        .startsWith("3 of no use");
    assertThat(unreadable).exists();

    assertThat(StandIns.only(examine(Depth.FIX), "unpacked images").found())
        .startsWith("removed 3");
    assertThat(unreadable).doesNotExist();
    assertThat(unfinished).doesNotExist();
    assertThat(layer).doesNotExist();
    assertThat(good).exists();
  }

  @Test
  void tellsHowFarItIsWhenItHashes() throws IOException {
    examine(Depth.QUICK);
    assertThat(progress.advanced).hasValue(0);
    examine(Depth.VERIFY);
    assertThat(progress.advanced).hasValue(10);
  }
}
