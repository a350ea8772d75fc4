package io.hecktor.describe;

import io.hecktor.lock.Fact;
import io.hecktor.lock.FactKind;
import io.hecktor.lock.Lockfile;
import io.hecktor.plan.Coordinates;
import java.util.List;
import java.util.Optional;

/**
 * The image that is described.
 *
 * @param project whose it is
 * @param task which of its images
 * @param facts what it was made from; other tasks' blocks do not matter
 * @param plugin the version of the plugin
 */
public record Subject(Coordinates project, String task, Lockfile facts, String plugin) {

  /** What the image is called: {@code my-algorithm-task1}. */
  String name() {
    return project.artifactId() + "-" + task;
  }

  List<Fact> shared(String section, FactKind kind) {
    return facts.section(section).map(one -> one.all(kind)).orElse(List.of());
  }

  Optional<String> text(String section, FactKind kind) {
    return shared(section, kind).stream().map(Fact::value).findFirst();
  }

  List<Fact> own(FactKind kind) {
    return facts.task(task).map(one -> one.all(kind)).orElse(List.of());
  }

  /** The image ID. */
  String imageId() {
    return own(FactKind.IMAGE).stream().map(Fact::value).findFirst().orElse("");
  }
}
