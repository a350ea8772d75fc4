package io.hecktor.mojo;

import io.hecktor.Ahead;
import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.base.RegistryPush;
import io.hecktor.goal.BuildGoal;
import io.hecktor.goal.ClusterRequest;
import io.hecktor.goal.KubernetesRequest;
import io.hecktor.goal.RemoteRequest;
import io.hecktor.goal.TestRunGoal;
import io.hecktor.goal.TestRunRequest;
import io.hecktor.plan.BuildRequest;
import io.hecktor.sandbox.Engines;
import io.hecktor.sandbox.Host;
import io.hecktor.verify.TestRunReport;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/**
 * Runs each task's image on each local case, like {@code hecktor:test-run}, within the lifecycle
 * that runs: for binding to a phase.
 */
@Mojo(
    name = "test-run-no-fork",
    defaultPhase = LifecyclePhase.INTEGRATION_TEST,
    threadSafe = true,
    requiresDependencyResolution = ResolutionScope.RUNTIME)
public class TestRunNoForkMojo extends AbstractHecktorMojo {

  /**
   * What runs the images: {@code unshare}, {@code bwrap}, {@code crun}, {@code runc}, {@code
   * podman} or {@code docker}. {@code auto} takes the first of them that works on this machine. The
   * first four name each attempt to break a rule where {@code strace} is installed.
   */
  @Parameter(property = "hecktor.engine", defaultValue = "auto")
  private String engine = "auto";

  /**
   * Whether the images see the machine's NVIDIA GPUs: {@code auto} for all of them where there are
   * any, {@code none}, or {@code all}, which fails where none can be shown. A CDI file tells what a
   * container needs, such as {@code nvidia-ctk cdi generate} makes; {@code docker} finds out
   * itself.
   */
  @Parameter(property = "hecktor.gpu", defaultValue = "auto")
  private String gpu = "auto";

  /**
   * Folders of CDI files; of two the later one counts. By default {@code /etc/cdi,/var/run/cdi}.
   */
  @Parameter(property = "hecktor.cdi")
  private List<String> cdi = new ArrayList<>();

  /**
   * Sets {@code DEBUG=1} in the container and copies standard output to {@code log.txt} in the
   * output directory, after the output was judged.
   */
  @Parameter(property = "hecktor.debug", defaultValue = "false")
  private boolean debug;

  /**
   * Whether a case that breaks the rule {@code network} or {@code filesystem} is run once more, to
   * name the Java code that did it: class, method, file and line. The verdict is the same with and
   * without. It costs up to as much time as the case took, and no more than three cases of a task
   * are run again. Cases on a cluster are not.
   */
  @Parameter(property = "hecktor.stackTraces", defaultValue = "true")
  private boolean stackTraces = true;

  /**
   * A folder of cases in the place of the project's own: each folder in it is a case with {@code
   * input/} and perhaps {@code expected/}. Where it has a folder of the task's name, such as {@code
   * Task1}, the cases of the task are those in there.
   */
  @Parameter(property = "hecktor.cases")
  private @Nullable String cases;

  /** Runs so many of the cases, chosen as if by chance; by default all. */
  @Parameter(property = "hecktor.sample")
  private @Nullable Integer sample;

  /** Another seed chooses another sample; the same one the same on every machine. */
  @Parameter(property = "hecktor.seed", defaultValue = "1")
  private String seed = "1";

  /**
   * How many cases run at once. Each may take all the memory that the limit allows; {@code auto}
   * runs as many as processors and memory have room for. The first case runs alone.
   */
  @Parameter(property = "hecktor.parallel", defaultValue = "1")
  private String parallel = "1";

  /**
   * Leaves out the cases that this very image has passed before by the same rules, if their files
   * have not changed since.
   */
  @Parameter(property = "hecktor.resume", defaultValue = "false")
  private boolean resume;

  /** Ends the batch with the first case that fails; by default all cases run. */
  @Parameter(property = "hecktor.failFast", defaultValue = "false")
  private boolean failFast;

