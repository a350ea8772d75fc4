package io.hecktor.goal;

import io.hecktor.Progress;
import io.hecktor.archive.ArchiveContents;
import io.hecktor.archive.ArchiveReader;
import io.hecktor.archive.DockerArchiveWriter;
import io.hecktor.archive.Trusted;
import io.hecktor.blob.AtomicFile;
import io.hecktor.blob.BackgroundDigest;
import io.hecktor.blob.BlobStore;
import io.hecktor.blob.GrowingFile;
import io.hecktor.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Writes archives and reads them back from the disk. One that was found sound before is not
 * unpacked again: that what was read back has its SHA-256 tells that all in it is as it was.
 */
final class ArchiveMaker {

  /** What was found in archives, by their recipes. */
  private static final String RECORDS = "judged-1";

  private final BlobStore store;
  private final Progress progress;
  private final KnownBlobs blobs;

  ArchiveMaker(BlobStore store, Progress progress) {
    this.store = store;
    this.progress = progress;
    this.blobs = new KnownBlobs(store);
  }

  /**
   * Writes an archive, syncs it, and tells what is in the file.
   *
   * @param name of the file, for the progress
   * @throws io.hecktor.blob.DigestMismatchException if a blob of the layout is spoilt
   */
  KnownArchive make(AtomicFile file, DockerArchiveWriter writer, String name) throws IOException {
    Optional<KnownArchive> known =
        store.record(RECORDS, writer.recipe().hex()).flatMap(KnownArchive::parse);
    if (known.isPresent()) {
      if (copy(file, writer, name).equals(known.get().sha256())) {
        return known.get();
      }
      // A blob is spoilt, which verifying each of them will show, or else the record is.
      file.empty();
    }
    Trusted trusted = new Trusted(store, blobs.of(writer.blobs()));
    KnownArchive made =
        write(
            file,
            name,
            writer.sizeBytes(),
            (out, work) -> writer.writeTrusting(trusted, out, work),
            (in, work) -> ArchiveReader.read(file.part(), in, writer, trusted, work));
    if (writer.isIn(made.contents())) {
      return made;
    }
    // A blob was spoilt since it was written, and verifying each tells which.
    file.empty();
    return write(
        file,
        name,
        writer.sizeBytes(),
        writer::write,
        (in, work) -> ArchiveReader.read(file.part(), in, work));
  }

  /** A way to read what was written. */
  private interface Reading {
    ArchiveContents of(InputStream archive, Progress.Work work) throws IOException;
  }

  /** A way to write the archive, which gives its SHA-256. */
  private interface Writing {
    Digest to(OutputStream file, Progress.Work work) throws IOException;
  }

  /** Keeps what was found in an archive that the rules have nothing against. */
  void remember(DockerArchiveWriter writer, KnownArchive sound) throws IOException {
    store.putRecordIfOther(RECORDS, writer.recipe().hex(), sound.format());
    blobs.remember(writer.found(sound.contents()));
  }

  /** The SHA-256 of what was read back. */
  private Digest copy(AtomicFile file, DockerArchiveWriter writer, String name) throws IOException {
    GrowingFile growing = new GrowingFile(file.part());
    try (ReopenedArchive<Digest> reopened =
        new ReopenedArchive<>(growing, in -> hash(in, name, writer.sizeBytes()))) {
      try (Progress.Work work = progress.begin("writing " + name, writer.sizeBytes())) {
        writer.copy(growing.tellingOf(file.outputToSync()), work);
      }
      growing.whole();
      file.sync();
      return reopened.found();
    }
  }

  private Digest hash(InputStream archive, String name, long sizeBytes) throws IOException {
    try (Progress.Work work = progress.begin("checking " + name, sizeBytes)) {
      return BackgroundDigest.of(archive, work);
    }
  }

  private KnownArchive write(
      AtomicFile file, String name, long sizeBytes, Writing writing, Reading reading)
      throws IOException {
    GrowingFile growing = new GrowingFile(file.part());
    try (ReopenedArchive<ArchiveContents> reopened =
        new ReopenedArchive<>(growing, in -> check(in, name, sizeBytes, reading))) {
      Digest sha256;
      try (Progress.Work work = progress.begin("writing " + name, sizeBytes)) {
        sha256 = writing.to(growing.tellingOf(file.outputToSync()), work);
      }
      growing.whole();
      file.sync();
      return new KnownArchive(sha256, reopened.found());
    }
  }

  private ArchiveContents check(InputStream archive, String name, long sizeBytes, Reading reading)
      throws IOException {
    try (Progress.Work work = progress.begin("checking " + name, sizeBytes)) {
      return reading.of(archive, work);
    }
  }
}
