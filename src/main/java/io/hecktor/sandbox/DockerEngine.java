package io.hecktor.sandbox;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Docker engine, on this machine or another one. It takes an archive in place of a rootfs. What
 * the program tries is not seen; attempts on the network are counted where the engine runs on this
 * machine. Docker adds {@code HOSTNAME} to the environment, and the input is shown at its path
 * where the platform has a link.
 */
final class DockerEngine implements Engine {

  private final Host host;
  private final DockerClient client;

  DockerEngine(Host host) {
    this.host = host;
    this.client = new DockerClient(host);
  }

  @Override
  public String name() {
    return "docker";
  }

  @Override
  public boolean loadsArchives() {
    return true;
  }

  @Override
  public Availability availability() {
    NeededProgram docker = new NeededProgram("docker", "docker.io");
    if (host.find(docker.name()).isEmpty()) {
      return new Availability.Fails("the program `docker` is missing", docker.remedy());
    }
    Optional<String> server = server();
    return server
        .<Availability>map(
            version ->
                new Availability.Works(
                    "attempts to write are not seen, by Docker Engine " + version))
        .orElseGet(
            () ->
                new Availability.Fails(
                    "no Docker engine answers",
                    "Start Docker or set `DOCKER_HOST`, and check with `docker info`."));
  }

  @Override
  public Availability trial() {
    Availability answers = availability();
    return answers.works() ? Trial.byImage(this, host, client, answers.reason()) : answers;
  }

  /** Whose files an engine shows how depends on its set-up; only of root's own it is known. */
  @Override
  public boolean mapsUser() {
    return !host.root();
  }

  /** NVIDIA's toolkit tells Docker of itself by a runtime of its own. */
  @Override
  public boolean bringsGpu() {
    return ask("info", "--format", "{{json .Runtimes}}")
        .filter(runtimes -> runtimes.contains("\"nvidia\""))
        .isPresent();
  }

  private Optional<String> server() {
    return ask("version", "--format", "{{.Server.Version}}");
  }

  private Optional<String> ask(String... words) {
    try {
      return client.askBriefly(words);
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public RunObservation run(RunSpec spec) throws HecktorException {
    RootUser.refuse(spec.program());
    try (Staging staging = Staging.create(spec.files().scratch(), false);
        DockerNetwork network = DockerNetwork.start(client, staging)) {
      String image = load(spec);
      if (host.root()) {
        Files.setAttribute(spec.folders().output(), "unix:uid", spec.program().uid());
        Files.setAttribute(spec.folders().output(), "unix:gid", spec.program().gid());
      }
      List<String> words = create(spec, staging, network.mode());
      words.add(image);
      words.addAll(spec.program().argv().subList(1, spec.program().argv().size()));
      String container = client.run(words);
      try {
        GpuWatch gpu = new GpuWatch(spec.gpu(), host, staging.path("gpu"));
        return new DockerRun(client, spec, container, network).watch(gpu);
      } finally {
        client.ask("rm", "--force", "--volumes", container);
      }
    } catch (IOException e) {
      throw broken(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw broken(e);
    }
  }

  private static EnvironmentException broken(Exception e) {
    return new EnvironmentException(
        new Problem(
            ErrorCode.RUN_INTERRUPTED,
            "The engine `docker` could not finish a run.",
            "A file of the run could not be read or written, or the run was interrupted.",
            "Run again with `-X` to see the cause, and check the free space below `target`."),
        e);
  }

  /** Loads the archive where the engine does not have the image yet. */
  private String load(RunSpec spec) throws IOException, InterruptedException, EnvironmentException {
    ImageSource.Archive archive =
        spec.image()
            .archive()
            .orElseThrow(() -> new IllegalArgumentException("docker needs an archive"));
    String image = archive.imageId().toString();
    if (client.ask("image", "inspect", "--format", "{{.Id}}", image).isEmpty()) {
      client.run(List.of("load", "--quiet", "--input", archive.file().toString()));
    }
    return image;
  }

  /** What the container is made with, without the image and what follows it. */
  static List<String> create(RunSpec spec, Staging staging, String network) throws IOException {
    Program program = spec.program();
    RunLimits limits = spec.limits();
    List<String> words = new ArrayList<>(List.of("create", "--network=" + network));
    words.addAll(
        List.of(
            "--read-only", "--cap-drop=ALL", "--security-opt=no-new-privileges", "--pull=never"));
    words.add("--user=" + program.uid() + ":" + program.gid());
    words.add("--workdir=" + program.workingDirectory());
    words.add("--memory=" + limits.memoryBytes() + "b");
    words.add("--memory-swap=" + limits.memoryBytes() + "b");
    words.add("--shm-size=" + Fstab.sharedMemoryBytes(limits.memoryBytes()) + "b");
    limits.dataSegmentBytes().ifPresent(bytes -> words.add("--ulimit=data=" + bytes));
    program.environment().forEach((name, value) -> words.add("--env=" + name + "=" + value));
    if (spec.gpu().shown()) {
      words.add("--gpus=all");
    }
    addFolders(words, spec.folders(), staging);
    words.add("--entrypoint=" + program.argv().get(0));
    return words;
  }

  private static void addFolders(List<String> words, Folders folders, Staging staging)
      throws IOException {
    bind(words, staging.tmp(), "/tmp", false);
    point(staging, folders.inputPath());
    bind(words, folders.input(), folders.inputPath(), true);
    point(staging, folders.outputPath());
    bind(words, folders.output(), folders.outputPath(), false);
    for (Bind bind : folders.binds()) {
      bind(words, bind.source(), bind.target(), !bind.writable());
    }
  }

  /** Docker would make the point as root, and nobody else could remove it. */
  private static void point(Staging staging, String path) throws IOException {
    if (MountPlan.isBelow(path, "/tmp")) {
      Files.createDirectories(Path.of(staging.tmp() + path.substring("/tmp".length())));
    }
  }

  private static void bind(List<String> words, Path source, String target, boolean readOnly)
      throws IOException {
    words.add("--volume=" + source.toRealPath() + ":" + target + (readOnly ? ":ro" : ":rw"));
  }
}
