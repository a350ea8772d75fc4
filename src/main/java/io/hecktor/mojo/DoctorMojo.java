package io.hecktor.mojo;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.Progress;
import io.hecktor.base.RegistryLogin;
import io.hecktor.base.RegistryProxy;
import io.hecktor.base.RegistrySettings;
import io.hecktor.blob.AtomicFile;
import io.hecktor.blob.BlobStore;
import io.hecktor.cdi.CdiRegistry;
import io.hecktor.challenge.Profile;
import io.hecktor.doctor.CacheExamination;
import io.hecktor.doctor.Depth;
import io.hecktor.doctor.Diagnosis;
import io.hecktor.doctor.DiagnosisJson;
import io.hecktor.doctor.DiagnosisTable;
import io.hecktor.doctor.Discretion;
import io.hecktor.doctor.DiskExamination;
import io.hecktor.doctor.DiskNeed;
import io.hecktor.doctor.Doctor;
import io.hecktor.doctor.EngineExamination;
import io.hecktor.doctor.Examination;
import io.hecktor.doctor.GpuExamination;
import io.hecktor.doctor.JavaExamination;
import io.hecktor.doctor.KernelExamination;
import io.hecktor.doctor.MemoryExamination;
import io.hecktor.doctor.RegistryExamination;
import io.hecktor.doctor.Remark;
import io.hecktor.plan.BaseReference;
import io.hecktor.sandbox.Host;
import io.hecktor.sandbox.MemoryTrial;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.toolchain.ToolchainManager;
import org.jspecify.annotations.Nullable;

/**
 * Tells what this machine can do: Java, engines (each really tried), what the kernel allows, GPU,
 * registry with proxy and login, disk, memory, cache, each with the remedy where something is
 * missing. Needs no project; with one it looks at what that needs, and writes {@code
 * target/hecktor/doctor.json} for a bug report: without secrets, names and home folders. Fails only
 * where images can't be built and saved here.
 */
@Mojo(name = "doctor", requiresProject = false, aggregator = true, threadSafe = true)
public final class DoctorMojo extends AbstractMojo {

  /** As long as people wait for a table. */
  private static final Duration REGISTRY_LIMIT = Duration.ofSeconds(6);

  private static final Path PROC = Path.of("/proc");

  /** Where NVIDIA's driver is loaded, on a machine of its own and in Windows' Linux. */
  private static final List<Path> DRIVERS = List.of(Path.of("/dev/nvidiactl"), Path.of("/dev/dxg"));

  /** The challenge's rules, as for the other goals. */
  @Parameter(property = "hecktor.profile", defaultValue = "hecktor2025")
  private String profile = "hecktor2025";

  /** The base image that has to be reached, as for {@code hecktor:build}. */
  @Parameter(property = "hecktor.base")
  private @Nullable String base;

  /** Where the images' Java comes from, as for {@code hecktor:build}. */
  @Parameter(property = "hecktor.jre", defaultValue = "jlink")
  private String jre = "jlink";

  /** The JDK that jlink takes the modules from, as for {@code hecktor:build}. */
  @Parameter(property = "hecktor.jdk")
  private @Nullable String jdk;

  /** Folders of CDI files, as for {@code hecktor:test-run}. */
  @Parameter(property = "hecktor.cdi")
  private List<String> cdi = new ArrayList<>();

  /** The most memory of a run, such as {@code 16g}; by default the profile's. */
  @Parameter(property = "hecktor.memoryLimit")
  private @Nullable String memoryLimit;

  /** The cache folder; that of the user by default. */
  @Parameter(property = "hecktor.cache")
  private @Nullable String cache;

  /** Lets registries other than those on loopback be spoken to over plain HTTP. */
  @Parameter(property = "hecktor.allowInsecureRegistries", defaultValue = "false")
  private boolean allowInsecureRegistries;

  /** Never asks a registry; by default Maven's {@code -o}. */
  @Parameter(property = "hecktor.offline", defaultValue = "${settings.offline}")
  private boolean offline;

  /** Hashes every blob of the cache, which takes a second or so for each gigabyte. */
  @Parameter(property = "hecktor.verify", defaultValue = "false")
  private boolean verify;

  /**
   * Hashes every blob of the cache, and removes from the cache what is broken and what killed
   * processes left; the next build makes or pulls anew what it misses. {@code -Dfix} will do.
   */
  @Parameter(property = "hecktor.fix", defaultValue = "false")
  private boolean fix;

