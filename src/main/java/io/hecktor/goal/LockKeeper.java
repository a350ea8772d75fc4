package io.hecktor.goal;

import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.ProjectException;
import io.hecktor.blob.AtomicFile;
import io.hecktor.lock.Fact;
import io.hecktor.lock.FactKind;
import io.hecktor.lock.LockComparison;
import io.hecktor.lock.LockRequest;
import io.hecktor.lock.Lockfile;
import io.hecktor.lock.LockfileText;
import io.hecktor.lock.Moved;
import io.hecktor.oci.Digest;
import io.hecktor.plan.BaseReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds a build to its lock: writes one where there is none, tells or refuses what moved, and lets
 * a tag mean what it meant when the lock was written.
 */
public final class LockKeeper {

  private final Optional<LockRequest> request;
  private final Progress progress;

  /** As it lies on the disk; empty where there is none, or this is not looked at. */
  private Optional<Lockfile> locked;

  private LockKeeper(Optional<LockRequest> request, Optional<Lockfile> locked, Progress progress) {
    this.request = request;
    this.locked = locked;
    this.progress = progress;
  }

  /** Keeps no lock. */
  static LockKeeper none() {
    return new LockKeeper(Optional.empty(), Optional.empty(), Progress.silent());
  }

  /**
   * Opens the lock of a project.
   *
   * @throws HecktorException if it cannot be read, or is missing where it has to be there
   */
  public static LockKeeper open(LockRequest request, Progress progress) throws HecktorException {
    Optional<Lockfile> locked = Optional.empty();
    try {
      if (Files.exists(request.file())) {
        String text = Files.readString(request.file(), StandardCharsets.UTF_8);
        locked = Optional.of(LockfileText.parse(text));
      }
    } catch (IOException e) {
      throw Failures.of(e, "hecktor.lock was read");
    }
    if (locked.isEmpty() && request.mode() == LockRequest.Mode.LOCKED) {
      throw LockProblems.missing();
    }
    return new LockKeeper(Optional.of(request), locked, progress);
  }

  /**
   * The base to take for the one that is asked for: what its tag meant when the lock was written.
   *
   * @throws ProjectException if the lock is for another base and has to be kept
   */
  BaseReference pin(BaseReference asked) throws ProjectException {
    Optional<Lockfile.Section> base = locked.flatMap(lock -> lock.section("base"));
    if (base.isEmpty() || is(LockRequest.Mode.UPDATE)) {
      return asked;
    }
    String reference = base.get().value(FactKind.REFERENCE).orElse("");
    if (!reference.equals(asked.text())) {
      Moved moved = new Moved("base", FactKind.REFERENCE, "", reference, asked.text());
      if (is(LockRequest.Mode.LOCKED)) {
        throw LockProblems.moved(List.of(moved));
      }
      return asked;
    }
    String resolved = base.get().value(FactKind.RESOLVED).orElse(reference);
    if (asked instanceof BaseReference.Registry && !resolved.equals(reference)) {
      progress.detail("The base `" + reference + "` is `" + resolved + "` by hecktor.lock.");
      return new BaseReference.Registry(resolved);
    }
    return asked;
  }

  private boolean is(LockRequest.Mode mode) {
    return request.filter(one -> one.mode() == mode).isPresent();
  }

  /**
   * Compares what was built with the lock, or writes it.
   *
   * @throws ProjectException if something moved and nothing may
   */
  void settle(Lockfile built) throws IOException, ProjectException {
    if (request.isEmpty()) {
      return;
    } else if (locked.isEmpty()) {
      write(withPlugin(built));
      progress.stage("Wrote hecktor.lock: it records what the images are made from; commit it.");
      return;
    }
    List<Moved> moved = moved(locked.get(), built);
    if (is(LockRequest.Mode.LOCKED)) {
      if (!moved.isEmpty()) {
        throw LockProblems.moved(moved);
      }
      progress.stage("hecktor.lock: nothing moved.");
    } else if (is(LockRequest.Mode.UPDATE)) {
      update(locked.get(), built, moved);
    } else {
      keep(locked.get(), built, moved);
    }
  }

  private List<Moved> moved(Lockfile lock, Lockfile built) {
    List<Moved> moved = new ArrayList<>();
    for (Lockfile.Section section : built.sections()) {
      Optional<Lockfile.Section> known = lock.section(section.name());
      if (known.isPresent()) {
        moved.addAll(LockComparison.of(comparable(known.get()), section));
      } else if (is(LockRequest.Mode.LOCKED)) {
        moved.add(new Moved(section.name(), FactKind.IMAGE, "", "", image(section)));
      }
    }
    for (Lockfile.Section gone : dropped(lock, built)) {
      moved.add(new Moved(gone.name(), FactKind.IMAGE, "", image(gone), ""));
    }
    boolean onlyOutcomes =
        !moved.isEmpty() && moved.stream().allMatch(one -> one.kind().isOutcome());
    String before = plugin(lock);
    String now = request.map(LockRequest::plugin).orElse(before);
    if (onlyOutcomes && !before.equals(now)) {
      moved.add(0, new Moved("parameters", FactKind.PLUGIN, "", before, now));
    }
    return moved;
  }

  /** Builds know no archives, and which plugin made an image only matters if it is another one. */
  private static Lockfile.Section comparable(Lockfile.Section section) {
    return section.with(FactKind.ARCHIVE, List.of()).with(FactKind.PLUGIN, List.of());
  }

