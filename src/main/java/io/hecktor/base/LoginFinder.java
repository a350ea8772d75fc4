package io.hecktor.base;

import com.google.cloud.tools.jib.registry.RegistryAliasGroup;
import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import io.hecktor.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks for the login of a registry and remembers where, for the message of a refusal. */
final class LoginFinder {

  private static final Map<String, String> WELL_KNOWN_HELPERS =
      Map.of("gcr.io", "gcr", "pkg.dev", "gcr", "amazonaws.com", "ecr-login");

  private final CredentialSources sources;
  private final RegistryReference reference;
  private final Progress progress;
  private final List<String> hosts;
  private final List<String> looked = new ArrayList<>();
  private Optional<String> found = Optional.empty();

  LoginFinder(CredentialSources sources, RegistryReference reference, Progress progress) {
    this.sources = sources;
    this.reference = reference;
    this.progress = progress;
    this.hosts = RegistryAliasGroup.getAliasesGroup(reference.host());
  }

  /** The first login found: Maven's settings, files of Docker and Podman, well-known helpers. */
  Optional<RegistryLogin> find() {
    looked.add("`settings.xml`");
    Optional<RegistryLogin> login =
        hosts.stream().flatMap(host -> ofServer(host).stream()).findFirst();
    if (login.isPresent()) {
      return found("`settings.xml`", login);
    }
    for (Path file : sources.dockerConfigs()) {
      Optional<RegistryLogin> inFile = Files.isRegularFile(file) ? read(file) : Optional.empty();
      if (inFile.isPresent()) {
        return inFile;
      }
    }
    return wellKnown();
  }

  private Optional<RegistryLogin> ofServer(String host) {
    return Optional.ofNullable(sources.servers().get(host))
        .or(() -> Optional.ofNullable(sources.servers().get("https://" + host + "/v1/")));
  }

  private Optional<RegistryLogin> read(Path file) {
    try {
      return read(DockerConfigFile.read(file));
    } catch (IOException e) {
      progress.warn(
          new Problem(
              ErrorCode.LOGINS_UNREADABLE,
              "`%s` cannot be read as a file of Docker logins.".formatted(file.getFileName()),
              "The registry is asked without the logins that it may hold.",
              "Repair it, or run `docker login " + reference.loginName() + "` anew."));
      return Optional.empty();
    }
  }

  private Optional<RegistryLogin> read(DockerConfigFile file) {
    Optional<CredentialHelper> helper = file.helper(hosts, sources.programFolders());
    if (helper.isPresent()) {
      looked.add(helper.get().describe());
      Optional<RegistryLogin> login = helper.get().login(file.serverNames(hosts));
      if (login.isPresent()) {
        return found(helper.get().describe(), login);
      }
    }
    looked.add("`" + file.name() + "`");
    return found("`" + file.name() + "`", file.login(scopes()));
  }

  private List<String> scopes() {
    List<String> all = new ArrayList<>();
    for (String host : hosts) {
      String scope = host + "/" + reference.repository();
      for (; scope.length() > host.length(); scope = scope.substring(0, scope.lastIndexOf('/'))) {
        all.add(scope);
      }
      all.add(host);
    }
    return all;
  }

  private Optional<RegistryLogin> wellKnown() {
    for (Map.Entry<String, String> known : WELL_KNOWN_HELPERS.entrySet()) {
      if (reference.host().endsWith("." + known.getKey())
          || reference.host().equals(known.getKey())) {
        CredentialHelper helper = new CredentialHelper(known.getValue(), sources.programFolders());
        looked.add(helper.describe());
        return found(helper.describe(), helper.login(hosts.stream()));
      }
    }
    return Optional.empty();
  }

  private Optional<RegistryLogin> found(String where, Optional<RegistryLogin> login) {
    if (login.isPresent()) {
      found = Optional.of(where);
    }
    return login;
  }

  /** Where a login was found, such as in a file's name; nothing of the login itself. */
  Optional<String> where() {
    return found;
  }

  /** Where logins were looked for. */
  List<String> looked() {
    return List.copyOf(looked);
  }

  /** A sentence on which login was used, or where none was found. */
  String tried() {
    return found
        .map(where -> "It was asked with the login of " + where + ".")
        .orElse(
            "It was asked without a login: none was found in " + String.join(", ", looked) + ".");
  }
}
