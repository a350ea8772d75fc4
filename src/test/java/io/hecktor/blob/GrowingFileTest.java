package io.hecktor.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GrowingFileTest {

  @TempDir Path folder;

  private Path file;
  private GrowingFile growing;

  @BeforeEach
  void begin() throws IOException {
    file = Files.createFile(folder.resolve("file"));
    growing = new GrowingFile(file);
  }

  private CompletableFuture<byte[]> readAll() {
    return CompletableFuture.supplyAsync(
        () -> {
          try (InputStream in = growing.open()) {
            return in.readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Test
  void aReaderSeesAllThatIsWrittenAndThenTheEnd() throws IOException {
    byte[] bytes = new byte[3_000_000];
    new Random(7).nextBytes(bytes);
    CompletableFuture<byte[]> read = readAll();
    try (OutputStream disk = Files.newOutputStream(file)) {
      OutputStream out = growing.tellingOf(disk);
      for (int at = 0; at < bytes.length; at += 1_000) {
        out.write(bytes, at, 1_000);
      }
    }

    assertThat(read).isNotDone();
    growing.whole();
    assertThat(read.join()).isEqualTo(bytes);
  }

  @Test
  void aReaderSeesWhatTheDiskHoldsAndNotWhatWasMeantForIt() throws IOException {
    growing.tellingOf(OutputStream.nullOutputStream()).write(new byte[100]);
    Files.write(file, new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
    growing.whole();

    assertThat(readAll().join()).containsExactly(1, 2, 3);
  }

  @Test
  void aReaderFailsWhenWritingIsGivenUp() {
    CompletableFuture<byte[]> read = readAll();
    growing.abandon();

    assertThatThrownBy(read::join)
        .isInstanceOf(CompletionException.class)
        .hasRootCauseMessage("its writing was given up");
  }

  @Test
  void whatIsWholeIsNotGivenUpAnyMore() {
    growing.whole();
    growing.abandon();

    assertThat(readAll().join()).isEmpty();
  }
}
