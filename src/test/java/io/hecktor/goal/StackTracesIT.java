package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.HecktorException;
import io.hecktor.challenge.Profile;
import io.hecktor.challenge.Profiles;
import io.hecktor.plan.TaskRequest;
import io.hecktor.sandbox.Availability;
import io.hecktor.sandbox.Engine;
import io.hecktor.sandbox.Engines;
import io.hecktor.sandbox.FileTrees;
import io.hecktor.sandbox.GpuAccess;
import io.hecktor.sandbox.Host;
import io.hecktor.sandbox.ImageSource;
import io.hecktor.sandbox.Program;
import io.hecktor.testing.RecordingProgress;
import io.hecktor.verify.CaseResult;
import io.hecktor.verify.ExpectedUse;
import io.hecktor.verify.LocalCase;
import io.hecktor.verify.RunFinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Java program that breaks rules, on real engines: its findings name the code. */
class StackTracesIT {

  private static final List<String> JAVA =
      List.of(
          "/opt/java/bin/java",
          "-XX:+UseSerialGC",
          "-XX:+PerfDataSaveToFile",
          "-XX:PerfDataSaveFile=/opt/perf.data",
          "-cp",
          "/opt/app/lib/names-1.0.jar:/opt/app/deeds.jar",
          "org.example.Deeds");

  private static Path folder;
  private static Path rootfs;
  private static List<String> source;
  private final RecordingProgress progress = new RecordingProgress();

  @BeforeAll
  static void prepare() throws IOException {
    folder = Files.createTempDirectory("stack-traces");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    rootfs = JavaRootfs.create(folder);
    source = Files.readAllLines(folder.resolve("Deeds.java"));
  }

