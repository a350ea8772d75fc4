package io.hecktor.goal;

import io.hecktor.ByteSize;
import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.Progress;
import io.hecktor.ProjectException;
import io.hecktor.archive.ArchiveContents;
import io.hecktor.archive.DockerArchiveWriter;
import io.hecktor.blob.AtomicFile;
import io.hecktor.blob.BlobStore;
import io.hecktor.challenge.ModelRule;
import io.hecktor.challenge.Task;
import io.hecktor.describe.Provenance;
import io.hecktor.layer.TarGz;
import io.hecktor.oci.Digest;
import io.hecktor.oci.Image;
import io.hecktor.oci.Layer;
import io.hecktor.plan.LayerPlan;
import io.hecktor.plan.ModelPlan;
import io.hecktor.verify.UploadFinding;
import io.hecktor.verify.UploadRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes one image's archive, judges it, and only then gives it its name. */
final class ArchiveSaver {

  private final ArchiveMaker maker;
  private final Progress progress;
  private final Bookkeeping books;
  private final Ledger ledger;
  private final TestRunStatus testRun;

  ArchiveSaver(BlobStore store, Bookkeeping books, TestRunStatus testRun, Progress progress) {
    this.maker = new ArchiveMaker(store, progress);
    this.books = books;
    this.testRun = testRun;
    this.progress = progress;
    this.ledger = new Ledger(store, progress);
  }

  SavedArchive save(SaveRequest request, BuiltImage built, BuildGoal.Begun begun)
      throws IOException, HecktorException {
    Task task = built.task().task();
    Path target = request.build().outputFolder().resolve(task.archiveName());
    Image image = built.layout().read();
    DockerArchiveWriter writer =
        new DockerArchiveWriter(
            built.layout(),
            image,
            request.repositoryName() + ":" + task.name(),
            request.build().settings().time());
    if (writer.sizeBytes() > task.limits().archiveBytes().value()) {
      String advice = OverLimit.advice(built, request.build().settings().framing());
      throw overLimit(task, writer.sizeBytes(), image, advice);
    }
    AtomicFile.sweep(target);
    checkSpace(target, writer.sizeBytes());
    SavedArchive saved = write(task, target, writer, image.config().imageId());
    Optional<Path> model = saveModel(request, built);
    books.lock().note(saved, task.name());
    ledger.note(saved, request);
    begun.finish();
    describe(request, built, saved);
    return saved.with(model);
  }

  /** Beside the archive: what is inside, how it was made, and the user's signature. */
  private void describe(SaveRequest request, BuiltImage built, SavedArchive saved)
      throws IOException, HecktorException {
    String name = String.valueOf(saved.file().getFileName());
    byte[] bom = Files.readAllBytes(built.bom());
    AtomicFile.writeIfOther(saved.bom(), bom);
    Provenance.Output output = new Provenance.Output(name, saved.sha256(), Digest.of(bom));
    AtomicFile.writeIfOther(
        saved.provenance(), books.describer().provenance(request, built, output));
    if (!request.sign().isEmpty()) {
      Path folder = request.build().outputFolder();
      new Signer(request.sign(), folder, progress)
          .sign(
              name,
              Map.of(
                  "archive", saved.file().toString(),
                  "sha256", saved.sha256().hex(),
                  "digest", saved.sha256().toString(),
                  "imageId", saved.imageId().toString(),
                  "task", built.task().task().name(),
                  "sbom", saved.bom().toString(),
                  "provenance", saved.provenance().toString()));
    }
  }

  private ProjectException overLimit(Task task, long sizeBytes, Image image, String advice) {
    progress.stage(
        String.format(
            Locale.ROOT, "%12s  %12s  layer of %s", "compressed", "unpacked", task.name()));
    for (Layer layer : image.layers()) {
      progress.stage(
          String.format(
              Locale.ROOT,
              "%12s  %12s  %s",
              ByteSize.format(layer.descriptor().sizeBytes()),
              ByteSize.format(layer.uncompressedSizeBytes()),
              layer.diffId().digest().abbreviated()));
    }
    return new ProjectException(OverLimit.problem(task, sizeBytes, image, advice));
  }

