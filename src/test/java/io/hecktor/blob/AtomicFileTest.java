package io.hecktor.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  @TempDir Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void appearsWhenItIsCommitted() throws IOException {
    Path target = folder.resolve("file");
    try (AtomicFile file = AtomicFile.at(target)) {
      file.output().write(utf8("new"));
      assertThat(target).doesNotExist();
      file.sync();
      file.commit();
    }
    assertThat(target).hasContent("new");
    assertThat(names()).containsExactly("file");
  }

  @Test
  void syncsWhatIsLargeWhileItIsWritten() throws IOException {
    Path target = folder.resolve("file");
    byte[] piece = new byte[1 << 20];
    try (AtomicFile file = AtomicFile.at(target)) {
      OutputStream out = file.outputToSync();
      for (int i = 0; i < 200; i++) {
        piece[0] = (byte) i;
        out.write(piece);
      }
      assertThat(namesOfThreads()).contains("hecktor-sync");
      file.sync();
      assertThat(namesOfThreads()).doesNotContain("hecktor-sync");
      file.commit();
    }
    assertThat(Files.size(target)).isEqualTo(200L << 20);
  }

  @Test
  void leavesNoThreadBehindWhenItIsGivenUp() throws IOException {
    try (AtomicFile file = AtomicFile.at(folder.resolve("file"))) {
      OutputStream out = file.outputToSync();
      for (int i = 0; i < 65; i++) {
        out.write(new byte[1 << 20]);
      }
    }
    assertThat(namesOfThreads()).doesNotContain("hecktor-sync");
    assertThat(names()).isEmpty();
  }

  @Test
  void tellsThatTheDiskDidNotTakeWhatWasWritten() throws IOException {
    // A system tells only the first who asks.
    Iterator<IOException> failures = List.of(new IOException("the disk is broken")).iterator();
    SyncAhead.Disk broken =
        all -> {
          if (failures.hasNext()) {
            throw failures.next();
          }
        };
    try (SyncAhead sync = new SyncAhead(broken)) {
      sync.tellingOf(OutputStream.nullOutputStream()).write(new byte[65 << 20]);
      assertThatThrownBy(sync::finish).hasMessage("the disk is broken");
    }
  }

  private static List<String> namesOfThreads() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
  }

  @Test
  void keepsWhatStoodThereWhenWritingFails() throws IOException {
    Path target = Files.writeString(folder.resolve("file"), "old");

    assertThatThrownBy(
            () -> {
              try (AtomicFile file = AtomicFile.at(target)) {
                file.output().write(utf8("half"));
                throw new IOException("the disk is full");
              }
            })
        .hasMessage("the disk is full");

    assertThat(target).hasContent("old");
    assertThat(names()).containsExactly("file");
  }

  @Test
  void makesTheFoldersAboveIt() throws IOException {
    AtomicFile.write(folder.resolve("a/b/file"), utf8("x"));

    assertThat(folder.resolve("a/b/file")).hasContent("x");
  }

  @Test
  void takesANameThatWasNotKnownBefore() throws IOException {
    try (AtomicFile file = AtomicFile.at(folder.resolve("new"))) {
      file.commit(folder.resolve("named"));
    }
    assertThat(names()).containsExactly("named");
  }

  @Test
  void sweepsOnlyWhatIsAbandonedBesideItsTarget() throws IOException {
    Files.writeString(folder.resolve("file.0000.1-1.part"), "killed");
    Files.writeString(folder.resolve("other.0000.1-1.part"), "another's");
    Files.writeString(folder.resolve("file"), "finished");
    try (AtomicFile underWay = AtomicFile.at(folder.resolve("file"))) {
      AtomicFile.sweep(folder.resolve("file"));

      assertThat(names())
          .containsExactly("file", underWay.part().getFileName().toString(), "other.0000.1-1.part");
    }
    AtomicFile.sweepFolder(folder);
    assertThat(names()).containsExactly("file");
  }

  @Test
  void sweepsNothingWhereThereIsNoFolder() throws IOException {
    AtomicFile.sweep(folder.resolve("none/file"));
    AtomicFile.sweepFolder(folder.resolve("none"));

    assertThat(names()).isEmpty();
  }
}
