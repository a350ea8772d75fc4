package io.hecktor.page;

import io.hecktor.ErrorCode;
import io.hecktor.challenge.Limits;
import io.hecktor.challenge.Sourced;
import io.hecktor.oci.Digest;
import io.hecktor.picture.MaskPictures;
import io.hecktor.picture.Phantom;
import io.hecktor.picture.Picture;
import io.hecktor.verify.BatchFacts;
import io.hecktor.verify.CaseFacts;
import io.hecktor.verify.CaseResult;
import io.hecktor.verify.Outputs;
import io.hecktor.verify.RunFinding;
import io.hecktor.verify.RunRule;
import io.hecktor.verify.Score;
import io.hecktor.verify.TestRunReport;
import io.hecktor.verify.UnfinishedCase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** Facts with all that a page can tell, some of them by a program that means harm. */
final class PageFixture {

  static final String HOSTILE =
      "<script>alert('owned')</script><img src=x onerror=alert(1)>\u202e\u0007";

  private static final Digest IMAGE = Digest.of("image".getBytes(StandardCharsets.UTF_8));
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

  private static final Map<ErrorCode, String> CATALOGUE =
      Map.of(ErrorCode.RUN_NETWORK, "The program tried the network");

  private PageFixture() {}

  static ReportFacts failing(Path folder) throws IOException {
    return new ReportFacts(
        "my-algorithm 1.0",
        "0.1.0",
        List.of(
            new TaskFacts(
                "task1",
                Optional.of(report("task1", List.of(good("small"), broken("<b>bad</b>")))),
                List.of(exhibit("small", folder), hostileExhibit()),
                Optional.of(image()),
                Optional.of(archive()),
                List.of()),
            new TaskFacts(
                "task2",
                Optional.of(report("task2", List.of(scored()))),
                List.of(
                    new Exhibit(
                        "input",
                        Optional.empty(),
                        List.of(new Exhibit.Excerpt("rfs.json", "0.7310585786300049")),
                        List.of())),
                Optional.of(image()),
                Optional.empty(),
                List.of("image.json " + HOSTILE)),
            new TaskFacts(
                "task3",
                Optional.empty(),
                List.of(),
                Optional.of(image()),
                Optional.empty(),
                List.of())),
        CATALOGUE);
  }

  static ReportFacts passing(Path folder) throws IOException {
    TaskFacts first =
        new TaskFacts(
            "task1",
            Optional.of(report("task1", List.of(good("small")))),
            List.of(exhibit("small", folder)),
            Optional.of(image()),
            Optional.of(archive()),
            List.of());
    return new ReportFacts("my-algorithm 1.0", "0.1.0", List.of(first), CATALOGUE);
  }

  private static <T> Sourced<T> sourced(T value) {
    return new Sourced<>(value, "test", LocalDate.EPOCH);
  }

  private static TestRunReport report(String task, List<CaseResult> cases) {
    List<UnfinishedCase> left =
        cases.size() > 1
            ? List.of(
                new UnfinishedCase("late", UnfinishedCase.Cause.NODE_LOST, "Its node failed."))
            : List.of();
    return new TestRunReport(
        new TestRunReport.Subject(task, IMAGE, "unshare", "hecktor2025"),
        TIME,
        new Limits(
            sourced(Duration.ofMinutes(15)),
            sourced(16L << 30),
            sourced(16L << 30),
            sourced(2L << 30),
            Optional.empty()),
        Map.of(RunRule.NETWORK, "each attempt is named: strace"),
        cases,
        new BatchFacts("local", cases.size() + left.size(), left));
  }

  private static CaseFacts.Usage usage(long seconds, long peak) {
    List<Long> curve =
        LongStream.range(0, 120)
            .mapToObj(i -> (long) (peak * (1 - Math.exp(-i / 25.0)) * (i > 112 ? 0.6 : 1)))
            .toList();
    return new CaseFacts.Usage(
        Duration.ofSeconds(seconds),
        OptionalLong.of(peak),
        OptionalLong.empty(),
        Optional.empty(),
        new CaseFacts.Curve(Duration.ofSeconds(seconds).dividedBy(120), curve));
  }

  private static CaseResult good(String name) {
    return new CaseResult(
        name,
        CaseFacts.Ending.exited(0),
        usage(48, 3L << 30),
        outputs("images/tumor-lymph-node-segmentation/output.mha"),
        List.of(
            new RunFinding.Warning(
                name,
                RunRule.EXIT,
                "stdout has 3 lines over 10000 bytes",
                "The platform drops each.",
                "End lines with a line feed."),
            new RunFinding.NotChecked(name, RunRule.GPU, "the run was given no GPU")),
        List.of(
            new Score.Overlap("images/tumor-lymph-node-segmentation", 1, 4100, 3900, 3700),
            new Score.Match("log.txt", false)));
  }

  private static Outputs outputs(String path) {
    return new Outputs(List.of(new Outputs.Output(path, 4321, Optional.of(IMAGE))), 2);
  }

  private static CaseResult broken(String name) {
    return new CaseResult(
        name,
        new CaseFacts.Ending(137, OptionalInt.of(9), false, true),
        usage(912, 17L << 30),
        outputs(HOSTILE + ".json"),
        List.of(
            new RunFinding.Violation(
                name,
                RunRule.NETWORK,
                "connect 93.184.216.34:443",
                "`java` tried connect: ENETUNREACH.",
                "Find the call and switch it off; models must be in the image."),
            new RunFinding.Violation(
                name,
                RunRule.OUTPUT,
                "rfs.json holds " + HOSTILE,
                HOSTILE + "\nsecond line",
                "Write the bare value and nothing else."),
            new RunFinding.Violation(
                name,
                RunRule.MEMORY,
                "17.0 GiB, over the limit of 16.0 GiB",
                "It was killed for it.",
                "Read the scan slice by slice.")),
        List.of());
  }

