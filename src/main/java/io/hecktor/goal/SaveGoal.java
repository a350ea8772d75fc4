package io.hecktor.goal;

import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import io.hecktor.blob.DigestMismatchException;
import io.hecktor.plan.TaskRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code hecktor:save}: the archives to upload, written and judged as the platform will. */
public final class SaveGoal {

  private final BuildGoal build;
  private final BlobStore store;
  private final Progress progress;

  /** Saves what {@code build} builds. */
  public SaveGoal(BuildGoal build, BlobStore store, Progress progress) {
    this.build = build;
    this.store = store;
    this.progress = progress;
  }

  /**
   * Builds the images and writes an archive of each.
   *
   * @return one per task, in the order of the request
   * @throws HecktorException if an archive is over its limit or would be refused, or the network,
   *     the disk or a program stands in the way
   */
  public List<SavedArchive> run(SaveRequest request) throws HecktorException {
    try {
      return saveAll(request);
    } finally {
      new ProjectPage(request.build().outputFolder(), progress).refresh();
    }
  }

  private List<SavedArchive> saveAll(SaveRequest request) throws HecktorException {
    List<SavedArchive> saved = new ArrayList<>();
    try (BuildGoal.Begun begun = build.begin(request.build())) {
      for (BuiltImage image : begun.images()) {
        SavedArchive archive = save(request, image, begun);
        ArchiveReport.write(archive, request.now(), image);
        saved.add(archive);
      }
    }
    return List.copyOf(saved);
  }

  private SavedArchive save(SaveRequest request, BuiltImage image, BuildGoal.Begun begun)
      throws HecktorException {
    TestRunStatus testRun = TestRunStatus.check(request, image, progress);
    ArchiveSaver saver = new ArchiveSaver(store, build.books(), testRun, progress);
    try {
      return saver.save(request, image, begun);
    } catch (DigestMismatchException e) {
      return heal(request, new Spoilt(image, e), saver);
    } catch (IOException e) {
      throw failure(e, image);
    }
  }

  private record Spoilt(BuiltImage image, DigestMismatchException why) {}

  /** A spoilt blob is thrown away and made or fetched once more; a second time it is an error. */
  private SavedArchive heal(SaveRequest request, Spoilt broken, ArchiveSaver saver)
      throws HecktorException {
    BuiltImage image = broken.image();
    DigestMismatchException spoilt = broken.why();
    progress.warn(
        new Problem(
            ErrorCode.BLOB_SPOILT,
            "`"
                + spoilt.name()
                + "` was spoilt: its bytes are not those of "
                + spoilt.expected()
                + ".",
            "The archive would hold a broken layer.",
            "It has been removed from the image layout and the cache and is now made or fetched"
                + " anew; if this happens again, check the disk."));
    try {
      image.layout().evict(spoilt.expected());
      store.evict(spoilt.expected());
      try (BuildGoal.Begun again = build.begin(request.build())) {
        BuiltImage rebuilt = ofTask(image.task(), again);
        return saver.save(request, rebuilt, again);
      }
    } catch (IOException e) {
      throw failure(e, image);
    }
  }

  private static BuiltImage ofTask(TaskRequest task, BuildGoal.Begun begun) {
    return begun.images().stream()
        .filter(image -> image.task().equals(task))
        .findFirst()
        .orElseThrow();
  }

  private static HecktorException failure(IOException e, BuiltImage image) {
    return Failures.of(e, "the archive of " + image.task().task().name() + " was written");
  }
}
