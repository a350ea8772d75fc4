package io.hecktor.goal;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.Progress;
import io.hecktor.ProjectException;
import io.hecktor.archive.ImageLayout;
import io.hecktor.blob.AtomicFile;
import io.hecktor.blob.BlobStore;
import io.hecktor.challenge.ModelRule;
import io.hecktor.jre.Jdk;
import io.hecktor.oci.Digest;
import io.hecktor.plan.TaskRequest;
import io.hecktor.reproduce.Circumstances;
import io.hecktor.reproduce.Difference;
import io.hecktor.reproduce.Habit;
import io.hecktor.reproduce.ImageComparison;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code hecktor:verify-reproducible}: the archives are made twice, here and in a fresh copy of the
 * project under other circumstances, and what differs is explained.
 */
public final class VerifyReproducibleGoal {

  /** The report's name in the output folder. */
  private static final String REPORT = "verify-reproducible.json";

  private final SaveGoal save;
  private final BlobStore store;
  private final Progress progress;

  /** Saves with {@code save} first. */
  public VerifyReproducibleGoal(SaveGoal save, BlobStore store, Progress progress) {
    this.save = save;
    this.store = store;
    this.progress = progress;
  }

  /**
   * Builds twice and compares.
   *
   * @throws HecktorException if the archives differ, the second build fails, or either cannot be
   *     made
   */
  public void run(VerifyRequest request) throws HecktorException {
    checkFolders(request);
    save.run(request.save());
    VerifyReport report;
    try {
      report = rebuild(request);
      AtomicFile.write(output(request).resolve(REPORT), report.json());
    } catch (IOException e) {
      throw Failures.of(e, "the project was built again");
    }
    report.tell(progress);
    if (!report.isReproducible()) {
      throw new ProjectException(
          report.problem(
              request
                  .rebuild()
                  .project()
                  .folder()
                  .relativize(output(request).resolve(REPORT))
                  .toString()));
    }
  }

  /** A build folder outside the project would be written by both builds. */
  private static void checkFolders(VerifyRequest request) throws ProjectException {
    if (!output(request).startsWith(request.rebuild().project().root())) {
      throw new ProjectException(
          new Problem(
              ErrorCode.REBUILD_OUTSIDE,
              "The build's folder lies outside the project.",
              "A copy of the project would write into the same folder, and the archives would be"
                  + " compared with themselves.",
              "Leave <directory> out of <build>, or name a folder in the project, such as"
                  + " <directory>target</directory>."));
    }
  }

  private static Path output(VerifyRequest request) {
    return request.save().build().outputFolder().toAbsolutePath().normalize();
  }

  private VerifyReport rebuild(VerifyRequest request) throws IOException, HecktorException {
    try (RebuildFolder folder = RebuildFolder.open(store)) {
      Rebuild rebuild = new Rebuild(request.rebuild(), folder, progress);
      rebuild.run(output(request).resolve("verify-reproducible").resolve("rebuild.log"));
      return compare(request, folder, rebuild.command());
    }
  }

  private VerifyReport compare(VerifyRequest request, RebuildFolder folder, RebuildCommand command)
      throws IOException, HecktorException {
    Path ours = output(request);
    Path theirs = command.copyOf(ours);
    ImageComparison images =
        new ImageComparison(first(request.rebuild()), second(request.rebuild(), folder, command));
    List<ComparedArchive> compared = new ArrayList<>();
    for (TaskRequest task : request.save().build().tasks()) {
      Pair files = new Pair(ours, theirs, task.task().archiveName());
      String image = task.task().name() + "/image";
      List<Difference> found =
          files.areSame()
              ? List.of()
              : images.compare(
                  new ImageLayout(ours.resolve(image)), new ImageLayout(theirs.resolve(image)));
      compared.add(files.compared(found));
      if (files.areSame()) {
        compared.addAll(files.descriptions(images));
      }
    }
    model(request, compared, ours, theirs);
    return new VerifyReport(command.varied(), compared);
  }

  private static void model(
      VerifyRequest request, List<ComparedArchive> compared, Path ours, Path theirs)
      throws IOException, HecktorException {
    List<String> names =
        request.save().build().profile().model().stream().map(ModelRule::archiveName).toList();
    for (String name : names) {
      if (Files.exists(ours.resolve(name + ".sha256"))) {
        compared.add(new Pair(ours, theirs, name).compared(List.of()));
      }
    }
  }

  /** An archive's digest in both folders. */
  private record Pair(Path ours, Path theirs, String name) {

    boolean areSame() throws IOException, HecktorException {
      return digest(ours).equals(digest(theirs));
    }

    ComparedArchive compared(List<Difference> found) throws IOException, HecktorException {
      List<Difference> told =
          found.isEmpty() && !areSame()
              ? List.of(new Difference(List.of(name), "bytes outside its layers", Habit.UNKNOWN))
              : found;
      return new ComparedArchive(name, digest(ours), digest(theirs), told);
    }

    /** What is inside and how it was made; of other archives these are other anyway. */
    List<ComparedArchive> descriptions(ImageComparison files) throws IOException {
      List<ComparedArchive> compared = new ArrayList<>();
      for (String ending : SavedArchive.DESCRIPTIONS) {
        String file = name + ending;
        Path one = ours.resolve(file);
        Path other = theirs.resolve(file);
        compared.add(
            new ComparedArchive(
                file,
                Digest.of(Files.readAllBytes(one)),
                Digest.of(Files.readAllBytes(other)),
                files.compare(file, one, other)));
      }
      return compared;
    }

    private Digest digest(Path folder) throws IOException, HecktorException {
      Path file = folder.resolve(name + ".sha256");
      if (!Files.exists(file)) {
        throw new EnvironmentException(
            new Problem(
                ErrorCode.REBUILD_WITHOUT_ARCHIVE,
                "The second build has left no `" + name + "`.",
                "Both builds save with the same parameters, unless something tells the copy from"
                    + " the project.",
                "See `verify-reproducible/rebuild.log` in the build's folder."));
      }
      String text = Files.readString(file, StandardCharsets.US_ASCII);
      return Digest.parse("sha256:" + text.substring(0, text.indexOf(' ')));
    }
  }

  private static Circumstances first(RebuildRequest request) throws IOException, HecktorException {
    RebuildRequest.Machine machine = request.machine();
    return new Circumstances(
        request.project().root().toString(),
        machine.home().toString(),
        machine.user(),
        "",
        machine.processors(),
        Jdk.open(machine.jdk()).version());
  }

  private static Circumstances second(
      RebuildRequest request, RebuildFolder folder, RebuildCommand command)
      throws IOException, HecktorException {
    return new Circumstances(
        folder.project(request.project().root()).toString(),
        folder.home().toString(),
        command.user(),
        "",
        command.processors(),
        Jdk.open(command.jdk()).version());
  }
}
