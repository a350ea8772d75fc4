package io.hecktor.base;

import com.fasterxml.jackson.databind.JsonNode;
import io.hecktor.oci.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Logins that {@code docker login} or {@code podman login} kept. Read here and not by jib-core,
 * which takes another repository's login for ours (Podman keeps them by repository) and breaks on
 * entries that hold no login.
 *
 * @see <a href="https://docs.docker.com/reference/cli/docker/login/">docker login</a>
 */
final class DockerConfigFile {

  private static final String LEGACY_NAME = ".dockercfg";

  private final String name;
  private final JsonNode auths;
  private final JsonNode document;

  private DockerConfigFile(String name, JsonNode auths, JsonNode document) {
    this.name = name;
    this.auths = auths;
    this.document = document;
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it is no JSON object
   */
  static DockerConfigFile read(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    JsonNode document = Json.object(Files.readAllBytes(file), name);
    return new DockerConfigFile(
        name, name.equals(LEGACY_NAME) ? document : document.path("auths"), document);
  }

  /** The program that keeps the logins for a registry, if one does. */
  Optional<CredentialHelper> helper(List<String> hosts, List<Path> programFolders) {
    Optional<String> own =
        hosts.stream().flatMap(host -> text(entry(document.path("credHelpers"), host))).findFirst();
    return own.or(() -> text(document.path("credsStore")).findFirst())
        .map(suffix -> new CredentialHelper(suffix, programFolders));
  }

  /** The names under which a helper may know a registry; the one that was logged in to first. */
  Stream<String> serverNames(List<String> hosts) {
    Stream<String> loggedIn =
        auths.properties().stream()
            .map(Map.Entry::getKey)
            .filter(key -> hosts.contains(scopeOf(key)));
    return Stream.concat(loggedIn, hosts.stream());
  }

  /**
   * The login that the file itself holds.
   *
   * @param scopes host and repository, then what stands above it, down to the host alone
   */
  Optional<RegistryLogin> login(List<String> scopes) {
    return scopes.stream().flatMap(scope -> login(entry(auths, scope)).stream()).findFirst();
  }

  private static JsonNode entry(JsonNode object, String scope) {
    return object.properties().stream()
        .filter(property -> scopeOf(property.getKey()).equals(scope))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseGet(Json::newObject);
  }

  /** {@code https://index.docker.io/v1/} is how Docker calls its own registry. */
  private static String scopeOf(String key) {
    return key.replaceFirst("^https?://", "").replaceFirst("/(v[12]/?)?$", "");
  }

  private static Optional<RegistryLogin> login(JsonNode auth) {
    Optional<String> token = text(auth.path("identitytoken")).findFirst();
    if (token.isPresent()) {
      return token.map(RegistryLogin::identityToken);
    }
    Optional<String> user = text(auth.path("username")).findFirst();
    Optional<String> password = text(auth.path("password")).findFirst();
    if (user.isPresent() && password.isPresent()) {
      return Optional.of(new RegistryLogin(user.get(), password.get()));
    }
    return text(auth.path("auth")).findFirst().flatMap(DockerConfigFile::decode);
  }

  private static Optional<RegistryLogin> decode(String base64) {
    try {
      String text = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(new RegistryLogin(text.substring(0, colon), text.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      // An entry that is no Base64 holds no login; the registry's refusal names the file.
      return Optional.empty();
    }
  }

  private static Stream<String> text(JsonNode node) {
    return Stream.of(node.asText("")).filter(value -> !value.isBlank());
  }

  String name() {
    return name;
  }
}