  /** Fails on any warning, too. */
  @Parameter(property = "hecktor.strict", defaultValue = "false")
  private boolean strict;

  /** The report's file; by default {@code target/hecktor/doctor.json} where there is a project. */
  @Parameter(property = "hecktor.doctorReport")
  private @Nullable String doctorReport;

  @Parameter(defaultValue = "${project}", readonly = true)
  private @Nullable MavenProject project;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Parameter(defaultValue = "${maven.version}", readonly = true)
  private @Nullable String mavenVersion;

  /** The short form, as one types it in a hurry. */
  @Parameter(defaultValue = "${fix}", readonly = true)
  private @Nullable String shortFix;

  /** Likewise. */
  @Parameter(defaultValue = "${verify}", readonly = true)
  private @Nullable String shortVerify;

  @Parameter(defaultValue = "${plugin.version}", readonly = true)
  private @Nullable String pluginVersion;

  private final SettingsDecrypter decrypter;
  private final ToolchainManager toolchains;

  /** For Maven. */
  @Inject
  @SuppressWarnings("NullAway.Init") // Maven sets the fields.
  public DoctorMojo(SettingsDecrypter decrypter, ToolchainManager toolchains) {
    this.decrypter = decrypter;
    this.toolchains = toolchains;
  }

  /** {@inheritDoc} */
  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    GoalRun.of(this::run, this, session);
  }

  private void run(Progress progress) throws HecktorException {
    RegistrySettings settings =
        new RegistryAccess(session, decrypter, allowInsecureRegistries, offline).settings();
    Diagnosis diagnosis =
        new Doctor(examinations(settings, progress), progress).examine().with(discretion(settings));
    new DiagnosisTable(diagnosis, RunOptions.ascii()).lines().forEach(progress::stage);
    report().ifPresent(file -> write(file, diagnosis, progress));
    judge(diagnosis);
  }

  private List<Examination> examinations(RegistrySettings settings, Progress progress)
      throws HecktorException {
    Map<String, String> environment = System.getenv();
    Profile rules =
        Requests.profile(profile, folder(), new Parameters.LimitTexts(null, memoryLimit, null));
    BaseReference wanted = Requests.base(base, rules, folder());
    BlobStore store = new BlobStore(UserFolders.cache(folder(), cache));
    Host host = Host.of(store.root().resolve("engine-trials"), environment);
    RunOptions.Machine machine = RunOptions.Machine.current();
    KernelExamination.Places kernel =
        new KernelExamination.Places(PROC, Path.of("/etc"), System.getProperty("user.name", ""));
    return List.of(
        new JavaExamination(javas(), Map.of("LC_ALL", "C.UTF-8")),
        new RegistryExamination(wanted, settings, environment, REGISTRY_LIMIT),
        new DiskExamination(places(rules, wanted), PROC.resolve("self").resolve("mountinfo")),
        new MemoryExamination(
            new MemoryExamination.Machine(machine.processors(), machine.memoryBytes()),
            rules.tasks().get(0).limits().memoryBytes().value()),
        new EngineExamination(host),
        new KernelExamination(host, kernel, () -> MemoryTrial.here(groupName())),
        new GpuExamination(host, cdiFolders(), DRIVERS),
        new CacheExamination(store, depth(), Instant.now(), progress));
  }

  /** Of the form that later runs know as theirs to sweep, should this one be killed. */
  private static String groupName() {
    return "hecktor-"
        + ProcessHandle.current().pid()
        + "-"
        + Long.toHexString(UUID.randomUUID().getMostSignificantBits());
  }

  private boolean hasProject() {
    return project != null && project.getFile() != null;
  }

  private Path folder() {
    return project != null && project.getFile() != null
        ? project.getBasedir().toPath()
        : Path.of(session.getExecutionRootDirectory());
  }

  private Path target() {
    return project != null && project.getFile() != null
        ? Path.of(project.getBuild().getDirectory())
        : folder().resolve("target");
  }

  private JavaExamination.Javas javas() {
    Optional<Path> given =
        Optional.ofNullable(jdk)
            .filter(text -> !text.isBlank())
            .map(text -> folder().resolve(text.trim()))
            .or(() -> OtherJdk.ofBuild(session, toolchains));
    return new JavaExamination.Javas(
        Path.of(System.getProperty("java.home")),
        given,
        jre.trim().equals("jlink"),
        Optional.ofNullable(mavenVersion).orElse("of unknown version"));
  }

  private List<DiskExamination.Place> places(Profile rules, BaseReference wanted) {
    List<Path> folders =
        hasProject()
            ? Stream.concat(Stream.of(folder()), modules()).distinct().toList()
            : List.of();
    DiskNeed need = new DoctorNeeds(folders, rules, wanted).disk();
    return List.of(
        new DiskExamination.Place(
            "cache folder",
            UserFolders.cache(folder(), cache),
            need.cacheBytes(),
            new DiskExamination.Words(
                "needed " + need.why(),
                "test runs can't start what is unpacked there",
                "Name another folder: `-Dhecktor.cache=/path/to/folder`.")),
        new DiskExamination.Place(
            "target folder",
            target(),
            need.targetBytes(),
            new DiskExamination.Words(
                "needed for archives",
                "runs have their /tmp there, and can't load libraries that they unpack",
                "Move the project, or name a folder elsewhere in `<build><directory>`.")),
        new DiskExamination.Place(
            "temporary folder",
            Path.of(System.getProperty("java.io.tmpdir")),
            64L << 20,
            new DiskExamination.Words(
                "needed",
                "tests can't load libraries that they unpack",
                "Name another: `export MAVEN_OPTS=-Djava.io.tmpdir=/path/to/folder`.")));
  }

  private Stream<Path> modules() {
    return Reactor.of(session).built().stream().map(one -> one.getBasedir().toPath());
  }

  private List<Path> cdiFolders() {
    return cdi.isEmpty()
        ? CdiRegistry.FOLDERS
        : cdi.stream().map(path -> folder().resolve(path.trim())).toList();
  }

  private Depth depth() {
    if (fix || asked(shortFix)) {
      return Depth.FIX;
    }
    return verify || asked(shortVerify) ? Depth.VERIFY : Depth.QUICK;
  }

  private static boolean asked(@Nullable String value) {
    return value != null && !value.equals("false");
  }

  private static Discretion discretion(RegistrySettings settings) {
    Stream<RegistryLogin> logins =
        Stream.concat(
            settings.credentials().servers().values().stream(),
            settings.proxies().stream().map(RegistryProxy::login).flatMap(Optional::stream));
    return new Discretion(
        System.getProperty("user.home", ""),
        System.getProperty("user.name", ""),
        logins.map(RegistryLogin::secret).toList());
  }

  private Optional<Path> report() {
    if (doctorReport != null && !doctorReport.isBlank()) {
      return Optional.of(folder().resolve(doctorReport.trim()));
    }
    return hasProject()
        ? Optional.of(target().resolve("hecktor").resolve("doctor.json"))
        : Optional.empty();
  }

  private void write(Path file, Diagnosis diagnosis, Progress progress) {
    String system =
        String.join(
            " ",
            System.getProperty("os.name", ""),
            System.getProperty("os.version", ""),
            System.getProperty("os.arch", ""));
    DiagnosisJson.Heading heading =
        new DiagnosisJson.Heading(
            Optional.ofNullable(pluginVersion).orElse("unknown"), system, Instant.now().toString());
    try {
      AtomicFile.write(file, DiagnosisJson.format(heading, diagnosis));
      progress.stage("Wrote " + file.getFileName() + ", to attach to a bug report.");
    } catch (IOException e) {
      progress.warn(
          new Problem(
              ErrorCode.FILE_SYSTEM,
              "The report `" + file.getFileName() + "` could not be written.",
              "Its folder takes no files.",
              "Name another file with `-Dhecktor.doctorReport=/tmp/doctor.json`."));
    }
  }

  private void judge(Diagnosis diagnosis) throws EnvironmentException {
    List<Remark> stops = diagnosis.stops();
    if (!stops.isEmpty()) {
      throw new EnvironmentException(
          new Problem(
              ErrorCode.MACHINE_UNFIT,
              "Images can't be built and saved on this machine: " + subjects(stops) + ".",
              "What stands in the way is in upper case in the table above.",
              stops.get(0).remedy()));
    }
    List<Remark> warnings = diagnosis.warnings();
    if (strict && !warnings.isEmpty()) {
      throw new EnvironmentException(
          new Problem(
              ErrorCode.MACHINE_WARNED_OF,
              "The doctor warns of " + subjects(warnings) + ".",
              "With `-Dhecktor.strict` that fails the build.",
              warnings.get(0).remedy()));
    }
  }

  private static String subjects(List<Remark> remarks) {
    return remarks.stream().map(Remark::subject).distinct().collect(Collectors.joining(", "));
  }
}
