package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.HecktorException;
import io.hecktor.oci.Digest;
import io.hecktor.page.ArchiveFacts;
import io.hecktor.verify.UploadFinding;
import io.hecktor.verify.UploadRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link ArchiveReport}. */
class ArchiveReportTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123Z");
  private static final Digest SHA256 = Digest.of(new byte[] {1});

  @TempDir Path temp;

  private Path folder;

  @BeforeEach
  void save() throws IOException, HecktorException {
    BuiltProject project = new BuiltProject(temp, "hecktor2025", List.of("task2"));
    BuiltImage image = project.images().get(0);
    folder = project.run("task2").resolveSibling(".").normalize();
    ArchiveReport.write(archive(image), NOW, image);
  }

  private static SavedArchive archive(BuiltImage image) {
    return new SavedArchive(
        "task2",
        Path.of("deep", "submission_task2.tar.gz"),
        5L << 30,
        SHA256,
        image.image().config().imageId(),
        List.of(
            new UploadFinding.Passed(UploadRule.READABLE, "3 layers"),
            new UploadFinding.Noted(UploadRule.ARCHIVE_SIZE, "5 GiB", "Make it smaller."),
            new UploadFinding.Failed(UploadRule.USER, "root", "\"runs as root\"", "Set `<user>`."),
            new UploadFinding.NotChecked(UploadRule.ALREADY_UPLOADED, "only the platform knows")),
        Optional.empty(),
        new SavedArchive.Standing(2L << 30, new TestRunStatus(true, false, "passed its test run")));
  }

  @Test
  void readsWhatWasWritten() throws IOException {
    ArchiveFacts facts = ArchiveReport.read(folder).orElseThrow();

    assertThat(facts.name()).isEqualTo("submission_task2.tar.gz");
    assertThat(facts.bytes()).isEqualTo(5L << 30);
    assertThat(facts.sha256()).isEqualTo(SHA256.hex());
    assertThat(facts.imageId()).startsWith("sha256:");
    assertThat(facts.saved()).isEqualTo(NOW);
    assertThat(facts.findings())
        .containsExactly(
            new ArchiveFacts.Finding(
                "the archive can be read to its end", ArchiveFacts.Outcome.KEPT, "3 layers", ""),
            new ArchiveFacts.Finding(
                "the archive keeps to its limit",
                ArchiveFacts.Outcome.NOTED,
                "5 GiB",
                "Make it smaller."),
            new ArchiveFacts.Finding(
                "the user is not root",
                ArchiveFacts.Outcome.BROKEN,
                "root. \"runs as root\"",
                "Set `<user>`."),
            new ArchiveFacts.Finding(
                "nobody has uploaded this very image before",
                ArchiveFacts.Outcome.NOT_CHECKED,
                "only the platform knows",
                ""));
  }

  @Test
  void isEmptyBeforeAnythingIsSaved() throws IOException {
    assertThat(ArchiveReport.read(temp)).isEmpty();
  }

  @Test
  void refusesWhatWasCutShort() throws IOException {
    Path file = folder.resolve(ArchiveReport.NAME);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length - 2; length += 29) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> ArchiveReport.read(folder)).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"saved\":\"long ago\"}",
        "{\"saved\":\"2026-11-23T10:00:00Z\",\"findings\":[{\"outcome\":\"fine\"}]}"
      })
  void refusesWhatIsNoRecordOfAnArchive(String text) throws IOException {
    Files.writeString(folder.resolve(ArchiveReport.NAME), text);

    assertThatThrownBy(() -> ArchiveReport.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessage("archive.json is no record of an archive");
  }
}