  /**
   * What the cases' {@code expected/} is for: {@code same} for an earlier output, so that another
   * one breaks a rule; {@code score} for the truth, so that it is only told how near the outputs
   * come (Dice, concordance index, AUC).
   */
  @Parameter(property = "hecktor.expected", defaultValue = "same")
  private String expected = "same";

  /**
   * Where the cases run: {@code local}, on this machine; {@code slurm}, as an array job of the
   * cluster that this machine submits to, where project and cases must lie where the nodes see them
   * by the same path; or {@code kubernetes}, as an Indexed Job of the cluster that kubectl speaks
   * to.
   */
  @Parameter(property = "hecktor.executor", defaultValue = "local")
  private String executor = "local";

  /** The partition of the cluster; by default the cluster's own default. */
  @Parameter(property = "hecktor.partition")
  private @Nullable String partition;

  /** The account that the cluster charges; by default the user's default one. */
  @Parameter(property = "hecktor.account")
  private @Nullable String account;

  /** Generic resources of each task on the cluster, such as {@code gpu:t4:1}. */
  @Parameter(property = "hecktor.gres")
  private @Nullable String gres;

  /** Processors of each task on the cluster; the challenge's machine has 4. */
  @Parameter(property = "hecktor.cpus", defaultValue = "4")
  private int cpus = 4;

  /**
   * How many cases a task of the cluster's job runs one after the other. By default one; more where
   * the cluster takes no such large array.
   */
  @Parameter(property = "hecktor.casesPerTask", defaultValue = "1")
  private int casesPerTask = 1;

  /** Further options of {@code sbatch}, such as {@code --qos=short}. */
  @Parameter(property = "hecktor.sbatchOptions")
  private List<String> sbatchOptions = new ArrayList<>();

  /**
   * A folder that each node of the cluster has on a disk of its own. Images are unpacked there once
   * and kept for a week, in a folder that is the user's alone.
   */
  @Parameter(property = "hecktor.nodeFolder", defaultValue = "/tmp")
  private String nodeFolder = "/tmp";

  /**
   * The home of a Java 17 or later on the cluster's nodes; by default the one that runs Maven, or
   * what {@code java} is there.
   */
  @Parameter(property = "hecktor.nodeJava")
  private @Nullable String nodeJava;

  /**
   * Where images are pushed to, and the Kubernetes cluster's nodes pull them from: a repository,
   * such as {@code registry.example.org/me/hecktor}. Logins are those for bases.
   */
  @Parameter(property = "hecktor.kubernetesRepository")
  private @Nullable String kubernetesRepository;

  /**
   * The persistent volume claim through whose volume cases and results pass, such as {@code
   * lab-data}; {@code lab-data:users/me} for a folder of it.
   */
  @Parameter(property = "hecktor.kubernetesClaim")
  private @Nullable String kubernetesClaim;

  /** Where this machine sees the claim's volume, or the folder of it that the claim names. */
  @Parameter(property = "hecktor.kubernetesFolder")
  private @Nullable String kubernetesFolder;

  /** The context of the kubeconfig; by default its current one. */
  @Parameter(property = "hecktor.kubernetesContext")
  private @Nullable String kubernetesContext;

  /** The namespace; by default the context's. */
  @Parameter(property = "hecktor.kubernetesNamespace")
  private @Nullable String kubernetesNamespace;

  /** GPUs of each case on Kubernetes, {@code nvidia.com/gpu}; by default none. */
  @Parameter(property = "hecktor.kubernetesGpus", defaultValue = "0")
  private int kubernetesGpus;

  /** The size of each case's {@code /tmp} on Kubernetes, on the node's disk. */
  @Parameter(property = "hecktor.kubernetesTmp", defaultValue = "20g")
  private String kubernetesTmp = "20g";

  /** The secret that Kubernetes' nodes pull the image with. */
  @Parameter(property = "hecktor.kubernetesPullSecret")
  private @Nullable String kubernetesPullSecret;

