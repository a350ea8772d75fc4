package io.hecktor.base;

import com.fasterxml.jackson.databind.JsonNode;
import io.hecktor.HecktorException;
import io.hecktor.oci.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.http.NameValuePair;
import org.apache.http.client.utils.URIBuilder;
import org.apache.http.message.BasicNameValuePair;

/**
 * The authorization that a registry wants: none, a login, or a token that a login (or nobody's)
 * gets elsewhere. One for all threads of a pull: a token that has expired is renewed once.
 *
 * @see <a href="https://distribution.github.io/distribution/spec/auth/token/">Distribution, token
 *     authentication</a>
 */
final class Authorizer {

  private static final int MAX_TOKEN_BYTES = 1 << 20;
  private static final String CLIENT = "hecktor-maven-plugin";

  private final HttpTransport transport;
  private final RegistrySettings settings;
  private final RegistryReference reference;
  private final RegistryProblems problems;
  private final String wanted;
  private final LoginFinder logins;
  private Optional<RegistryLogin> login = Optional.empty();
  private boolean searched;
  private Optional<String> header = Optional.empty();

  Authorizer(PullContext context, HttpTransport transport) {
    this.transport = transport;
    this.settings = context.settings();
    this.reference = context.reference();
    this.problems = context.problems();
    this.wanted = context.errand().scope();
    this.logins = new LoginFinder(settings.credentials(), reference, context.progress());
  }

  /** The header to send, once it is known that one is wanted. */
  synchronized Optional<String> header() {
    return header;
  }

  /** Where logins were looked for, for messages. */
  LoginFinder logins() {
    return logins;
  }

  /**
   * Answers a challenge.
   *
   * @param used the header of the request that was refused; another thread may have a newer one
   * @throws IOException if the token's server does not answer
   * @throws HecktorException if there is no login, or it is refused
   */
  synchronized void renew(HttpAnswer refused, Optional<String> used)
      throws IOException, HecktorException {
    if (!header.equals(used)) {
      return;
    }
    Optional<Challenge> challenge = Challenge.parse(refused.headers("WWW-Authenticate"));
    findLogin();
    if (challenge.isEmpty()
        || (!challenge.get().bearer() && (login.isEmpty() || used.isPresent()))) {
      throw problems.denied(refused.status(), logins);
    }
    header =
        Optional.of(
            challenge.get().bearer()
                ? "Bearer " + token(refused.uri(), challenge.get())
                : basic(login.get()));
  }

  private void findLogin() {
    if (!searched) {
      login = logins.find();
      searched = true;
    }
  }

  private static String basic(RegistryLogin login) {
    byte[] pair = (login.user() + ":" + login.secret()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private String token(URI registry, Challenge challenge) throws IOException, HecktorException {
    URI realm = realm(registry, challenge);
    if (!settings.permits(realm)) {
      throw problems.insecure(realm);
    }
    try (HttpAnswer answer = askForToken(realm, challenge)) {
      if (answer.isBusy()) {
        throw new BusyException(answer.status(), answer.retryAfter());
      } else if (!answer.isSuccess()) {
        throw problems.denied(answer.status(), logins);
      }
      JsonNode node = Json.node(answer.smallBody(MAX_TOKEN_BYTES), "the token's answer");
      String token = node.path("token").asText(node.path("access_token").asText(""));
      if (token.isEmpty() || token.chars().anyMatch(Character::isISOControl)) {
        throw problems.denied(answer.status(), logins);
      }
      return token;
    }
  }

  private static URI realm(URI registry, Challenge challenge) throws IOException {
    try {
      URI realm = registry.resolve(new URI(challenge.parameter("realm").orElse("")));
      if (realm.getHost() == null) {
        throw new IOException("the registry names no place for tokens");
      }
      return realm;
    } catch (URISyntaxException e) {
      throw new IOException("the registry names no place for tokens", e);
    }
  }

  private HttpAnswer askForToken(URI realm, Challenge challenge)
      throws IOException, HecktorException {
    List<NameValuePair> form = new ArrayList<>();
    challenge.parameter("service").ifPresent(it -> add(form, "service", it));
    add(form, "scope", challenge.parameter("scope").orElse(ownScope()));
    if (login.isPresent() && login.get().isIdentityToken()) {
      add(form, "client_id", CLIENT);
      add(form, "grant_type", "refresh_token");
      add(form, "refresh_token", login.get().secret());
      return transport.post(realm, form);
    }
    return transport.get(
        withQuery(realm, form),
        login.map(it -> Map.of("Authorization", basic(it))).orElse(Map.of()));
  }

  private String ownScope() {
    return "repository:" + reference.repository() + ":" + wanted;
  }

  private static void add(List<NameValuePair> form, String name, String value) {
    form.add(new BasicNameValuePair(name, value));
  }

  private static URI withQuery(URI realm, List<NameValuePair> form) throws IOException {
    try {
      return new URIBuilder(realm).addParameters(form).build();
    } catch (URISyntaxException e) {
      throw new IOException("the registry names no place for tokens", e);
    }
  }
}
