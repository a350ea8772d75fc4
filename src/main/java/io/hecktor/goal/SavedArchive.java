package io.hecktor.goal;

import io.hecktor.oci.Digest;
import io.hecktor.verify.UploadFinding;
import java.nio.file.Path;
import java.util.List;

/**
 * An archive ready to be uploaded.
 *
 * @param file where it lies
 * @param sizeBytes how large it is
 * @param sha256 of the file
 * @param imageId of the image in it
 * @param findings what its judge said; none blocks the upload
 */
public record SavedArchive(
    Path file, long sizeBytes, Digest sha256, Digest imageId, List<UploadFinding> findings) {

  /** Copies the list. */
  public SavedArchive {
    findings = List.copyOf(findings);
  }
}
