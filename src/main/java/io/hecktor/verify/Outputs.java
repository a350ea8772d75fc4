package io.hecktor.verify;

import io.hecktor.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files that a run left, as the report lists them.
 *
 * @param listed the first files by path
 * @param omitted how many more were seen
 */
public record Outputs(List<Output> listed, int omitted) {

  private static final int MOST_LISTED = 100;
  private static final long MOST_HASHED_BYTES = 4L << 30;

  /** Copies the list. */
  public Outputs {
    listed = List.copyOf(listed);
  }

  /**
   * One file.
   *
   * @param path from the output directory on, with slashes
   * @param bytes its length
   * @param sha256 of its bytes; absent for what lies beyond 4 GiB in all, or may not be read
   */
  public record Output(String path, long bytes, Optional<Digest> sha256) {}

  /** How long all listed files are together. */
  public long bytes() {
    return listed.stream().mapToLong(Output::bytes).sum();
  }

  static Outputs of(OutputTree tree) throws IOException {
    List<Output> listed = new ArrayList<>();
    long left = MOST_HASHED_BYTES;
    for (OutputTree.OutputFile file : tree.files()) {
      if (listed.size() == MOST_LISTED) {
        break;
      }
      boolean affordable = file.bytes() <= left;
      left -= affordable ? file.bytes() : 0;
      Optional<Digest> sha256 = affordable ? sha256(file.file()) : Optional.empty();
      listed.add(new Output(Printable.line(file.path(), 300), file.bytes(), sha256));
    }
    return new Outputs(listed, tree.files().size() - listed.size());
  }

  private static Optional<Digest> sha256(Path file) throws IOException {
    MessageDigest sha256 = Digest.sha256();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      for (int read; (read = in.read(buffer)) >= 0; ) {
        Digest.update(sha256, buffer, 0, read);
      }
    } catch (AccessDeniedException e) {
      return Optional.empty();
    }
    return Optional.of(Digest.of(sha256));
  }
}