  private static CaseResult scored() {
    return new CaseResult(
        "input",
        CaseFacts.Ending.exited(0),
        new CaseFacts.Usage(Duration.ofMillis(640), OptionalLong.empty(), OptionalLong.empty()),
        outputs("rfs.json"),
        List.of(),
        List.of(
            new Score.Value("rfs.json", 0.75, 0.7310585786300049),
            new Score.Flag("hpv-status.json", true, 0)));
  }

  private static Exhibit exhibit(String name, Path folder) throws IOException {
    Phantom phantom = Phantom.of(96, 96, 40).spacing("2 2 3");
    Path mask = phantom.mask(folder.resolve("mask.mha"), PageFixture::label);
    Path ct = phantom.scan(folder.resolve("ct.mha"), PageFixture::hounsfield);
    Path pet = phantom.scan(folder.resolve("pet.mha"), PageFixture::uptake);
    Picture picture =
        MaskPictures.draw(mask, new MaskPictures.Scans(Optional.of(ct), Optional.of(pet)));
    return new Exhibit(name, Optional.of(picture), List.of(), List.of());
  }

  private static double distance(double x, double y, double z) {
    return Math.sqrt(x * x + y * y + z * z);
  }

  private static int label(int x, int y, int z) {
    if (distance(x - 55, y - 42, (z - 20) * 1.5) < 9) {
      return 1;
    }
    return distance(x - 34, y - 50, (z - 20) * 1.5) < 5 ? 2 : 0;
  }

  private static int hounsfield(int x, int y, int z) {
    double body = distance((x - 48) / 40.0, (y - 48) / 32.0, 0);
    if (body > 1) {
      return -1000;
    }
    boolean airway = distance((x - 48) / 5.0, (y - 36) / 7.0, 0) < 1;
    boolean bone = distance((x - 48) / 8.0, (y - 64) / 8.0, 0) < 1 && z % 8 < 6;
    int noise = (x * 7919 + y * 104_729 + z * 1_299_709) % 23;
    return airway ? -950 : bone ? 600 : label(x, y, z) > 0 ? 75 + noise : 20 + noise;
  }

  private static int uptake(int x, int y, int z) {
    double body = distance((x - 48) / 40.0, (y - 48) / 32.0, 0);
    int hot = label(x, y, z) == 1 ? 12 : label(x, y, z) == 2 ? 7 : 0;
    return body > 1 ? 0 : 1 + hot + (x * 31 + y * 17 + z) % 2;
  }

  private static Exhibit hostileExhibit() {
    return new Exhibit(
        "<b>bad</b>",
        Optional.of(Picture.none("The mask cannot be read: " + HOSTILE + ".")),
        List.of(new Exhibit.Excerpt(HOSTILE + ".json", HOSTILE.repeat(500))),
        List.of(new Exhibit.Excerpt("stderr.log", "</pre>" + HOSTILE.repeat(500))));
  }

  private static ImageFacts image() {
    return new ImageFacts(
        IMAGE.toString(),
        new ImageFacts.Origin(
            "hecktor2025",
            "docker.io/nvidia/cuda:12.4.1-runtime-ubuntu22.04",
            "docker.io/nvidia/cuda@" + IMAGE,
            "Debian 17.0.18, linked with java.base, java.logging"),
        2L << 30,
        List.of(
            new ImageFacts.LayerSize("base", IMAGE.toString(), 31L << 20, 80L << 20),
            new ImageFacts.LayerSize("base", IMAGE.toString(), 720L << 20, 1900L << 20),
            new ImageFacts.LayerSize("java", IMAGE.toString(), 19L << 20, 44L << 20),
            new ImageFacts.LayerSize("dependencies", IMAGE.toString(), 160L << 20, 171L << 20),
            new ImageFacts.LayerSize("program", IMAGE.toString(), 90_000, 94_000),
            new ImageFacts.LayerSize("resources", IMAGE.toString(), 401L << 20, 420L << 20)),
        List.of(
            new ImageFacts.FileSize("/opt/app/resources/model.onnx", "resources", 419L << 20),
            new ImageFacts.FileSize(
                "/opt/app/lib/onnxruntime_gpu-1.20.0.jar", "dependencies", 170L << 20),
            new ImageFacts.FileSize("/opt/java/lib/modules", "java", 30L << 20)),
        List.of(
            new ImageFacts.Remark(
                "The image could do without 80 MiB: libraries for other systems.",
                "",
                "<stripNatives>true</stripNatives> leaves them out of the image.")),
        Optional.of(
            new ImageFacts.Bill(
                Map.of("library", 214, "file", 3, "container", 1),
                Map.of("Apache-2.0", 12, "MIT", 3))));
  }

  private static ArchiveFacts archive() {
    return new ArchiveFacts(
        "submission_task1.tar.gz",
        1331L << 20,
        IMAGE.hex(),
        IMAGE.toString(),
        TIME,
        List.of(
            new ArchiveFacts.Finding(
                "the image runs as no root", ArchiveFacts.Outcome.KEPT, "1000:1000", ""),
            new ArchiveFacts.Finding(
                "the image has a tag", ArchiveFacts.Outcome.NOTED, "two tags", "Keep one."),
            new ArchiveFacts.Finding(
                "the image is new",
                ArchiveFacts.Outcome.NOT_CHECKED,
                "only the platform knows",
                "")));
  }
}
