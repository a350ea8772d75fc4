package io.hecktor.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.oci.Digest;
import io.hecktor.testing.RecordingProgress;
import io.hecktor.testing.TarBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArchiveReaderTest {

  @TempDir Path folder;
  RecordingProgress progress = new RecordingProgress();

  private ArchiveContents read(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("a.tar.gz"), bytes);
    return ArchiveReader.read(file, progress.begin("reading", bytes.length));
  }

  private static TarBytes sample() {
    return new TarBytes()
        .file("manifest.json", "[{}]")
        .file("a/layer.tar", SampleLayers.noise(1, 600_000));
  }

  @Test
  void findsEveryEntryOfEveryMember() throws IOException {
    byte[] tar = sample().bytes();
    byte[] gzip = TarBytes.gzipMembers(tar, 5);
    ArchiveContents contents = read(gzip);
    assertThat(contents.damage()).isEmpty();
    assertThat(contents.archiveBytes()).isEqualTo(gzip.length);
    assertThat(contents.unpackedBytes()).isBetween(tar.length - 10_240L, (long) tar.length);
    assertThat(contents.entries())
        .extracting(ArchiveContents.Entry::name)
        .containsExactly("manifest.json", "a/layer.tar");
    ArchiveContents.Entry layer = contents.file("a/layer.tar").orElseThrow();
    assertThat(layer.sizeBytes()).isEqualTo(600_000);
    assertThat(layer.digest()).isEqualTo(Digest.of(SampleLayers.noise(1, 600_000)));
    assertThat(progress.advanced).hasValue(gzip.length);
  }

  @Test
  void keepsDocumentsAndNoLayers() throws IOException {
    byte[] layer = new TarBytes().file("etc/passwd", "root").bytes();
    ArchiveContents contents =
        read(
            TarBytes.gzip(
                new TarBytes()
                    .file("manifest.json", " [{}]")
                    .file("blobs/sha256/" + "a".repeat(64), "{}")
                    .file("b/layer.tar", layer)
                    .bytes()));
    assertThat(contents.documents().keySet())
        .containsExactlyInAnyOrder("manifest.json", "blobs/sha256/" + "a".repeat(64));
    assertThat(contents.documents().get("manifest.json"))
        .isEqualTo(" [{}]".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void tellsRegularFilesFromAllElse() throws IOException {
    ArchiveContents contents =
        read(
            TarBytes.gzip(
                new TarBytes()
                    .file("file", "x")
                    .folder("folder")
                    .symbolicLink("soft", "file")
                    .hardLink("hard", "file")
                    .device("device")
                    .bytes()));
    assertThat(contents.entries())
        .filteredOn(ArchiveContents.Entry::regular)
        .extracting(ArchiveContents.Entry::name)
        .containsExactly("file");
    assertThat(contents.entries()).hasSize(5);
  }

  @Test
  void seesTheLastOfTwoEntriesAsTarReadersDo() throws IOException {
    ArchiveContents contents =
        read(TarBytes.gzip(new TarBytes().file("a", "{1}").file("a", "{2}").bytes()));
    assertThat(contents.file("a").orElseThrow().digest())
        .isEqualTo(Digest.of("{2}".getBytes(StandardCharsets.UTF_8)));
    assertThat(contents.documents().get("a")).asString().isEqualTo("{2}");
  }

  @Test
  void knowsCompressedContentByItsFirstBytes() throws IOException {
    byte[] content = "content".getBytes(StandardCharsets.UTF_8);
    ArchiveContents contents =
        read(
            TarBytes.gzip(
                new TarBytes()
                    .file("plain", content)
                    .file("gzip", TarBytes.gzip(content))
                    .file("zstd", TarBytes.zstd(content))
                    .file("short", new byte[] {0x1f})
                    .file("empty", "")
                    .bytes()));
    assertThat(contents.entries())
        .filteredOn(ArchiveContents.Entry::compressed)
        .extracting(ArchiveContents.Entry::name)
        .containsExactly("gzip", "zstd");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, 0.001, 0.3, 0.9, 0.99999})
  void findsThatAnArchiveIsCutShort(double part) throws IOException {
    byte[] gzip = TarBytes.gzipMembers(sample().bytes(), 3);
    assertThat(read(Arrays.copyOf(gzip, (int) (gzip.length * part))).damage()).isPresent();
  }

  @Test
  void findsAFlippedByteInTheLayersAndInTheLastCheckSum() throws IOException {
    byte[] gzip = TarBytes.gzip(sample().bytes());
    byte[] middle = gzip.clone();
    middle[gzip.length / 2] ^= 1;
    assertThat(read(middle).damage()).isPresent();
    byte[] end = gzip.clone();
    end[gzip.length - 6] ^= 1;
    assertThat(read(end).damage()).isPresent();
  }

  @Test
  void findsGarbageBeforeAndBehind() throws IOException {
    byte[] noise = SampleLayers.noise(9, 5_000);
    assertThat(read(noise).damage()).isPresent();
    assertThat(read(TarBytes.gzip(noise)).damage()).isPresent();
    ByteArrayOutputStream behind = new ByteArrayOutputStream();
    behind.writeBytes(TarBytes.gzip(sample().bytes()));
    behind.writeBytes(noise);
    assertThat(read(behind.toByteArray()).damage()).isPresent();
  }

  @Test
  void leavesAMissingFileToItsCaller() {
    assertThatThrownBy(() -> ArchiveReader.read(folder.resolve("none"), progress.begin("r", 0)))
        .isInstanceOf(NoSuchFileException.class);
  }
}
