package io.hecktor.doctor;

import io.hecktor.HecktorException;
import io.hecktor.base.RegistryPing;
import io.hecktor.base.RegistryProxy;
import io.hecktor.base.RegistrySettings;
import io.hecktor.plan.BaseReference;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Whether the base can be had: its file, or its registry with the proxy and the login for it. */
public final class RegistryExamination implements Examination {

  private static final List<String> VARIABLES =
      List.of("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy");

  private final BaseReference base;
  private final RegistrySettings settings;
  private final Map<String, String> environment;
  private final Duration limit;

  /**
   * Looks for a base.
   *
   * @param environment this process's own, which may name a proxy that Maven does not know
   * @param limit how long an answer is waited for
   */
  public RegistryExamination(
      BaseReference base,
      RegistrySettings settings,
      Map<String, String> environment,
      Duration limit) {
    this.base = base;
    this.settings = settings;
    this.environment = Map.copyOf(environment);
    this.limit = limit;
  }

  @Override
  public String title() {
    return "Base image";
  }

  @Override
  public List<Remark> examine() throws IOException, HecktorException {
    if (base instanceof BaseReference.Registry registry) {
      return registry(registry.text());
    } else if (base instanceof BaseReference.Archive archive) {
      return List.of(onDisk(archive.text(), archive.file(), Files.isRegularFile(archive.file())));
    } else if (base instanceof BaseReference.Layout layout) {
      boolean there = Files.isRegularFile(layout.folder().resolve("index.json"));
      return List.of(onDisk(layout.text(), layout.folder(), there));
    }
    return List.of(Remark.ok("base", "`host`, from this machine's libraries: no registry needed"));
  }

  private static Remark onDisk(String text, Path path, boolean there) {
    return there
        ? Remark.ok("base", "`" + text + "` is there; no registry needed")
        : Remark.stop(
            "base",
            "`" + text + "` is not there",
            "Bring it to `"
                + path.getFileName()
                + "`, such as with `skopeo copy`, or correct `<base>` (`-Dhecktor.base`).");
  }

  private List<Remark> registry(String reference) throws IOException, HecktorException {
    List<Remark> remarks = new ArrayList<>();
    if (settings.offline()) {
      remarks.add(
          Remark.notApplicable(
              "registry", "not asked, offline (`-o` or `hecktor.offline`): what is cached counts"));
    } else {
      RegistryPing.Answer answer = new RegistryPing(settings, limit).ask(reference);
      remarks.add(answered(answer));
      remarks.add(proxy(answer));
    }
    remarks.add(login(new RegistryPing(settings, limit).login(reference)));
    return remarks;
  }

  private static Remark answered(RegistryPing.Answer answer) {
    if (answer.problem().isPresent()) {
      return Remark.warning("registry", answer.problem().get());
    }
    boolean open = answer.status().orElse(0) == 200;
    return Remark.ok(
        "registry",
        "`" + answer.host() + "` answers" + (open ? "" : ", and wants a token or a login"));
  }

  private Remark proxy(RegistryPing.Answer answer) {
    if (answer.proxy().isPresent()) {
      boolean login =
          settings.proxies().stream()
              .anyMatch(proxy -> address(proxy).equals(answer.proxy().get()) && hasLogin(proxy));
      return Remark.ok(
          "proxy",
          "`" + answer.proxy().get() + "`, by settings.xml" + (login ? ", with a login" : ""));
    }
    Optional<String> unused = ofEnvironment();
    if (unused.isEmpty()) {
      String others = settings.proxies().isEmpty() ? "none in settings.xml" : "none for this host";
      return Remark.ok("proxy", others + ": the registry is asked directly");
    }
    String found = "the environment names `" + unused.get() + "`, which Maven does not read";
    return answer.problem().isEmpty()
        ? Remark.ok("proxy", found + "; the registry answers without it")
        : Remark.warning("proxy", found, snippet(unused.get()));
  }

  private static boolean hasLogin(RegistryProxy proxy) {
    return proxy.login().isPresent();
  }

  private static String address(RegistryProxy proxy) {
    return proxy.host() + ":" + proxy.port();
  }

  /** Host and port alone: an address may hold a login. */
  private Optional<String> ofEnvironment() {
    return VARIABLES.stream()
        .map(environment::get)
        .filter(Objects::nonNull)
        .flatMap(value -> hostAndPort(value).stream())
        .findFirst();
  }

  private static Optional<String> hostAndPort(String value) {
    try {
      URI uri = URI.create(value.contains("://") ? value.strip() : "http://" + value.strip());
      return Optional.ofNullable(uri.getHost())
          .map(host -> host + ":" + (uri.getPort() < 0 ? 80 : uri.getPort()));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // No address, so nobody's proxy.
    }
  }

  private static String snippet(String address) {
    int colon = address.lastIndexOf(':');
    return "Add to `<proxies>` in ~/.m2/settings.xml: <proxy><protocol>https</protocol><host>"
        + address.substring(0, colon)
        + "</host><port>"
        + address.substring(colon + 1)
        + "</port></proxy>";
  }

  private static Remark login(RegistryPing.Login login) {
    if (!login.problems().isEmpty()) {
      return Remark.warning("login", login.problems().get(0));
    }
    String looked = String.join(", ", login.looked());
    return login
        .where()
        .map(where -> Remark.ok("login", "for `" + login.host() + "` in " + where))
        .orElseGet(
            () ->
                Remark.notApplicable(
                    "login",
                    "none for `" + login.host() + "` in " + looked + "; public images need none"));
  }
}