  private static String image(Lockfile.Section section) {
    return section.value(FactKind.IMAGE).orElse("none");
  }

  private static String plugin(Lockfile lock) {
    return lock.section("parameters").flatMap(one -> one.value(FactKind.PLUGIN)).orElse("unknown");
  }

  /** The tasks that the project has no more. */
  private List<Lockfile.Section> dropped(Lockfile lock, Lockfile built) {
    boolean all = request.filter(LockRequest::allTasks).isPresent();
    return all
        ? lock.tasks().stream().filter(one -> built.section(one.name()).isEmpty()).toList()
        : List.of();
  }

  private void keep(Lockfile lock, Lockfile built, List<Moved> moved) throws IOException {
    if (!moved.isEmpty()) {
      LockProblems.tell(moved, progress);
      return;
    }
    Lockfile grown = lock;
    for (Lockfile.Section section : built.tasks()) {
      if (lock.section(section.name()).isEmpty()) {
        grown = grown.with(section);
        progress.stage("hecktor.lock: added " + section.name() + ".");
      }
    }
    if (!grown.equals(lock)) {
      write(grown);
    }
  }

  private void update(Lockfile lock, Lockfile built, List<Moved> moved)
      throws IOException, ProjectException {
    List<Lockfile.Section> others =
        lock.tasks().stream().filter(one -> built.section(one.name()).isEmpty()).toList();
    List<Lockfile.Section> dropped = dropped(lock, built);
    boolean sharedMoved = moved.stream().anyMatch(one -> !one.section().startsWith("task "));
    if (sharedMoved && others.size() > dropped.size()) {
      throw LockProblems.partial(moved);
    }
    Lockfile changed = withPlugin(built);
    for (Lockfile.Section section : built.tasks()) {
      changed = changed.with(withArchives(section, lock));
    }
    for (Lockfile.Section other : others) {
      changed = dropped.contains(other) ? changed : changed.with(other);
    }
    if (!LockfileText.format(changed).equals(LockfileText.format(lock))) {
      write(changed);
      progress.stage("Updated hecktor.lock: " + LockProblems.list(moved) + ".");
    }
  }

  /** An archive's digest stays with its image. */
  private static Lockfile.Section withArchives(Lockfile.Section section, Lockfile lock) {
    Optional<Lockfile.Section> known = lock.section(section.name());
    return known.isPresent() && image(known.get()).equals(image(section))
        ? section.with(FactKind.ARCHIVE, known.get().all(FactKind.ARCHIVE))
        : section;
  }

  private Lockfile withPlugin(Lockfile built) {
    Optional<Lockfile.Section> parameters = built.section("parameters");
    return parameters.isPresent() && request.isPresent()
        ? built.with(
            parameters
                .get()
                .with(FactKind.PLUGIN, List.of(Fact.text(FactKind.PLUGIN, request.get().plugin()))))
        : built;
  }

  /**
   * Looks at an archive's digest before the archive gets its name.
   *
   * @throws ProjectException if it is another one and has to be the same
   */
  void check(SavedArchive archive, String task) throws ProjectException {
    Optional<Moved> moved = moved(archive, task);
    if (moved.isPresent() && is(LockRequest.Mode.LOCKED)) {
      throw LockProblems.moved(List.of(moved.get()));
    }
  }

  private Optional<Moved> moved(SavedArchive archive, String task) {
    String name = String.valueOf(archive.file().getFileName());
    String now = archive.sha256().toString();
    return blockOf(archive.imageId(), task)
        .flatMap(
            block ->
                block.all(FactKind.ARCHIVE).stream()
                    .filter(fact -> fact.name().equals(name) && !fact.value().equals(now))
                    .findFirst()
                    .map(
                        fact ->
                            new Moved(block.name(), FactKind.ARCHIVE, name, fact.value(), now)));
  }

  /** Only where the lock is about this very image. */
  private Optional<Lockfile.Section> blockOf(Digest imageId, String task) {
    return locked
        .flatMap(lock -> lock.task(task))
        .filter(block -> image(block).equals(imageId.toString()));
  }

  /** Records an archive's digest where the lock has none for this image, or is to be updated. */
  void note(SavedArchive archive, String task) throws IOException {
    Optional<Lockfile.Section> block = blockOf(archive.imageId(), task);
    if (block.isEmpty() || is(LockRequest.Mode.LOCKED)) {
      return;
    }
    Optional<Moved> moved = moved(archive, task);
    if (moved.isPresent() && !is(LockRequest.Mode.UPDATE)) {
      LockProblems.tell(List.of(moved.get()), progress);
      return;
    }
    Fact fact =
        Fact.digest(
            FactKind.ARCHIVE, archive.sha256(), String.valueOf(archive.file().getFileName()));
    List<Fact> archives = new ArrayList<>(block.get().all(FactKind.ARCHIVE));
    if (!archives.contains(fact)) {
      archives.removeIf(other -> other.name().equals(fact.name()));
      archives.add(fact);
      write(locked.orElseThrow().with(block.get().with(FactKind.ARCHIVE, archives)));
    }
  }

  private void write(Lockfile content) throws IOException {
    if (request.isPresent()) {
      byte[] text = LockfileText.format(content).getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(request.get().file(), text);
      locked = Optional.of(content);
    }
  }
}
