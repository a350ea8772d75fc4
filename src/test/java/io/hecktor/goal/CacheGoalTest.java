package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.blob.StoredBlob;
import io.hecktor.lock.LockRequest;
import io.hecktor.oci.Digest;
import io.hecktor.oci.Layer;
import io.hecktor.sandbox.FileTrees;
import io.hecktor.testing.RecordingProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the cache tells of itself, and what it may lose. */
class CacheGoalTest {

  private static final Instant NOW = Instant.parse("2025-09-01T00:00:00Z");

  @TempDir Path folder;

  private LockedProject project;
  private final RecordingProgress progress = new RecordingProgress();

  @BeforeEach
  void begin() throws IOException {
    project = new LockedProject(folder);
  }

  @AfterEach
  void end() {
    project.close();
  }

  private CacheGoal.Outcome run(Optional<CacheGoal.Pruning> pruning) throws Exception {
    return new CacheGoal(project.store(), progress).run(pruning);
  }

  private static Optional<CacheGoal.Pruning> olderThan(int days) {
    return Optional.of(new CacheGoal.Pruning(Duration.ofDays(days), OptionalLong.empty(), NOW));
  }

  private static Optional<CacheGoal.Pruning> within(long bytes) {
    return Optional.of(
        new CacheGoal.Pruning(Duration.ofDays(999_999), OptionalLong.of(bytes), NOW));
  }

  private Set<Digest> blobs() throws IOException {
    return project.store().blobs().stream().map(StoredBlob::digest).collect(Collectors.toSet());
  }

  private void cameIn(Digest blob, Instant time) throws IOException {
    Files.setLastModifiedTime(project.store().path(blob), FileTime.from(time));
  }

  private static Digest resources(BuiltImage image) {
    List<Layer> layers = image.image().layers();
    return layers.get(layers.size() - 1).descriptor().digest();
  }

  @Test
  void tellsWhoseTheBlobsAre() throws Exception {
    List<BuiltImage> built = project.build(LockRequest.Mode.KEEP);
    CacheGoal.Outcome outcome = run(Optional.empty());

    assertThat(outcome.blobs()).isEqualTo(blobs().size()).isPositive();
    assertThat(outcome.usedBytes()).isPositive().isLessThanOrEqualTo(outcome.bytes());
    assertThat(outcome.freedBytes()).isZero();
    assertThat(progress.stages)
        .anyMatch(line -> line.endsWith("project/target/hecktor/task1/image"))
        .anyMatch(line -> line.endsWith("project/target/hecktor/task2/image"));
    assertThat(blobs()).contains(resources(built.get(0)));
  }

  @Test
  void forgetsALayoutThatHasGone() throws Exception {
    project.build(LockRequest.Mode.KEEP);
    FileTrees.delete(project.folder.resolve("target"));
    CacheGoal.Outcome outcome = run(Optional.empty());

    assertThat(outcome.usedBytes()).isZero();
    assertThat(project.store().recordKeys("layouts")).isEmpty();
  }

  @Test
  void removesWhatIsOldAndNeededByNoLayout() throws Exception {
    Digest before = resources(project.build(LockRequest.Mode.KEEP).get(0));
    project.write("Task1/resources/a.bin", "other weights");
    BuiltImage after = project.build(LockRequest.Mode.UPDATE).get(0);
    for (Digest blob : blobs()) {
      cameIn(blob, NOW.minus(Duration.ofDays(40)));
    }

    CacheGoal.Outcome outcome = run(olderThan(30));

    assertThat(outcome.freedBytes()).isPositive();
    assertThat(blobs()).doesNotContain(before).contains(resources(after));
    assertThat(project.build(LockRequest.Mode.KEEP).get(0).image().config().imageId())
        .isEqualTo(after.image().config().imageId());
    assertThat(project.store().path(before)).doesNotExist();
  }

  @Test
  void keepsWhatIsYoung() throws Exception {
    Digest before = resources(project.build(LockRequest.Mode.KEEP).get(0));
    project.write("Task1/resources/a.bin", "other weights");
    project.build(LockRequest.Mode.UPDATE);
    cameIn(before, NOW.minus(Duration.ofDays(29)));

    run(olderThan(30));

    assertThat(blobs()).contains(before);
  }

  @Test
  void aBudgetCostsTheOldestFirstAndNeverWhatIsInUse() throws Exception {
    Digest oldest = resources(project.build(LockRequest.Mode.KEEP).get(0));
    project.write("Task1/resources/a.bin", "other weights");
    Digest older = resources(project.build(LockRequest.Mode.UPDATE).get(0));
    project.write("Task1/resources/a.bin", "yet others");
    Digest used = resources(project.build(LockRequest.Mode.UPDATE).get(0));
    cameIn(oldest, NOW.minus(Duration.ofDays(3)));
    cameIn(older, NOW.minus(Duration.ofDays(2)));
    long all = run(Optional.empty()).bytes();

    run(within(all - 1));
    assertThat(blobs()).doesNotContain(oldest).contains(older, used);

    run(within(1));
    assertThat(blobs()).doesNotContain(older).contains(used);
    assertThat(progress.stages).anyMatch(line -> line.startsWith("What is left is more than"));
  }

  @Test
  void anEmptyCacheHoldsNothing() throws Exception {
    project.cache = folder.resolve("none");
    assertThat(run(olderThan(0))).isEqualTo(new CacheGoal.Outcome(0, 0, 0, 0));
  }

  @Test
  void aSpoiltRecordOfALayoutIsForgotten() throws Exception {
    project.build(LockRequest.Mode.KEEP);
    project.store().putRecord("layouts", "0".repeat(64), new byte[] {'{'});
    run(Optional.empty());
    assertThat(project.store().recordKeys("layouts")).hasSize(2);
  }
}