  /** Labels that Kubernetes' nodes must have, such as {@code accelerator=t4}. */
  @Parameter(property = "hecktor.kubernetesNodeSelector")
  private List<String> kubernetesNodeSelector = new ArrayList<>();

  /** Does not wait for the cluster: {@code hecktor:collect} gathers the results later. */
  @Parameter(property = "hecktor.detach", defaultValue = "false")
  private boolean detach;

  @Parameter(defaultValue = "${plugin}", readonly = true)
  private @Nullable PluginDescriptor plugin;

  private final Ahead<Engines.Choice> engines =
      new Ahead<>(
          () ->
              Engines.choose(
                  engine.trim(), Host.of(store().folder("engine-trials"), System.getenv())));

  /** For Maven. */
  public TestRunNoForkMojo() {}

  /** A test run waits for most of its classes, and for processes that tell of engines. */
  @Override
  final void begin() throws HecktorException {
    ClassesAhead.of("test-run");
    if (ClusterOptions.place(executor.trim()) == ClusterOptions.Place.LOCAL) {
      engines.begin("hecktor engine");
    }
  }

  @Override
  final void run(Progress progress) throws HecktorException {
    Path folder = project().getBasedir().toPath();
    TestRunRequest.Options options =
        RunOptions.of(RunOptions.gpu(gpu, cdi, folder), debug, expected, stackTraces);
    TestRunRequest.BatchOptions batch =
        RunOptions.batch(
            new RunOptions.BatchTexts(cases, sample, seed, parallel, resume, failFast),
            folder,
            RunOptions.Machine::current);
    BuildGoal builder = buildGoal(progress);
    BuildRequest build = buildRequest();
    TestRunGoal goal =
        new TestRunGoal(
            builder,
            store(),
            new TestRunGoal.Place(engines::get, remote(folder, progress)),
            progress);
    List<TestRunReport> passed =
        goal.run(new TestRunRequest(build, folder, options, batch, InstantSource.system()));
    if (!passed.isEmpty()) {
      tellNext("save", progress);
    }
  }

  private Optional<? extends RemoteRequest> remote(Path folder, Progress progress)
      throws HecktorException {
    return switch (ClusterOptions.place(executor.trim())) {
      case LOCAL -> Optional.empty();
      case SLURM -> Optional.of(slurm(folder));
      case KUBERNETES -> Optional.of(kubernetes(folder, progress));
    };
  }

  private ClusterRequest slurm(Path folder) throws HecktorException {
    return new ClusterRequest(
        ClusterOptions.slurm(),
        ClusterOptions.needs(
            new ClusterOptions.NeedTexts(
                partition, account, gres, cpus, casesPerTask, sbatchOptions)),
        ClusterOptions.node(
            new ClusterOptions.NodeTexts(nodeFolder, nodeJava, engine, profileName()),
            folder,
            plugin),
        detach,
        new AskedInterruption(interactive()));
  }

  private KubernetesRequest kubernetes(Path folder, Progress progress) throws HecktorException {
    KubernetesOptions.WayTexts way =
        new KubernetesOptions.WayTexts(kubernetesRepository, kubernetesClaim, kubernetesFolder);
    KubernetesRequest.Volume volume = KubernetesOptions.volume(way, folder);
    KubernetesRequest.Pod pod =
        KubernetesOptions.pod(
            new KubernetesOptions.PodTexts(
                cpus, kubernetesGpus, kubernetesTmp, kubernetesPullSecret, kubernetesNodeSelector));
    String repository = KubernetesOptions.repository(way);
    RegistryPush push = new RegistryPush(registrySettings(), progress);
    return new KubernetesRequest(
        KubernetesOptions.access(
            new KubernetesOptions.ClusterTexts(kubernetesContext, kubernetesNamespace),
            image -> push.push(image, repository)),
        volume,
        pod,
        KubernetesOptions.ownProfile(profileName(), folder),
        KubernetesOptions.waiting(detach, new AskedInterruption(interactive())));
  }
}