  @AfterAll
  static void remove() throws IOException {
    FileTrees.delete(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unshare", "bwrap", "crun"})
  void namesTheCodeBehindEachBreach(String engine) throws IOException, HecktorException {
    CaseResult without = run(engine, JAVA, false);
    CaseResult with = run(engine, JAVA, true);

    Map<String, String> code = new LinkedHashMap<>();
    with.violations().forEach(it -> code.put(it.subject(), it.codeLine().orElse("")));
    String deeds = "at org.example.Deeds.";
    assertThat(code)
        .containsEntry(
            "connect 192.0.2.1:443/tcp", deeds + "connect(Deeds.java:" + line("443)") + ")")
        .containsEntry(
            "DNS phone.example.org",
            "at org.library.Names.ask(Names.java:11) [names-1.0.jar], from org.example.Deeds"
                + ".lambda$main$2(Deeds.java:"
                + line("Names.ask(")
                + ")");
    assertThat(code.get("/home/user/.cache-nio")).endsWith(place("Files.writeString(Path.of(home"));
    assertThat(code.get("/home/user/.cache-old")).endsWith(place(".cache-old"));
    assertThat(code.get("/opt/app/made-here")).endsWith(place("made-here"));
    assertThat(code.get("/opt/child")).endsWith(place("/opt/child"));
    assertThat(violation(with, "/opt/child").evidence()).contains("child program `actor` did it");
    assertThat(violation(with, "/opt/perf.data").evidence()).contains("No Java code was seen");
    assertThat(violation(with, "connect 192.0.2.1:443/tcp").stack())
        .contains("- thread `uploader` was started by");
    assertThat(broken(with)).isEqualTo(broken(without)).hasSize(7);
    assertThat(with.ending()).isEqualTo(without.ending());
    assertThat(without.violations()).allMatch(it -> it.stack().isEmpty());
    assertThat(progress.stages).hasSize(1).first().asString().contains("hecktor.stackTraces=false");
  }

  @Test
  void namesTheFirstCodeWhereAttemptsAreOnlyCounted() throws IOException, HecktorException {
    CaseResult with = run("podman", JAVA, true);

    assertThat(with.violations()).hasSize(1);
    assertThat(with.violations().get(0).codeLine())
        .hasValue("at org.example.Deeds" + ".connect(Deeds.java:" + line("443)") + ")");
  }

  @Test
  void saysWhyThereIsNoStackOfAnotherProgram() throws IOException, HecktorException {
    CaseResult with = run("unshare", List.of("/bin/actor", "touch", "/opt/child"), true);

    assertThat(violation(with, "/opt/child").stack()).isEmpty();
    assertThat(progress.stages)
        .containsExactly(
            "task2: no Java stack traces for what broke the rules: the entrypoint's first word,"
                + " `/bin/actor`, is no Java.");
  }

  @Test
  void sharesWhatIsFoundAmongCases() throws IOException, HecktorException {
    CaseRun run = caseRun("unshare", JAVA, true);
    run.record(local("first"), "", "");
    CaseResult second = run.record(local("second"), "", "").result();

    RunFinding.Violation found = violation(second, "connect 192.0.2.1:443/tcp");
    assertThat(found.evidence()).endsWith("The code was found in case `first`.");
    assertThat(found.stack()).isNotEmpty();
    assertThat(progress.stages).hasSize(1);
  }

  private static List<String> broken(CaseResult result) {
    return result.violations().stream().map(it -> it.rule() + " " + it.subject()).sorted().toList();
  }

  private static RunFinding.Violation violation(CaseResult result, String subject) {
    return result.violations().stream()
        .filter(it -> it.subject().equals(subject))
        .findFirst()
        .orElseThrow(() -> new AssertionError(result.violations()));
  }

  private static String place(String words) {
    return "(Deeds.java:" + line(words) + ")";
  }

  private static int line(String words) {
    for (int i = 0; i < source.size(); i++) {
      if (source.get(i).contains(words)) {
        return i + 1;
      }
    }
    throw new AssertionError(words);
  }

  private CaseResult run(String engine, List<String> argv, boolean search)
      throws IOException, HecktorException {
    return caseRun(engine, argv, search).record(local("input"), "", "").result();
  }

  private static LocalCase local(String name) throws IOException {
    Path input = Files.createDirectories(folder.resolve("inputs").resolve(name));
    return new LocalCase(name, "Task2/test/" + name, input, Optional.empty());
  }

  private CaseRun caseRun(String name, List<String> argv, boolean search)
      throws IOException, HecktorException {
    Engine engine = engine(name);
    Profile profile = Profiles.open("hecktor2025", folder);
    ImageStart start =
        new ImageStart(
            profile,
            new TaskRequest(profile.tasks().get(1), folder, Optional.empty()),
            new Program(
                argv,
                Map.of("HOME", "/home/user", "HECKTOR_OUTPUT", "/tmp/output"),
                "/opt/app",
                1000,
                1000),
            Optional.empty(),
            false,
            GpuAccess.none());
    Path here = Files.createTempDirectory(folder, name);
    Files.setPosixFilePermissions(here, PosixFilePermissions.fromString("rwxr-xr-x"));
    ImageSource image = ImageSource.rootfs(rootfs);
    PatchedStart patched = new PatchedStart(start, image, here.resolve("patched"));
    return new CaseRun(
        new CaseRun.Place(
            start,
            image,
            ExpectedUse.SAME,
            here.resolve("test-run"),
            here.resolve("scratch"),
            search
                ? Optional.of(new CodeSearch(patched, engine, "task2", progress))
                : Optional.empty()),
        new LocalExecutor.Machine(engine, GpuAccess.none(), Optional.empty()));
  }

  private static Engine engine(String name) {
    Host host = Host.of(folder.resolve("trials"), System.getenv());
    Engine engine =
        Engines.all(host).stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
    if (engine.availability() instanceof Availability.Fails fails) {
      String why = name + " does not work here: " + fails.reason();
      Assumptions.assumeFalse(System.getenv("CI") == null, why);
      throw new AssertionError(why);
    }
    return engine;
  }
}
