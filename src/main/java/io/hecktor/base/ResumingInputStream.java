package io.hecktor.base;

import io.hecktor.HecktorException;
import io.hecktor.OneByte;
import io.hecktor.Progress;
import io.hecktor.oci.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A blob as one stream, whatever happens to the connection: first what an earlier run left in the
 * download file, then what the registry sends, written to that file before it is handed on. A
 * connection that breaks off is opened again where it broke; when patience is at its end, the file
 * stays for the next run.
 *
 * @see <a
 *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-blobs">
 *     distribution-spec, Pulling blobs</a>
 */
final class ResumingInputStream extends InputStream {

  private final RegistryClient client;
  private final RegistryProblems problems;
  private final Descriptor blob;
  private final Progress.Work work;
  private final FileChannel file;
  private final Retry retry;
  private final String what;
  private long stored;
  private long position;
  private Optional<HttpAnswer> answer = Optional.empty();

  /** Opens the download file, which need not exist. */
  ResumingInputStream(
      RegistryClient client, RegistryProblems problems, Download download, Progress.Work work)
      throws IOException {
    this.client = client;
    this.problems = problems;
    this.blob = download.blob();
    this.work = work;
    this.what = download.what();
    this.retry = client.retry();
    this.file = open(download.file());
    this.stored = file.size() <= blob.sizeBytes() ? file.size() : 0;
    file.truncate(stored);
  }

  /**
   * What is downloaded.
   *
   * @param blob digest and size
   * @param what its name in messages
   * @param file where its bytes go
   */
  record Download(Descriptor blob, String what, Path file) {}

  private static FileChannel open(Path path) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    return FileChannel.open(
        path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  @Override
  public int read() throws IOException {
    return OneByte.of(this);
  }

  /**
   * Reads on.
   *
   * @throws TransferFailure if the registry refuses, fails for good, or the disk does
   */
  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    } else if (position == blob.sizeBytes()) {
      return -1;
    }
    int wanted = (int) Math.min(length, blob.sizeBytes() - position);
    int read =
        position < stored
            ? replay(ByteBuffer.wrap(buffer, offset, wanted))
            : receive(buffer, offset, wanted);
    position += read;
    work.advance(read);
    return read;
  }

  private int replay(ByteBuffer buffer) throws IOException {
    try {
      int read = file.read(buffer, position);
      if (read <= 0) {
        throw new IOException("the download file shrank");
      }
      return read;
    } catch (IOException e) {
      throw new TransferFailure(problems.disk(e));
    }
  }

  private int receive(byte[] buffer, int offset, int wanted) throws IOException {
    while (true) {
      try {
        int read = connection().body().read(buffer, offset, wanted);
        if (read <= 0) {
          throw new IOException("the registry sent less than it should");
        }
        store(ByteBuffer.wrap(buffer, offset, read));
        retry.progressed();
        return read;
      } catch (TransferFailure | NoSuchRangeException e) {
        throw e;
      } catch (IOException e) {
        disconnect();
        if (!retry.waitAfter(e)) {
          throw new TransferFailure(problems.network(what, e));
        }
      }
    }
  }

  private void store(ByteBuffer bytes) throws TransferFailure {
    try {
      long at = position;
      while (bytes.hasRemaining()) {
        at += file.write(bytes, at);
      }
      stored = at;
    } catch (IOException e) {
      throw new TransferFailure(problems.disk(e));
    }
  }

  private HttpAnswer connection() throws IOException {
    if (answer.isEmpty()) {
      try {
        answer = Optional.of(client.openBlob(blob.digest(), position, what));
      } catch (HecktorException e) {
        throw new TransferFailure(e);
      }
      goTo(answer.get());
    }
    return answer.get();
  }

  /** Brings the answer to the position: it begins there, or before it, or not at all. */
  private void goTo(HttpAnswer opened) throws IOException {
    if (opened.status() == 416) {
      throw new NoSuchRangeException();
    } else if (opened.status() != 206) {
      // Ranges are not supported: what is here already comes again, and is passed over.
      opened.body().skipNBytes(position);
    } else if (!opened.header("Content-Range").orElse("").startsWith("bytes " + position + "-")) {
      throw new NoSuchRangeException();
    }
  }

  private void disconnect() throws IOException {
    if (answer.isPresent()) {
      HttpAnswer open = answer.get();
      answer = Optional.empty();
      open.close();
    }
  }

  @Override
  public void close() throws IOException {
    try (FileChannel closing = file) {
      disconnect();
    }
  }

  /** What is in the download file cannot be gone on with: the registry has other bytes. */
  static final class NoSuchRangeException extends IOException {

    private static final long serialVersionUID = 1L;

    NoSuchRangeException() {
      super("the registry has no bytes to go on with");
    }
  }
}
