package io.hecktor.base;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.registry.credentials.CredentialHelperNotFoundException;
import com.google.cloud.tools.jib.registry.credentials.CredentialHelperUnhandledServerUrlException;
import com.google.cloud.tools.jib.registry.credentials.DockerCredentialHelper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A program that keeps logins for Docker, such as {@code docker-credential-pass}. */
final class CredentialHelper {

  private static final List<String> SUFFIXES = List.of("", ".exe", ".cmd", ".bat");

  private final String name;
  private final Optional<Path> program;

  /**
   * Looks for the program.
   *
   * @param suffix what follows {@code docker-credential-} in its name
   */
  CredentialHelper(String suffix, List<Path> folders) {
    this.name = "docker-credential-" + suffix;
    this.program = suffix.matches("[\\w.-]+") ? find(name, folders) : Optional.empty();
  }

  private static Optional<Path> find(String name, List<Path> folders) {
    return folders.stream()
        .flatMap(folder -> SUFFIXES.stream().map(suffix -> folder.resolve(name + suffix)))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /** How messages call it. */
  String describe() {
    return "`" + name + "`" + (program.isEmpty() ? ", which is not installed" : "");
  }

  /** The login that the program has for one of these servers, the first that it knows. */
  Optional<RegistryLogin> login(Stream<String> servers) {
    return program.flatMap(
        file -> servers.distinct().flatMap(server -> ask(file, server).stream()).findFirst());
  }

  private static Optional<RegistryLogin> ask(Path file, String server) {
    try {
      Credential credential = new DockerCredentialHelper(server, file, Map.of()).retrieve();
      return Optional.of(new RegistryLogin(credential.getUsername(), credential.getPassword()));
    } catch (CredentialHelperUnhandledServerUrlException
        | CredentialHelperNotFoundException
        | IOException e) {
      // A helper says "unknown" in as many ways as there are helpers; a refusal of the registry
      // names it afterwards among what was tried.
      return Optional.empty();
    }
  }
}
