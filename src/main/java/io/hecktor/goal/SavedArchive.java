package io.hecktor.goal;

import io.hecktor.oci.Digest;
import io.hecktor.verify.UploadFinding;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An archive ready to be uploaded.
 *
 * @param task the name of the one whose image it holds
 * @param file where it lies
 * @param sizeBytes how large it is
 * @param sha256 of the file
 * @param imageId of the image in it
 * @param findings what its judge said; none blocks the upload
 * @param model the archive that is uploaded apart from it, by profiles that know such a thing
 * @param standing what else is to be known before it is uploaded
 */
public record SavedArchive(
    String task,
    Path file,
    long sizeBytes,
    Digest sha256,
    Digest imageId,
    List<UploadFinding> findings,
    Optional<Path> model,
    Standing standing) {

  private static final String BOM = ".cdx.json";
  private static final String PROVENANCE = ".intoto.json";

  /** What the names of the files beside an archive add to its own. */
  static final List<String> DESCRIPTIONS = List.of(BOM, PROVENANCE);

  /** Copies the list. */
  public SavedArchive {
    findings = List.copyOf(findings);
  }

  /**
   * What else is to be known before an archive is uploaded.
   *
   * @param limitBytes the largest that it may be
   * @param testRun what came of its image's test run
   */
  public record Standing(long limitBytes, TestRunStatus testRun) {}

  /** Which part of its limit it takes: 1 is all of it. */
  public double shareOfLimit() {
    return (double) sizeBytes / standing.limitBytes();
  }

  /** The bill of materials beside it. */
  public Path bom() {
    return beside(BOM);
  }

  /** The statement of how it was made, beside it. */
  public Path provenance() {
    return beside(PROVENANCE);
  }

  private Path beside(String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  SavedArchive with(Optional<Path> itsModel) {
    return new SavedArchive(task, file, sizeBytes, sha256, imageId, findings, itsModel, standing);
  }
}
