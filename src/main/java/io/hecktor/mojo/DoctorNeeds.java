package io.hecktor.mojo;

import io.hecktor.ByteSize;
import io.hecktor.challenge.Profile;
import io.hecktor.challenge.Task;
import io.hecktor.doctor.DiskNeed;
import io.hecktor.plan.BaseReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What projects will need of the disk.
 *
 * @param folders of the projects; none where there is no project
 * @param profile the challenge's rules
 * @param base what images are made upon
 */
record DoctorNeeds(List<Path> folders, Profile profile, BaseReference base) {

  /** The C libraries of a machine take so much, packed. */
  private static final long HOST_BASE = 16L << 20;

  DoctorNeeds {
    folders = List.copyOf(folders);
  }

  DiskNeed disk() {
    int images = 0;
    long model = 0;
    for (Path folder : folders) {
      for (Task task : profile.tasks()) {
        List<Path> there =
            task.folders().stream().map(folder::resolve).filter(Files::isDirectory).toList();
        images += there.isEmpty() ? 0 : 1;
        model += there.stream().mapToLong(this::weights).sum();
      }
    }
    String by = base instanceof BaseReference.Registry ? "a CUDA base" : "the base";
    return images == 0
        ? DiskNeed.of(profile.tasks().size(), 0, baseBytes(), "for " + by + ", models not counted")
        : DiskNeed.of(
            images,
            model,
            baseBytes(),
            "for " + images + " tasks with " + ByteSize.format(model) + " of resources and " + by);
  }

  private long weights(Path task) {
    return bytes(task.resolve("resources"))
        + profile.model().map(model -> bytes(task.resolve(model.folder()))).orElse(0L);
  }

  private long baseBytes() {
    if (base instanceof BaseReference.Archive archive) {
      return bytes(archive.file());
    } else if (base instanceof BaseReference.Layout layout) {
      return bytes(layout.folder());
    }
    return base instanceof BaseReference.Host ? HOST_BASE : DiskNeed.usualBase();
  }

  /** Of what can be read: the build says what can't. */
  private static long bytes(Path path) {
    try (Stream<Path> files = Files.walk(path)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }
}
