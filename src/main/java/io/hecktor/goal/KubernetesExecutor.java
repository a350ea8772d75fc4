package io.hecktor.goal;

import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.Progress;
import io.hecktor.ProjectException;
import io.hecktor.challenge.Limits;
import io.hecktor.kubernetes.CaseJob;
import io.hecktor.kubernetes.Cluster;
import io.hecktor.sandbox.Bind;
import io.hecktor.sandbox.FileTrees;
import io.hecktor.sandbox.Folders;
import io.hecktor.sandbox.GpuAccess;
import io.hecktor.sandbox.RunLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs cases as pods of an Indexed Job: the image itself, on the folder of the pod's number in a
 * volume that this machine sees too. Nothing of ours runs in the cluster.
 */
final class KubernetesExecutor implements Executor {

  static final String NAME = "kubernetes";

  /** The pull of an image of some gigabytes, which counts towards a pod's time. */
  private static final Duration AROUND_CASE = Duration.ofMinutes(10);

  private static final String OWN_PROFILE = "profile.yaml";

  private final TestRunRequest request;
  private final KubernetesRequest kubernetes;
  private final Progress progress;

  KubernetesExecutor(TestRunRequest request, KubernetesRequest kubernetes, Progress progress) {
    this.request = request;
    this.kubernetes = kubernetes;
    this.progress = progress;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void requireFree(Path testRun) throws HecktorException, IOException {
    Path folder = ClusterJob.folder(testRun.toAbsolutePath());
    if (!Files.exists(KubernetesJob.file(folder))) {
      return;
    }
    KubernetesJob job = KubernetesJob.read(folder);
    boolean same = job.namespace().equals(kubernetes.access().cluster().namespace());
    if (same && kubernetes.access().cluster().stage(job.name()) == Cluster.JobStage.ACTIVE) {
      throw new ProjectException(
          new Problem(
              ErrorCode.JOB_STILL_RUNS,
              "Kubernetes job " + job.name() + " of an earlier run has not ended.",
              "Its results would be lost with the folder of the test run.",
              "Gather them with `mvn hecktor:collect`, or end it with `kubectl delete job "
                  + job.name()
                  + " --namespace "
                  + job.namespace()
                  + "`."));
    }
  }

  @Override
  public Running begin(Batch batch) throws HecktorException, IOException {
    if (batch.pending().isEmpty()) {
      return List::of;
    }
    Path folder = ClusterJob.folder(batch.folder().toAbsolutePath());
    ClusterJob job = document(folder, batch);
    ImageStart start =
        ImageStart.of(
            batch.image(),
            request.build().profile(),
            request.options().debug(),
            GpuAccess.none()); // The cluster's own device plugin gives pods their GPUs.
    String image = kubernetes.access().registry().push(batch.image().layout());
    String name = name(batch);
    CaseVolume cases = new CaseVolume(kubernetes.volume().here().resolve(name));
    lay(cases, job, start);
    KubernetesJob submitted =
        new KubernetesJob(
            name,
            kubernetes.access().cluster().namespace(),
            kubernetes.access().context(),
            cases.folder(),
            kubernetes.pod().gpus());
    submitted.write(folder);
    try {
      kubernetes.access().cluster().create(caseJob(name, image, start, job));
    } catch (HecktorException e) {
      cases.remove();
      Files.delete(KubernetesJob.file(folder));
      throw e;
    }
    progress.stage(
        "%s: Kubernetes job %s in namespace %s, %d cases, %d at once"
            .formatted(
                batch.task(), name, submitted.namespace(), job.pending().size(), parallel(job)));
    PodCases pods = new PodCases(batch, cases, judge(start), kubernetes.access().cluster());
    KubernetesWait wait =
        new KubernetesWait(
            new KubernetesWait.Subject(job, submitted, pods),
            kubernetes,
            request.batch().failFast(),
            progress);
    return kubernetes.detach() ? wait : wait.watch();
  }

  private Judge judge(ImageStart start) {
    return new Judge(
        start, request.options().expected(), Facts.Gpu.unseen(gpu(kubernetes.pod().gpus())));
  }

  static String gpu(int gpus) {
    return gpus == 0 ? Facts.NO_GPU : "the pod had a GPU, whose memory nobody measured";
  }

  /** What whoever gathers the results has to know, perhaps in another process. */
  private ClusterJob document(Path folder, Batch batch) throws IOException {
    FileTrees.delete(folder);
    Files.createDirectories(folder);
    LinkedTree.of(batch.image().layout().folder(), ClusterJob.image(folder).folder());
    boolean own = kubernetes.profile().isPresent();
    if (own) {
      Files.copy(kubernetes.profile().get(), folder.resolve(OWN_PROFILE));
    }
    ClusterJob job =
        ClusterJob.of(
            request,
            batch,
            own ? OWN_PROFILE : request.build().profile().name(),
            new ClusterJob.Terms(
                NAME,
                request.options().debug(),
                request.options().expected(),
                1,
                Path.of("/"),
                GpuRequest.none()));
    job.write(folder);
    return job;
  }

  /** A DNS label that no other job has: by task, image and time. */
  private String name(Batch batch) {
    String image = batch.image().image().config().imageId().hex().substring(0, 8);
    String time = Long.toString(request.clock().instant().toEpochMilli(), 36);
    String task = batch.task().toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]", "");
    return "hecktor-" + task + "-" + image + "-" + time;
  }

  private void lay(CaseVolume cases, ClusterJob job, ImageStart start) throws IOException {
    cases.create();
    List<ClusterJob.JobCase> pending = job.pending();
    try (Progress.Work work =
        progress.count("laying out cases for " + job.task(), pending.size())) {
      for (int i = 0; i < pending.size(); i++) {
        cases.put(i, pending.get(i).local().input());
        work.advance(1);
      }
    }
    if (start.model().isPresent()) {
      cases.putModel(start.model().get().source());
    }
  }

  private int parallel(ClusterJob job) {
    return Math.min(
        job.pending().size(), request.batch().parallel().atOnce(job.limits().memoryBytes()));
  }

  private CaseJob caseJob(String name, String image, ImageStart start, ClusterJob job) {
    Limits limits = start.task().task().limits();
    KubernetesRequest.Pod pod = kubernetes.pod();
    return new CaseJob(
        name,
        image,
        new CaseJob.Size(job.pending().size(), parallel(job)),
        new CaseJob.Needs(
            limits.time().value().plus(RunLimits.GRACE).plus(AROUND_CASE),
            limits.memoryBytes().value(),
            pod.cpus(),
            pod.gpus(),
            pod.tmpBytes()),
        new CaseJob.Place(kubernetes.volume().claim(), inVolume(name), mounts(start)),
        new CaseJob.Terms(
            start.program().uid(),
            start.program().gid(),
            start.debug() ? Map.of("DEBUG", "1") : Map.of(),
            pod.pullSecret(),
            pod.nodeSelector()));
  }

  private String inVolume(String name) {
    String above = kubernetes.volume().folder();
    return above.isEmpty() ? name : above + "/" + name;
  }

  private static List<CaseJob.Mount> mounts(ImageStart start) {
    Folders folders = start.folders(Path.of(""), Path.of(""));
    List<CaseJob.Mount> mounts = new ArrayList<>();
    mounts.add(new CaseJob.Mount(CaseVolume.INPUT, true, folders.inputPath(), true));
    mounts.add(new CaseJob.Mount(CaseVolume.OUTPUT, true, folders.outputPath(), false));
    for (Bind bind : folders.binds()) {
      mounts.add(new CaseJob.Mount(CaseVolume.MODEL, false, bind.target(), true));
    }
    return mounts;
  }
}
