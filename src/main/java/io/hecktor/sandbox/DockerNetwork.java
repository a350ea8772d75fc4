package io.hecktor.sandbox;

import io.hecktor.EnvironmentException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A network with nothing but loopback that a container joins: it belongs to a second container,
 * whose only program sleeps, so that its counters outlive the program that is judged. The image of
 * that program, 200 bytes, stays with the engine.
 */
final class DockerNetwork implements AutoCloseable {

  private static final String IMAGE = "hecktor-network:1";
  private static final int EXECUTABLE = 0755;
  private static final Path IPV6 = Path.of("/proc/sys/net/ipv6");

  private final DockerClient client;
  private final String container;
  private final Optional<Path> process;
  private final long before;

  private DockerNetwork(DockerClient client, String container, Optional<Path> process)
      throws IOException {
    this.client = client;
    this.container = container;
    this.process = process;
    this.before = process.isPresent() ? counted(process.get()) : 0;
  }

  static DockerNetwork start(DockerClient client, Staging staging)
      throws IOException, InterruptedException, EnvironmentException {
    if (client.ask("image", "inspect", "--format", "{{.Id}}", IMAGE).isEmpty()) {
      Path tar = staging.path("network.tar");
      write(tar);
      client.run(List.of("import", tar.toString(), IMAGE));
    }
    List<String> words = new ArrayList<>(List.of("run", "--detach", "--network=none"));
    words.add("--hostname=" + Staging.HOST_NAME);
    words.addAll(List.of("--read-only", "--cap-drop=ALL", "--user=65534:65534"));
    for (String file : List.of("hosts", "resolv.conf")) {
      words.add("--volume=" + staging.etc().resolve(file) + ":/etc/" + file + ":ro");
    }
    if (Files.isDirectory(IPV6)) {
      // Docker switches IPv6 off where there is no network, its loopback with it.
      words.add("--sysctl=net.ipv6.conf.all.disable_ipv6=0");
    }
    words.addAll(List.of(IMAGE, "/sleep"));
    String container = client.run(words);
    return new DockerNetwork(client, container, process(client, container));
  }

  private static void write(Path tar) throws IOException {
    byte[] program = ProbeProgram.sleeping();
    try (OutputStream out = Files.newOutputStream(tar);
        TarArchiveOutputStream entries = new TarArchiveOutputStream(out)) {
      TarArchiveEntry entry = new TarArchiveEntry("sleep");
      entry.setSize(program.length);
      entry.setMode(EXECUTABLE);
      entry.setModTime(0);
      entries.putArchiveEntry(entry);
      entries.write(program);
      entries.closeArchiveEntry();
    }
  }

  /** Where the engine runs on another machine the number is another process's, or nobody's. */
  private static Optional<Path> process(DockerClient client, String container)
      throws IOException, InterruptedException {
    Path proc =
        Path.of("/proc/" + client.ask("inspect", "-f", "{{.State.Pid}}", container).orElse("0"));
    Path groups = proc.resolve("cgroup");
    boolean ours = Files.isReadable(groups) && Files.readString(groups).contains(container);
    return ours && Files.isReadable(proc.resolve("net/snmp"))
        ? Optional.of(proc)
        : Optional.empty();
  }

  private static long counted(Path process) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(process.resolve("net/snmp")));
    Path six = process.resolve("net/snmp6");
    lines.addAll(Files.exists(six) ? Files.readAllLines(six) : List.of());
    return NetworkCounters.parse(lines).withoutRoute();
  }

  /** The value of {@code --network} that joins it. */
  String mode() {
    return "container:" + container;
  }

  /** The attempts since its start. */
  Attempts<NetworkAttempt> attempts() throws IOException {
    if (process.isEmpty()) {
      return Attempts.notSeen(
          "there was no network, but attempts can't be counted in an engine of another machine");
    }
    long count = counted(process.get()) - before;
    return NetworkCounters.attempts(count, "counters of the container's network");
  }

  @Override
  public void close() throws IOException, InterruptedException {
    client.ask("rm", "--force", "--volumes", container);
  }
}
