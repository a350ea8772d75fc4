package io.hecktor.page;

import io.hecktor.verify.TestRunReport;
import java.util.List;
import java.util.Optional;

/**
 * What there is to tell of one task.
 *
 * @param task as the profile names it
 * @param run its newest test run
 * @param exhibits what cases of that run left, for the cases that were looked at
 * @param image as it was built last
 * @param archive as it was saved last
 * @param spoilt which of the task's files could not be read, and why; whole sentences
 */
public record TaskFacts(
    String task,
    Optional<TestRunReport> run,
    List<Exhibit> exhibits,
    Optional<ImageFacts> image,
    Optional<ArchiveFacts> archive,
    List<String> spoilt) {

  /** Copies the lists. */
  public TaskFacts {
    exhibits = List.copyOf(exhibits);
    spoilt = List.copyOf(spoilt);
  }

  /** Whether there is anything to tell. */
  public boolean isEmpty() {
    return run.isEmpty() && image.isEmpty() && archive.isEmpty() && spoilt.isEmpty();
  }

  /** Whether the run was one of another image than the one that was built last. */
  boolean ranAnotherImage() {
    return run.isPresent()
        && image.isPresent()
        && !run.get().subject().imageId().toString().equals(image.get().imageId());
  }

  /** Whether the archive holds another image than the one that was built last. */
  boolean savedAnotherImage() {
    return archive.isPresent()
        && image.isPresent()
        && !archive.get().imageId().equals(image.get().imageId());
  }

  Optional<Exhibit> exhibit(String caseName) {
    return exhibits.stream().filter(one -> one.caseName().equals(caseName)).findFirst();
  }
}
