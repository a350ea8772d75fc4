package io.hecktor.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A real container registry on 127.0.0.1, plain HTTP, at a port of the system's choice, with a data
 * folder of its own; it stops when closed.
 */
public final class LoopbackRegistry implements AutoCloseable {

  /** The only user of a registry started with {@link #startWithPassword()}. */
  public static final String USER = "participant";

  /** That user's password. */
  public static final String PASSWORD = "open-sesame";

  /** Made with {@code htpasswd -nbB -C 4 participant open-sesame}. */
  private static final String HTPASSWD =
      "participant:$2y$04$SNH1tqdQi2cKSIxPcR/c4OXTVPVxPS5ASxFiNwl/dCdp/5818DCGG";

  private static final Pattern LISTENING = Pattern.compile("listening on (127\\.0\\.0\\.1:\\d+)");
  private static final Pattern REQUEST = Pattern.compile("\"([A-Z]+ /v2/[^ \"]*) HTTP/1\\.1\"");

  private final ScratchFolder folder;
  private final Daemon daemon;
  private final String host;
  private final boolean password;

  private LoopbackRegistry(ScratchFolder folder, Daemon daemon, boolean password) {
    this.folder = folder;
    this.daemon = daemon;
    this.host = listeningOn(daemon.log()).orElseThrow();
    this.password = password;
  }

  /**
   * Starts a registry that anyone may read and write; ends the test where the program is missing.
   */
  public static LoopbackRegistry start() {
    return start(false);
  }

  /** Starts a registry that asks for {@link #USER} and {@link #PASSWORD}. */
  public static LoopbackRegistry startWithPassword() {
    return start(true);
  }

  private static LoopbackRegistry start(boolean password) {
    Path program = RealTool.DOCKER_REGISTRY.require();
    ScratchFolder folder = ScratchFolder.create("registry");
    Path settings = folder.path().resolve("config.yml");
    try {
      Files.writeString(folder.path().resolve("htpasswd"), HTPASSWD + "\n");
      Files.writeString(settings, settings(folder.path(), password));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Daemon daemon =
        Daemon.start(Command.of(program, "serve", settings), folder.path().resolve("log"));
    daemon.awaitReady(log -> listeningOn(log).isPresent());
    return new LoopbackRegistry(folder, daemon, password);
  }

  private static String settings(Path folder, boolean password) {
    String open =
        """
        version: 0.1
        storage:
          filesystem:
            rootdirectory: %1$s/data
          delete:
            enabled: true
        http:
          addr: 127.0.0.1:0
          secret: only-for-tests
        """;
    String authentication =
        """
        auth:
          htpasswd:
            realm: hecktor
            path: %1$s/htpasswd
        """;
    return (password ? open + authentication : open).formatted(folder);
  }

  /** Host and port, as an image reference begins: {@code 127.0.0.1:38585}. */
  public String host() {
    return host;
  }

  /** Whether clients must name a user. */
  public boolean asksForPassword() {
    return password;
  }

  /** The address of a path below {@code /v2/}. */
  public URI uri(String path) {
    return URI.create("http://" + host + "/v2/" + path);
  }

  /** The requests answered so far, oldest first, each as method and path. */
  public List<String> requests() {
    return REQUEST.matcher(daemon.log()).results().map(found -> found.group(1)).toList();
  }

  ProcessHandle process() {
    return daemon.handle();
  }

  @Override
  public void close() {
    try (folder) {
      daemon.close();
    }
  }

  private static Optional<String> listeningOn(String log) {
    return LISTENING.matcher(log).results().map(found -> found.group(1)).findFirst();
  }
}