  private static void checkSpace(Path target, long sizeBytes)
      throws IOException, EnvironmentException {
    Path folder = Files.createDirectories(target.toAbsolutePath().getParent());
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < sizeBytes) {
      throw new EnvironmentException(
          new Problem(
              ErrorCode.NO_SPACE,
              "`"
                  + target.getFileName()
                  + "` needs "
                  + ByteSize.format(sizeBytes)
                  + " and the disk has "
                  + ByteSize.format(free)
                  + " left.",
              "The archive is written beside the old one and takes its place when it is whole.",
              "Free some space, for example with `mvn clean`, and run the goal again."));
    }
  }

  private SavedArchive write(Task task, Path target, DockerArchiveWriter writer, Digest imageId)
      throws IOException, HecktorException {
    String name = String.valueOf(target.getFileName());
    try (AtomicFile file = AtomicFile.at(target)) {
      KnownArchive made = maker.make(file, writer, name);
      List<UploadFinding> findings = judge(task, made.contents(), name);
      maker.remember(writer, made);
      SavedArchive saved =
          new SavedArchive(
              task.name(),
              target,
              writer.sizeBytes(),
              made.sha256(),
              imageId,
              findings,
              Optional.empty(),
              standing(task));
      books.lock().check(saved, task.name());
      file.commit();
      AtomicFile.write(
          target.resolveSibling(name + ".sha256"),
          (made.sha256().hex() + "  " + name + "\n").getBytes(StandardCharsets.UTF_8));
      return saved;
    }
  }

  private SavedArchive.Standing standing(Task task) {
    return new SavedArchive.Standing(task.limits().archiveBytes().value(), testRun);
  }

  private List<UploadFinding> judge(Task task, ArchiveContents contents, String name)
      throws ProjectException {
    List<UploadFinding> findings =
        UploadRules.judge(contents, task.limits().archiveBytes().value());
    Verdict.tell(findings, progress);
    if (findings.stream().anyMatch(UploadFinding::blocksUpload)) {
      throw new ProjectException(Verdict.problem(name, findings));
    }
    return findings;
  }

  /** The model's archive, where the profile has the model apart and the task has one. */
  private Optional<Path> saveModel(SaveRequest request, BuiltImage built)
      throws IOException, HecktorException {
    Optional<ModelRule> rule = request.build().profile().model();
    if (rule.isEmpty()) {
      return Optional.empty();
    }
    Path folder = built.task().folder().resolve(rule.get().folder());
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    LayerPlan plan = ModelPlan.of(folder, request.build().settings().time());
    Path target = request.build().outputFolder().resolve(rule.get().archiveName());
    AtomicFile.sweep(target);
    try (AtomicFile file = AtomicFile.at(target);
        Progress.Work work =
            progress.begin("writing " + rule.get().archiveName(), plan.contentBytes())) {
      Digest sha256 = TarGz.write(plan, request.build().settings().framing(), file, work);
      file.sync();
      Digest imageId = built.image().config().imageId();
      SavedArchive saved =
          new SavedArchive(
              built.task().task().name(),
              target,
              Files.size(file.part()),
              sha256,
              imageId,
              List.of(),
              Optional.empty(),
              standing(built.task().task()));
      books.lock().check(saved, saved.task());
      file.commit();
      books.lock().note(saved, saved.task());
      AtomicFile.write(
          target.resolveSibling(rule.get().archiveName() + ".sha256"),
          (sha256.hex() + "  " + rule.get().archiveName() + "\n").getBytes(StandardCharsets.UTF_8));
      progress.stage(
          "Wrote "
              + rule.get().archiveName()
              + "; upload it as the algorithm's model, apart from"
              + " the image.");
      return Optional.of(target);
    }
  }
}
