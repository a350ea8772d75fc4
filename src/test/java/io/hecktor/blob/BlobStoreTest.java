package io.hecktor.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.oci.Descriptor;
import io.hecktor.oci.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BlobStoreTest {

  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);
  private static final Descriptor BLOB = new Descriptor("text/plain", Digest.of(HELLO), 5);

  @TempDir Path folder;
  private BlobStore store;

  @BeforeEach
  void open() {
    store = new BlobStore(folder);
  }

  private List<String> blobs() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("v1/blobs/sha256"))) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void keepsBlobsUnderTheirDigests() throws IOException {
    assertThat(store.put(HELLO)).isEqualTo(BLOB.digest());
    assertThat(store.contains(BLOB)).isTrue();
    assertThat(store.readSmall(BLOB)).isEqualTo(HELLO);
    assertThat(blobs())
        .containsExactly("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
  }

  @Test
  void protectsBlobsFromProgramsThatFollowAHardLink() throws IOException {
    store.put(HELLO);

    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(store.path(BLOB.digest()))))
        .isEqualTo("r--r--r--");
  }

  @Test
  void doesNotContainACutBlob() throws IOException {
    store.put(HELLO);
    replace("hell");

    assertThat(store.contains(BLOB)).isFalse();
  }

  @Test
  void refusesToReadASpoiltBlobAndTakesItAnew() throws IOException {
    store.put(HELLO);
    replace("hullo");

    assertThatThrownBy(() -> store.readSmall(BLOB))
        .isInstanceOf(DigestMismatchException.class)
        .hasMessageContaining(store.path(BLOB.digest()).toString());
    store.evict(BLOB.digest());
    assertThat(store.contains(BLOB)).isFalse();
    store.put(HELLO);
    assertThat(store.readSmall(BLOB)).isEqualTo(HELLO);
  }

  private void replace(String text) throws IOException {
    Files.delete(store.path(BLOB.digest()));
    Files.writeString(store.path(BLOB.digest()), text);
  }

  @Test
  void leavesNothingOfABlobThatWasNotCommitted() throws IOException {
    try (BlobWriter writer = store.create()) {
      writer.write(HELLO, 0, 5);
    }

    assertThat(blobs()).isEmpty();
  }

  @Test
  void leavesNothingOfABlobThatIsNotTheExpectedOne() throws IOException {
    Digest other = Digest.of(new byte[1]);
    try (BlobWriter writer = store.create()) {
      writer.write(HELLO, 0, 5);

      assertThatThrownBy(() -> writer.commit(other, "it"))
          .isInstanceOf(DigestMismatchException.class)
          .hasMessageContaining(other.toString())
          .hasMessageContaining(BLOB.digest().toString());
    }
    assertThat(blobs()).isEmpty();
  }

  @Test
  void adoptsAFinishedDownload() throws IOException {
    Files.createDirectories(store.download(BLOB.digest()).getParent());
    Files.write(store.download(BLOB.digest()), HELLO);

    store.adoptDownload(BLOB.digest());

    assertThat(store.readSmall(BLOB)).isEqualTo(HELLO);
    assertThat(store.download(BLOB.digest())).doesNotExist();
  }

  @Test
  void replacesRecords() throws IOException {
    assertThat(store.record("kind", "key")).isEmpty();
    store.putRecord("kind", "key", new byte[] {1});
    store.putRecord("kind", "key", new byte[] {2});

    assertThat(store.record("kind", "key"))
        .hasValueSatisfying(b -> assertThat(b).containsExactly(2));
  }

  @Test
  void letsOnlyOneThreadAtATimeHoldALock() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        all.add(threads.submit(() -> holdBriefly(inside, most)));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(most).hasValue(1);
    assertThat(System.getProperties().stringPropertyNames())
        .noneMatch(name -> name.startsWith("io.hecktor.lock:" + folder));
  }

  private Void holdBriefly(AtomicInteger inside, AtomicInteger most) throws Exception {
    try (BlobStore.Lock lock = store.lock("thing")) {
      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
      Thread.sleep(5);
      inside.decrementAndGet();
    }
    return null;
  }

  @Test
  void locksOfDifferentNamesDoNotWaitForEachOther() throws IOException {
    try (BlobStore.Lock one = store.lock("one");
        BlobStore.Lock two = store.lock("two")) {
      assertThat(two).isNotSameAs(one);
    }
  }

  @Test
  void keepsTheLockFromOtherProcessesThoughAThreadGaveUpWaitingForIt() throws Exception {
    try (BlobStore.Lock lock = store.lock("thing")) {
      Thread waiting = new Thread(this::lockUntilInterrupted);
      waiting.start();
      Thread.sleep(100);
      waiting.interrupt();
      waiting.join();

      try (OtherProcess other = OtherProcess.begin("lock", folder)) {
        assertThat(other.hasSaidNothingFor(2_000)).isTrue();
        lock.close();
        assertThat(other.says()).isEqualTo("done");
      }
    }
  }

  private void lockUntilInterrupted() {
    try (BlobStore.Lock lock = store.lock("thing")) {
      throw new AssertionError("the lock was held");
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("interrupted");
    }
  }

  @Test
  void aKilledProcessGivesItsLockBack() throws Exception {
    try (OtherProcess other = OtherProcess.begin("lock", folder)) {
      assertThat(other.says()).isEqualTo("done");
      other.kill();

      store.lock("thing").close();
    }
  }

  @Test
  void sweepsWhatAKilledProcessLeftHalfWritten() throws Exception {
    try (OtherProcess other = OtherProcess.begin("write", folder)) {
      assertThat(other.says()).isEqualTo("done");
      store.put(HELLO);
      assertThat(blobs()).as("still being written").hasSize(2);
      other.kill();
      assertThat(blobs()).as("SIGKILL leaves it").hasSize(2);

      store.put(HELLO);

      assertThat(blobs()).containsExactly(BLOB.digest().hex());
    }
  }

  @Test
  void otherProcessesDoNotSweepWhatIsBeingWritten() throws Exception {
    try (BlobWriter first = store.create()) {
      first.write(HELLO, 0, 5);
      // Looks at the first one's file, which must not cost it its lock.
      store.put(new byte[] {1});
      try (OtherProcess other = OtherProcess.begin("sweep", folder)) {
        assertThat(other.says()).isEqualTo("done");
      }
      first.commit();
    }
    assertThat(store.contains(BLOB)).isTrue();
  }
}
