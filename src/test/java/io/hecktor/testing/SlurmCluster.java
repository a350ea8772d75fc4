package io.hecktor.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A real Slurm cluster of one machine: munged, slurmctld and slurmd with ports, keys and folders of
 * their own, stopped by their process ids. The node claims four processors, whatever the machine
 * has. Needs root.
 */
public final class SlurmCluster implements AutoCloseable {

  private static final Duration READY = Duration.ofSeconds(60);
  private static final String NODE = "worker";

  private final ScratchFolder scratch;
  private final Path configuration;
  private final List<Daemon> daemons = new ArrayList<>();

  private SlurmCluster(ScratchFolder scratch) {
    this.scratch = scratch;
    this.configuration = scratch.path().resolve("slurm.conf");
  }

  /** Starts a cluster; ends the test where this machine lacks what it needs. */
  public static SlurmCluster start() {
    RealTool.requireRoot();
    Path munged = RealTool.MUNGED.require();
    Path controller = RealTool.SLURMCTLD.require();
    Path node = RealTool.SLURMD.require();
    RealTool.SCONTROL.require();
    SlurmCluster cluster = new SlurmCluster(ScratchFolder.create("slurm"));
    try {
      cluster.configure();
      cluster.startMunged(munged);
      cluster.daemon("slurmctld", Command.of(controller, "-D", "-c", "-f", cluster.configuration));
      cluster.daemon("slurmd", Command.of(node, "-D", "-N", NODE, "-f", cluster.configuration));
      cluster.awaitIdle();
      return cluster;
    } catch (IOException e) {
      cluster.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  private Path path(String name) {
    return scratch.path().resolve(name);
  }

  private void configure() throws IOException {
    for (String folder : List.of("state", "spool", "munge")) {
      Files.createDirectory(path(folder));
    }
    // Reached by every user's programs, as /run/munge is.
    for (Path open : List.of(scratch.path(), path("munge"))) {
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    byte[] key = new byte[1024];
    new SecureRandom().nextBytes(key);
    Path keyFile = Files.write(path("munge.key"), key);
    Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("r--------"));
    Files.writeString(configuration, configurationText());
  }

  private String configurationText() throws IOException {
    String host = Command.of("hostname").succeed().stdout().strip();
    return """
        ClusterName=hecktor
        SlurmctldHost=%s(127.0.0.1)
        SlurmctldPort=%d
        SlurmUser=root
        AuthType=auth/munge
        AuthInfo=socket=%s
        CredType=cred/munge
        ProctrackType=proctrack/linuxproc
        TaskPlugin=task/none
        SelectType=select/cons_tres
        SelectTypeParameters=CR_Core_Memory
        SchedulerParameters=sched_interval=1,batch_sched_delay=0,sched_min_interval=0
        StateSaveLocation=%s
        SlurmdSpoolDir=%s
        SlurmctldPidFile=%s
        SlurmdPidFile=%s
        SlurmdParameters=config_overrides
        ReturnToService=2
        KillWait=2
        MinJobAge=3600
        MpiDefault=none
        AccountingStorageType=accounting_storage/none
        JobCompType=jobcomp/none
        NodeName=%s NodeHostname=%s NodeAddr=127.0.0.1 Port=%d CPUs=4 RealMemory=16000
        PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
        """
        .formatted(
            host,
            freePort(),
            path("munge/socket"),
            path("state"),
            path("spool"),
            path("slurmctld.pid"),
            path("slurmd.pid"),
            NODE,
            host,
            freePort());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void startMunged(Path munged) throws IOException {
    daemon(
        "munged",
        Command.of(
            munged,
            "--foreground",
            "--force",
            "--socket=" + path("munge/socket"),
            "--key-file=" + path("munge.key"),
            "--pid-file=" + path("munge/pid"),
            "--seed-file=" + path("munge/seed"),
            "--log-file=" + path("munge/log")));
    daemons.get(0).awaitReady(log -> Files.exists(path("munge/socket")));
  }

  private void daemon(String name, Command command) {
    daemons.add(Daemon.start(command, path(name + ".out")));
  }

  private void awaitIdle() {
    Instant deadline = Instant.now().plus(READY);
    while (!command(RealTool.SINFO, "-h", "-o", "%T").run().stdout().contains("idle")) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("The cluster did not get ready:\n" + logs());
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a cluster", e);
    }
  }

  /** What the daemons have said. */
  public String logs() {
    StringBuilder all = new StringBuilder();
    daemons.forEach(daemon -> all.append(daemon.log()));
    return all.toString();
  }

  private Command command(RealTool tool, Object... words) {
    return tool.command(words).env("SLURM_CONF", configuration.toString());
  }

  /** What Slurm's programs need to find this cluster. */
  public Map<String, String> environment() {
    return Map.of("SLURM_CONF", configuration.toString());
  }

  /**
   * A folder with Slurm's programs as this cluster's users start them: each is a script that knows
   * the cluster.
   */
  public Path programs() {
    try {
      Path folder = Files.createDirectories(path("bin"));
      for (RealTool tool :
          List.of(
              new RealTool("sbatch", "slurm-client"),
              new RealTool("squeue", "slurm-client"),
              new RealTool("sacct", "slurm-client"),
              RealTool.SCANCEL,
              RealTool.SCONTROL)) {
        Path script = folder.resolve(tool.program());
        Files.writeString(
            script,
            "#!/bin/sh\nSLURM_CONF='%s' exec '%s' \"$@\"\n"
                .formatted(configuration, tool.require()));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends a task of a job. */
  public void cancel(String job) {
    command(RealTool.SCANCEL, job).succeed();
  }

  /** Takes the node out of service, for tasks to come. */
  public void drain() {
    command(RealTool.SCONTROL, "update", "nodename=" + NODE, "state=drain", "reason=test")
        .succeed();
  }

  /** Lets the node fail, with what runs on it. */
  public void fail() {
    command(RealTool.SCONTROL, "update", "nodename=" + NODE, "state=down", "reason=test").succeed();
  }

  /** Waits until the node that failed serves again; it may have come back by itself. */
  public void recover() {
    command(RealTool.SCONTROL, "update", "nodename=" + NODE, "state=resume").run();
    awaitIdle();
  }

  /** Puts the node back into service. */
  public void resume() {
    command(RealTool.SCONTROL, "update", "nodename=" + NODE, "state=resume").succeed();
  }

  /** The lines of {@code squeue} for all that has not ended: number of the task and state. */
  public List<String> queue() {
    return command(new RealTool("squeue", "slurm-client"), "-h", "-r", "-o", "%K %T")
        .succeed()
        .stdout()
        .lines()
        .toList();
  }

  /** Ends what runs, then the daemons. */
  @Override
  public void close() {
    if (daemons.size() == 3) {
      command(RealTool.SCANCEL, "--user=root").run();
    }
    List<ProcessHandle> steps = stepDaemons();
    for (int i = daemons.size() - 1; i >= 0; i--) {
      daemons.get(i).close();
    }
    steps.forEach(ProcessHandle::destroyForcibly);
    scratch.close();
  }

  /** What slurmd has started for tasks is no child of its, and ends by itself but for mishaps. */
  private List<ProcessHandle> stepDaemons() {
    Stream<ProcessHandle> all =
        daemons.size() == 3 ? daemons.get(2).handle().descendants() : Stream.empty();
    return all.toList();
  }
}
