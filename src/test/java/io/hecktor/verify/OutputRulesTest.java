package io.hecktor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputRulesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "output/rfs.json, /tmp/output/output/rfs.json",
    "RFS.json, /tmp/output/RFS.json",
    "results/rfs.json, /tmp/output/results/rfs.json",
    "rfs.txt, /tmp/output/rfs.txt",
    "risk.json, /tmp/output/risk.json",
  })
  void namesWhatWasWrittenInPlaceOfTheOutput(String wrote, String named) throws IOException {
    RunFinding.Violation found =
        new Run(folder, Run.RFS).wrote(wrote, "0.5").judged().violations().get(0);
    assertThat(found.subject()).isEqualTo("rfs.json is missing");
    assertThat(found.evidence())
        .contains("`" + named + "`")
        .contains("Output file 'rfs.json' was not produced");
    assertThat(found.fix()).contains("`/tmp/output/rfs.json`");
  }

  @Test
  void namesTheImageInTheWrongFolder() throws IOException {
    CaseResult result =
        new Run(folder, Run.MASK).wrote("images/output.mha", Mha.mask().bytes()).judged();
    assertThat(result.violations()).hasSize(1);
    assertThat(result.violations().get(0).evidence())
        .contains("`/tmp/output/images/output.mha`")
        .contains("Output directory '" + Run.MASKS + "' is empty");
  }

  @Test
  void saysWhenNothingWasWritten() throws IOException {
    CaseResult result = new Run(folder, Run.RFS, Run.HPV).judged();
    assertThat(result.violations()).hasSize(2);
    assertThat(result.violations().get(0).evidence()).contains("left no file in `/tmp/output`");
  }

  @Test
  void takesAnEmptyFolderForNoImage() throws IOException {
    Run run = new Run(folder, Run.MASK);
    Files.createDirectories(run.output().resolve(Run.MASKS));
    assertThat(run.judged().violations().get(0).evidence()).contains("is empty");
  }

  @Test
  void survivesAnOutputDirectoryThatIsGone() throws IOException {
    Run run = new Run(folder, Run.RFS);
    Files.delete(run.output());
    assertThat(run.judged().violations()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"../secret", "/etc/passwd", "/", ".", "nowhere", "real.json"})
  void refusesLinksWithoutFollowingThem(String target) throws IOException {
    Files.writeString(folder.resolve("secret"), "0.5");
    Run run = new Run(folder, Run.RFS).wrote("real.json", "0.5").linked("rfs.json", target);
    CaseResult result = run.judged();
    assertThat(result.violations()).hasSize(1);
    assertThat(result.violations().get(0).subject()).isEqualTo("rfs.json is a symbolic link");
    assertThat(result.violations().get(0).evidence())
        .contains("`" + target + "`")
        .contains("An unexpected error occurred");
    assertThat(result.outputs().listed())
        .extracting(Outputs.Output::path)
        .containsExactly("real.json");
  }

  @Test
  void doesNotGoThroughLinkedFolders() throws IOException {
    Mha.mask().at(folder.resolve("outside/" + Run.MASKS.substring(7) + "/output.mha"));
    Run run = new Run(folder, Run.MASK).linked("images", "../outside");
    CaseResult result = run.judged();
    assertThat(result.violations())
        .extracting(RunFinding.Violation::subject)
        .containsExactly("images is a symbolic link");
    assertThat(result.outputs().listed()).isEmpty();
  }

  @Test
  void refusesALinkInPlaceOfTheImage() throws IOException {
    Mha.mask().at(folder.resolve("outside.mha"));
    Run run = new Run(folder, Run.MASK);
    run.linked(Run.MASKS + "/output.mha", folder.resolve("outside.mha").toString());
    assertThat(run.judged().violations())
        .extracting(RunFinding.Violation::subject)
        .contains(Run.MASKS + "/output.mha is a symbolic link");
  }

  @Test
  void findsLinksThatNobodyAskedFor() throws IOException {
    Run run = new Run(folder, Run.RFS).wrote("rfs.json", "1").linked("a/.b", "/root/.ssh/id");
    assertThat(run.judged().violations().get(0).subject()).isEqualTo("a/.b is a symbolic link");
  }

  @Test
  void boundsTheFindingsOfManyLinks() throws IOException {
    Run run = new Run(folder, Run.RFS).wrote("rfs.json", "1");
    for (int i = 0; i < 300; i++) {
      run.linked("l" + i, "x");
    }
    assertThat(run.judged().violations()).hasSize(21);
  }

  @Test
  void doesNotOpenPipes() throws Exception {
    Run run = new Run(folder, Run.RFS);
    Process mkfifo =
        new ProcessBuilder("mkfifo", run.output().resolve("rfs.json").toString()).start();
    assertThat(mkfifo.waitFor()).isZero();
    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertThat(run.judged().violations().get(0).subject())
                .isEqualTo("rfs.json is not a file"));
  }

  @Test
  void wantsAFileWhereAFolderStands() throws IOException {
    Run run = new Run(folder, Run.RFS, Run.MASK).wrote("rfs.json/x", "1").wrote(Run.MASKS, "1");
    assertThat(run.judged().violations())
        .extracting(RunFinding.Violation::subject)
        .containsExactly(
            "rfs.json is not a file", Run.MASKS + " is not a folder with one `.mha` file");
  }

  @Test
  void warnsOfNeedlessFilesButNotOfTheDebugLog() throws IOException {
    Run run = new Run(folder, Run.RFS).wrote("rfs.json", "1").wrote("log.txt", "hello");
    assertThat(run.judged().findings()).isEmpty();
    run.wrote(".cache/a", "1").wrote("tmp/b", "2");
    CaseResult result = run.judged();
    assertThat(result.passed()).isTrue();
    assertThat(result.warnings().get(0).subject()).isEqualTo("2 needless files");
    assertThat(result.warnings().get(0).evidence()).contains("`.cache/a`, `tmp/b`");
  }

  /** Names are bytes: 0xff is no character in UTF-8, and a backslash is no separator. */
  @Test
  void takesNamesThatAreNoText() throws Exception {
    Run run = new Run(folder, Run.MASK).wrote(Run.MASKS + "/a.mha", Mha.mask().bytes());
    assertThat(run.judged().violations()).isEmpty();
    String rename = "cd \"$1\" && mv a.mha \"$(printf 'b\\134c\\377.mha')\"";
    Process shell =
        new ProcessBuilder("sh", "-c", rename, "sh", run.output().resolve(Run.MASKS).toString())
            .inheritIO()
            .start();
    assertThat(shell.waitFor()).isZero();

    CaseResult result = run.judged();
    assertThat(result.violations()).isEmpty();
    assertThat(result.outputs().listed()).hasSize(1);
    assertThat(result.outputs().listed().get(0).sha256()).isPresent();
  }

  @Test
  void looksAtABoundedPartOfAnEndlessTree() throws IOException {
    Run run = new Run(folder, Run.RFS).wrote("zzz/rfs.json", "1").wrote("rfs.json", "1");
    for (int d = 0; d < 11; d++) {
      Path many = Files.createDirectories(run.output().resolve("d" + d));
      for (int i = 0; i < 1000; i++) {
        Files.createFile(many.resolve("f" + i));
      }
    }
    CaseResult result = run.judged();
    assertThat(result.passed()).isTrue();
    assertThat(result.outputs().listed()).hasSize(100);
    assertThat(result.outputs().omitted()).isBetween(9_000, 10_000);
    assertThat(result.notChecked().get(0).reason()).contains("10000 entries are looked at");
  }

  @Test
  void doesNotHashWhatIsEndless() throws IOException {
    Run run = new Run(folder, Run.RFS).wrote("rfs.json", "1");
    try (var file = new java.io.RandomAccessFile(run.output().resolve("a").toFile(), "rw")) {
      file.setLength(1L << 40);
    }
    Outputs outputs = run.judged().outputs();
    assertThat(outputs.listed().get(0).sha256()).isEmpty();
    assertThat(outputs.listed().get(1).sha256()).isPresent();
  }

  @Test
  void goesOnlySoDeep() throws IOException {
    Run run = new Run(folder, Run.RFS).wrote("rfs.json", "1").wrote("a/".repeat(80) + "x", "1");
    CaseResult result = run.judged();
    assertThat(result.notChecked()).hasSize(1);
  }
}
