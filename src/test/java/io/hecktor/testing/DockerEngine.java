package io.hecktor.testing;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Docker engine of the test's own: socket, images and state lie in a temporary folder, it has no
 * network, and it stops with its containers when closed.
 *
 * <pre>{@code
 * try (DockerEngine docker = DockerEngine.start()) {
 *   String image = docker.load(archive);
 *   docker.run("--network", "none", "--read-only", "--tmpfs", "/tmp", image).succeed();
 * }
 * }</pre>
 */
public final class DockerEngine implements AutoCloseable {

  private static final String LOADED = "Loaded image: ";
  private static final String LOADED_ID = "Loaded image ID: ";

  private final ScratchFolder folder;
  private final Path client;
  private final String cgroup;
  private final Daemon daemon;

  private DockerEngine(ScratchFolder folder, Path client, String cgroup, Daemon daemon) {
    this.folder = folder;
    this.client = client;
    this.cgroup = cgroup;
    this.daemon = daemon;
  }

  /** Starts an engine and waits until it answers; ends the test where Docker or root is missing. */
  public static DockerEngine start() {
    Path dockerd = RealTool.DOCKERD.require();
    Path client = RealTool.DOCKER.require();
    RealTool.requireRoot();
    ScratchFolder folder = ScratchFolder.create("docker");
    String cgroup = folder.path().getFileName().toString();
    try {
      Files.writeString(folder.path().resolve("daemon.json"), "{}");
      Daemon daemon =
          Daemon.start(commandLine(dockerd, folder.path(), cgroup), folder.path().resolve("log"));
      daemon.awaitReady(log -> accepts(socket(folder.path())));
      return new DockerEngine(folder, client, cgroup, daemon);
    } catch (AssertionError | IOException e) {
      folder.close();
      throw new AssertionError("No Docker engine.", e);
    }
  }

  private static Command commandLine(Path dockerd, Path folder, String cgroup) {
    return Command.of(dockerd)
        .env("PATH", System.getenv("PATH") + ":/usr/sbin:/sbin")
        .with("--host", "unix://" + socket(folder))
        .with("--data-root", folder.resolve("data"))
        .with("--exec-root", folder.resolve("exec"))
        .with("--pidfile", folder.resolve("pid"))
        .with("--config-file", folder.resolve("daemon.json"))
        .with("--exec-opt", "native.cgroupdriver=cgroupfs", "--cgroup-parent", "/" + cgroup)
        .with("--bridge", "none", "--iptables=false", "--ip6tables=false")
        .with("--ip-forward=false", "--ip-masq=false");
  }

  /** Loads a docker-save archive, gzipped or not, and returns the name or ID it got. */
  public String load(Path archive) {
    String output = docker("load", "--quiet", "--input", archive).succeed().stdout();
    return output
        .lines()
        .filter(line -> line.startsWith(LOADED) || line.startsWith(LOADED_ID))
        .map(line -> line.substring(line.lastIndexOf(": ") + 2).strip())
        .findFirst()
        .orElseThrow(() -> new AssertionError("`docker load` named no image: " + output));
  }

  /** The image's ID, {@code sha256:} and 64 digits. */
  public String imageId(String image) {
    return inspect(image, "{{.Id}}");
  }

  /** What the engine knows of an image, picked by a template of {@code docker image inspect}. */
  public String inspect(String image, String template) {
    return docker("image", "inspect", "--format", template, image).succeed().stdout().strip();
  }

  /** The command {@code docker run --rm} with the given options, image and arguments. */
  public Command run(Object... words) {
    return docker("run", "--rm").with(words);
  }

  /** Any command of the docker client, sent to this engine. */
  public Command docker(Object... words) {
    return Command.of(client)
        .env("DOCKER_HOST", host())
        .env("DOCKER_CONFIG", folder.path().resolve("client").toString())
        .within(Duration.ofMinutes(5))
        .with(words);
  }

  /** The engine's address as DOCKER_HOST wants it. */
  public String host() {
    return "unix://" + socket(folder.path());
  }

  /** The engine's process and its children. */
  List<ProcessHandle> processes() {
    return Stream.concat(Stream.of(daemon.handle()), daemon.handle().descendants()).toList();
  }

  ScratchFolder folder() {
    return folder;
  }

  String cgroup() {
    return cgroup;
  }

  @Override
  public void close() {
    try (folder;
        daemon) {
      removeContainers();
    }
    Cgroups.remove(cgroup);
  }

  private void removeContainers() {
    List<String> containers = docker("ps", "--all", "--quiet").run().stdout().lines().toList();
    if (!containers.isEmpty()) {
      docker("rm", "--force").with(containers.toArray()).run();
    }
  }

  private static Path socket(Path folder) {
    return folder.resolve("docker.sock");
  }

  private static boolean accepts(Path socket) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException notYet) {
      return false;
    }
  }
}
