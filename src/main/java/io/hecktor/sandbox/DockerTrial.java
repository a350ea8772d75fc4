package io.hecktor.sandbox;

import io.hecktor.HecktorException;
import io.hecktor.oci.Digest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * An image with one tiny program in it, brought to a Docker engine for as long as a trial takes.
 */
final class DockerTrial implements AutoCloseable {

  private static final String NAME = "probe";

  private final DockerClient client;
  private final Path tar;
  private final String image;

  private DockerTrial(DockerClient client, Path tar, String image) {
    this.client = client;
    this.tar = tar;
    this.image = image;
  }

  /** Imports the program as an image that has no name. */
  static DockerTrial load(DockerClient client, Path folder) throws IOException, HecktorException {
    Path tar = folder.resolve("probe.tar");
    try (OutputStream file = Files.newOutputStream(tar);
        TarArchiveOutputStream out = new TarArchiveOutputStream(file)) {
      byte[] program = ProbeProgram.ending();
      TarArchiveEntry entry = new TarArchiveEntry(NAME);
      entry.setSize(program.length);
      entry.setMode(0755);
      out.putArchiveEntry(entry);
      out.write(program);
      out.closeArchiveEntry();
    }
    try {
      String image = client.run(List.of("import", "--platform=linux/amd64", tar.toString()));
      return new DockerTrial(client, tar, image);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while docker took an image");
    }
  }

  /** The image as what a run takes; the engine has it already, so the file is not read. */
  ImageSource source() {
    return new ImageSource(tar, Optional.of(new ImageSource.Archive(tar, Digest.parse(image))));
  }

  @Override
  public void close() throws IOException {
    try {
      client.ask("image", "rm", "--force", image);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
