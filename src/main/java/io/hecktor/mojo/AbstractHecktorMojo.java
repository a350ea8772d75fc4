package io.hecktor.mojo;

import io.hecktor.Ahead;
import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.base.BaseResolver;
import io.hecktor.base.RegistrySettings;
import io.hecktor.blob.BlobStore;
import io.hecktor.challenge.Profile;
import io.hecktor.describe.GitCheckout;
import io.hecktor.goal.Bookkeeping;
import io.hecktor.goal.BuildGoal;
import io.hecktor.goal.Describer;
import io.hecktor.goal.LockKeeper;
import io.hecktor.lock.LockRequest;
import io.hecktor.plan.BuildRequest;
import io.hecktor.plan.Natives;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectBuilder;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/** The parameters that all goals share, and the way from them to a goal and back to Maven. */
abstract class AbstractHecktorMojo extends AbstractMojo {

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  @SuppressWarnings("NullAway.Init")
  private MavenProject project;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true)
  private @Nullable MojoExecution execution;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  @SuppressWarnings("NullAway.Init")
  private MavenSession session;

  @Inject
  @SuppressWarnings("NullAway.Init")
  private SettingsDecrypter settingsDecrypter;

  @Inject
  @SuppressWarnings("NullAway.Init")
  private ProjectBuilder projectBuilder;

  @Inject
  @SuppressWarnings("NullAway.Init")
  private RepositorySystem repositorySystem;

  @Inject
  @SuppressWarnings("NullAway.Init")
  private ToolchainManager toolchains;

  /** Skips the goal. */
  @Parameter(property = "hecktor.skip", defaultValue = "false")
  private boolean skip;

  /**
   * The tasks to work on, such as {@code task1,task3}; by default all whose folders hold {@code
   * resources}. In the POM an entry may name its own main class: {@code
   * <task><name>task1</name><mainClass>org.example.Segment</mainClass></task>}.
   */
  @Parameter(property = "hecktor.tasks")
  private List<TaskParameter> tasks = new ArrayList<>();

  /**
   * The challenge's rules: {@code hecktor2025}, {@code hecktor2025-platform}, {@code hecktor2026},
   * or a path to a file of the same form.
   */
  @Parameter(property = "hecktor.profile", defaultValue = "hecktor2025")
  private String profile = "hecktor2025";

  /**
   * The base image: {@code registry/name:tag@sha256:…}, {@code tar:FILE} for a docker-save or OCI
   * archive, {@code oci:DIR} for an image layout, or {@code host} for trying things out with this
   * machine's own C libraries. By default the profile's CUDA image, pinned by digest.
   */
  @Parameter(property = "hecktor.base")
  private @Nullable String base;

  /**
   * Libraries of CUDA from a Maven repository, for a base that has none: {@code
   * groupId:artifactId:version:classifier}, such as {@code
   * org.bytedeco:cuda:12.6-9.5-1.5.11:linux-x86_64-redist}. Only those that the program's jars ask
   * for are layered, in {@code /opt/cuda/lib}. They are licensed by NVIDIA, see {@code
   * hecktor.acceptNvidiaLicence}.
   */
  @Parameter(property = "hecktor.cuda")
  private @Nullable String cuda;

  /** Libraries that {@code hecktor.cuda} leaves out, such as {@code libcudnn_adv.so.9}. */
  @Parameter(property = "hecktor.cudaExcludes")
  private List<String> cudaExcludes = new ArrayList<>();

  /**
   * Whether you accept NVIDIA's terms for the libraries that {@code hecktor.cuda} puts into your
   * images: the CUDA Toolkit's and cuDNN's licence agreements.
   */
  @Parameter(property = "hecktor.acceptNvidiaLicence", defaultValue = "false")
  private boolean acceptNvidiaLicence;

  /**
   * Leaves native libraries for Windows, macOS and other processors out of the jars in the images.
   * The jars in the local repository stay as they are.
   */
  @Parameter(property = "hecktor.stripNatives", defaultValue = "false")
  private boolean stripNatives;

  /**
   * The class that the images start. By default the jar's {@code Main-Class}, else its only class
   * with a {@code main}.
   */
  @Parameter(property = "hecktor.mainClass")
  private @Nullable String mainClass;

  /** Flags for the JVM, put before the class path, such as {@code -Xmx8g}. */
  @Parameter(property = "hecktor.jvmFlags")
  private List<String> jvmFlags = new ArrayList<>();

  /**
   * Where the images' Java comes from: {@code jlink} makes a run-time image of the modules needed,
   * {@code base} takes the {@code java} that the base brings, and a path copies that folder.
   */
  @Parameter(property = "hecktor.jre", defaultValue = "jlink")
  private String jre = "jlink";

  /**
   * The JDK that jlink takes the modules from; by default the toolchain's, where the build has one,
   * else the one that runs Maven.
   */
  @Parameter(property = "hecktor.jdk")
  private @Nullable String jdk;

  /** Java modules for the run-time image besides those that are found, such as {@code java.sql}. */
  @Parameter(property = "hecktor.modules")
  private List<String> modules = new ArrayList<>();

  /** The user that the images run as, {@code uid:gid} in digits; root is refused. */
  @Parameter(property = "hecktor.user", defaultValue = "1000:1000")
  private String user = "1000:1000";

  /**
   * A label in the images' configs. It changes the image ID and nothing else: the platform refuses
   * an image that it has seen before.
   */
  @Parameter(property = "hecktor.label")
  private @Nullable String label;

  /** The longest time of a run, such as {@code 15m}; by default the profile's. */
  @Parameter(property = "hecktor.timeLimit")
  private @Nullable String timeLimit;

  /** The most memory of a run, such as {@code 16g}; by default the profile's. */
  @Parameter(property = "hecktor.memoryLimit")
  private @Nullable String memoryLimit;

  /** The largest archive, such as {@code 2g}; by default the profile's. */
  @Parameter(property = "hecktor.archiveLimit")
  private @Nullable String archiveLimit;

  /**
   * How our own layers are compressed: {@code auto} deflates what shrinks by a tenth or more and
   * stores the rest, {@code deflate} deflates whatever becomes smaller, {@code stored} deflates
   * nothing. Each gives the same bytes on every machine. The base's layers stay as they are.
   */
  @Parameter(property = "hecktor.compression", defaultValue = "auto")
  private String compression = "auto";

  /**
   * The folder of the cache, shared by all projects; by default {@code hecktor} in the user's cache
   * folder.
   */
  @Parameter(property = "hecktor.cache")
  private @Nullable String cache;

  /** Lets registries other than those on loopback be spoken to over plain HTTP. */
  @Parameter(property = "hecktor.allowInsecureRegistries", defaultValue = "false")
  private boolean allowInsecureRegistries;

  /** Never asks a registry; by default Maven's {@code -o}. */
  @Parameter(property = "hecktor.offline", defaultValue = "${settings.offline}")
  private boolean offline;

  /**
   * Fails where the build is not the one that {@code hecktor.lock} records, and names each input
   * that moved: the base's digest, the JDK, a module, a dependency, a resource file.
   */
  @Parameter(property = "hecktor.locked", defaultValue = "false")
  private boolean locked;

  /**
   * Writes {@code hecktor.lock} anew. Otherwise the first build writes it and later ones keep it,
   * say what moved, and take a base's tag for what it meant then.
   */
  @Parameter(property = "hecktor.updateLock", defaultValue = "false")
  private boolean updateLock;

  /** Set where {@code verify-reproducible} builds a second time: a cache for that alone. */
  @Parameter(defaultValue = "${hecktor.rebuild.cache}", readonly = true)
  private @Nullable String rebuildCache;

  /** Set with it: the JDK of the first build's run-time image. */
  @Parameter(defaultValue = "${hecktor.rebuild.jdk}", readonly = true)
  private @Nullable String rebuildJdk;

  /** Set with it, as git knows nothing of a copy. */
  @Parameter(defaultValue = "${hecktor.rebuild.revision}", readonly = true)
  private @Nullable String rebuildRevision;

  /** Set with it. */
  @Parameter(defaultValue = "${hecktor.rebuild.source}", readonly = true)
  private @Nullable String rebuildSource;

  @Parameter(defaultValue = "${plugin.version}", readonly = true)
  private @Nullable String pluginVersion;

  private @Nullable BlobStore store;

  private final Ahead<Profile> rules =
      new Ahead<>(
          () ->
              Requests.profile(
                  profile,
                  project.getBasedir().toPath(),
                  new Parameters.LimitTexts(timeLimit, memoryLimit, archiveLimit)));

  /** {@inheritDoc} */
  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("Skipped, as hecktor.skip is set.");
      return;
    }
    rules.begin("hecktor profile");
    GoalRun.of(this::runHere, this, session);
  }

  private void runHere(Progress progress) throws HecktorException {
    begin();
    Reactor reactor = Reactor.of(session);
    if (reactor.isOfSeveral() && reactor.leavesTasksToAnother(project, rules())) {
      getLog().info("Skipped: no task's folder is here, but in another module.");
      return;
    }
    run(progress);
  }

  /**
   * Begins what the goal will ask for later.
   *
   * @throws HecktorException if that cannot be told from the parameters
   */
  void begin() throws HecktorException {
    // Most goals have nothing to begin.
  }

  /** What the goal does. */
  abstract void run(Progress progress) throws HecktorException;

  /** Names the next goal where the user has typed this one alone, not bound it to a phase. */
  final void tellNext(String goal, Progress progress) {
    if (Invocation.isLast(session, execution)) {
      progress.stage("Next: " + Invocation.in(session, getPluginContext()).commandOnTheSame(goal));
    }
  }

  final BuildRequest buildRequest() throws HecktorException {
    return Requests.build(parameters());
  }

  final BuildGoal buildGoal(Progress progress) throws HecktorException {
    BlobStore store = store();
    BaseResolver bases =
        new BaseResolver(store, progress, registrySettings(), !locked || isRebuild());
    Describer.Sources sources =
        new Describer.Sources(
            version(),
            Path.of("/"),
            new PomLicences(projectBuilder, session, project.getArtifacts()),
            git());
    Bookkeeping books =
        new Bookkeeping(
            LockKeeper.open(lockRequest(), progress), new Describer(store, sources, progress));
    return new BuildGoal(store, bases, books, progress);
  }

  final RegistrySettings registrySettings() {
    return new RegistryAccess(
            session, settingsDecrypter, allowInsecureRegistries, offline || isRebuild())
        .settings();
  }

  /** What git tells of the project; a copy of it is told what the project is. */
  final GitCheckout git() {
    return isRebuild()
        ? new GitCheckout(Optional.ofNullable(rebuildRevision), Optional.ofNullable(rebuildSource))
        : GitCheckout.of(project.getBasedir().toPath());
  }

  private String version() {
    return Optional.ofNullable(pluginVersion).orElse("unknown");
  }

  private LockRequest lockRequest() throws HecktorException {
    return new LockRequest(
        project.getBasedir().toPath().resolve("hecktor.lock"),
        isRebuild() ? LockRequest.Mode.KEEP : Requests.lockMode(locked, updateLock),
        tasks.isEmpty(),
        version());
  }

  /** One for the whole goal: it knows what was written just now. */
  final synchronized BlobStore store() {
    BlobStore known = store;
    if (known == null) {
      known = new BlobStore(cacheFolder());
      store = known;
    }
    return known;
  }

  final Path cacheFolder() {
    String folder = isRebuild() ? rebuildCache : cache;
    return UserFolders.cache(project.getBasedir().toPath(), folder);
  }

  /** Whether this build is the second one of {@code verify-reproducible}. */
  final boolean isRebuild() {
    return rebuildCache != null;
  }

  final @Nullable Path givenJdk() {
    String home = jdkHome();
    return home == null ? null : project.getBasedir().toPath().resolve(home);
  }

  private @Nullable String jdkHome() {
    String home = rebuildJdk == null ? jdk : rebuildJdk;
    return home != null && !home.isBlank()
        ? home
        : OtherJdk.ofBuild(session, toolchains).map(Path::toString).orElse(null);
  }

  final ToolchainManager toolchains() {
    return toolchains;
  }

  final MavenSession session() {
    return session;
  }

  final MavenProject project() {
    return project;
  }

  final String profileName() {
    return profile;
  }

  final boolean interactive() {
    return session.getRequest().isInteractiveMode();
  }

  private Optional<Natives.CudaJar> cudaJar() throws HecktorException {
    return cuda == null || cuda.isBlank()
        ? Optional.empty()
        : Optional.of(
            new CudaArtifact(repositorySystem, session.getRepositorySession())
                .resolve(
                    new CudaArtifact.Choice(cuda.trim(), cudaExcludes, acceptNvidiaLicence),
                    project.getRemoteProjectRepositories()));
  }

  private Profile rules() throws HecktorException {
    try {
      return rules.get();
    } catch (IOException e) {
      throw new UncheckedIOException("the profile was not waited for", e);
    }
  }

  private Parameters parameters() throws HecktorException {
    Profile rules = rules();
    return new Parameters(
        new Parameters.Maven(project, Reactor.of(session), rules, tasks),
        new Parameters.Images(base, jre, jdkHome(), modules, compression),
        new Parameters.Start(user, mainClass, jvmFlags, label),
        new Natives(stripNatives, cudaJar()));
  }
}
