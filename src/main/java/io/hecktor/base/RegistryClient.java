package io.hecktor.base;

import io.hecktor.HecktorException;
import io.hecktor.oci.Digest;
import io.hecktor.oci.MediaTypes;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.http.client.methods.HttpRequestBase;

/**
 * The distribution protocol for one repository: its pull side, and requests of any kind for those
 * who push; usable from several threads.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pull">
 *     distribution-spec, Pull</a>
 */
final class RegistryClient implements AutoCloseable {

  private static final int MAX_DOCUMENT_BYTES = 16 << 20;
  private static final String MANIFEST_TYPES =
      String.join(
          ", ",
          MediaTypes.OCI_INDEX,
          MediaTypes.DOCKER_INDEX,
          MediaTypes.OCI_MANIFEST,
          MediaTypes.DOCKER_MANIFEST);

  private final PullContext context;
  private final RegistryProblems problems;
  private final HttpTransport transport;
  private final Authorizer authorizer;
  private Optional<URI> origin = Optional.empty();

  RegistryClient(PullContext context) {
    this.context = context;
    this.problems = context.problems();
    this.transport = new HttpTransport(context.settings(), context.patience());
    this.authorizer = new Authorizer(context, transport);
  }

  /** A request that may be made again. */
  private interface Attempt {
    byte[] run() throws IOException, HecktorException;
  }

  /** The manifest or index that a tag or digest stands for; the caller verifies a digest. */
  byte[] manifest(String tagOrDigest) throws HecktorException {
    return document("manifest " + tagOrDigest, "/manifests/" + tagOrDigest, MANIFEST_TYPES);
  }

  /** A small blob, such as a config; the caller verifies it. */
  byte[] smallBlob(Digest digest, String what) throws HecktorException {
    return document(what, "/blobs/" + digest, "*/*");
  }

  /**
   * Asks the registry whether it is one.
   *
   * @return the status, such as 200, or 401 where it wants a login for everything
   * @throws IOException if no answer came
   */
  int ping() throws IOException, HecktorException {
    HttpAnswer answer = transport.get(origin().resolve("/v2/"), Map.of());
    answer.discard();
    return answer.status();
  }

  /** A request that can be made again, for an address of this registry. */
  interface Message {
    HttpRequestBase to(URI address) throws IOException;
  }

  /**
   * Sends a request that is none of a pull; once more where the registry wants a login first.
   *
   * @param path below the repository, or an address that the registry has named
   * @return a success, or 404
   * @throws IOException if it may help to ask again
   */
  HttpAnswer exchange(String path, Message message, String what)
      throws IOException, HecktorException {
    if (context.settings().offline()) {
      throw problems.offline(what);
    }
    URI address = path.startsWith("/") ? repository(path) : URI.create(path);
    boolean own = HttpTransport.sameServer(address, origin());
    Optional<String> used = own ? authorizer.header() : Optional.empty();
    HttpAnswer answer = transport.send(message.to(address), authorization(used));
    if (own && answer.status() == 401) {
      answer.discard();
      authorizer.renew(answer, used);
      answer = transport.send(message.to(address), authorization(authorizer.header()));
    }
    return answer.status() == 404 ? answer : checked(answer, what);
  }

  private static Map<String, String> authorization(Optional<String> value) {
    return value.map(it -> Map.of("Authorization", it)).orElse(Map.of());
  }

  private URI repository(String path) throws IOException {
    return origin().resolve("/v2/" + context.reference().repository() + path);
  }

  private byte[] document(String what, String path, String accept) throws HecktorException {
    return persistently(
        what,
        () -> {
          try (HttpAnswer answer = ask(path, Map.of("Accept", accept), what)) {
            return answer.smallBody(MAX_DOCUMENT_BYTES);
          }
        });
  }

  private byte[] persistently(String what, Attempt attempt) throws HecktorException {
    Retry retry = retry();
    while (true) {
      try {
        return attempt.run();
      } catch (IOException e) {
        if (!retry.waitAfter(e)) {
          throw problems.network(what, e);
        }
      }
    }
  }

  /** The failures in a row of one thing that is pulled. */
  Retry retry() {
    return new Retry(context.patience(), transport::isClosed, context.progress());
  }

  /**
   * Asks once for a blob from a byte on. The registry may answer 206, or 200 with all of it, or 416
   * where there are no such bytes.
   *
   * @throws IOException if it may help to ask again
   */
  HttpAnswer openBlob(Digest digest, long offset, String what)
      throws IOException, HecktorException {
    Map<String, String> headers = offset == 0 ? Map.of() : Map.of("Range", "bytes=" + offset + "-");
    return ask("/blobs/" + digest, headers, what);
  }

  private HttpAnswer ask(String path, Map<String, String> headers, String what)
      throws IOException, HecktorException {
    if (context.settings().offline()) {
      throw problems.offline(what);
    }
    URI address = repository(path);
    Optional<String> used = authorizer.header();
    HttpAnswer answer = send(address, headers, used);
    if (answer.status() == 401 && HttpTransport.sameServer(answer.uri(), address)) {
      answer.discard();
      authorizer.renew(answer, used);
      answer = send(address, headers, authorizer.header());
    }
    return checked(answer, what);
  }

  private HttpAnswer send(URI address, Map<String, String> headers, Optional<String> authorization)
      throws IOException, HecktorException {
    Map<String, String> all = new TreeMap<>(headers);
    authorization.ifPresent(value -> all.put("Authorization", value));
    return transport.get(address, all);
  }

  private HttpAnswer checked(HttpAnswer answer, String what) throws IOException, HecktorException {
    if (answer.isSuccess() || answer.status() == 416) {
      return answer;
    }
    try (answer) {
      if (answer.isBusy()) {
        throw new BusyException(answer.status(), answer.retryAfter());
      }
      throw refusal(answer, what);
    }
  }

  private HecktorException refusal(HttpAnswer answer, String what) throws IOException {
    boolean own = HttpTransport.sameServer(answer.uri(), origin());
    return switch (answer.status()) {
      case 401, 403 -> {
        if (!own) {
          // The address that the registry gave is only good for a while: ask for another.
          throw new BusyException(answer.status(), answer.retryAfter());
        }
        yield isProxys(answer)
            ? problems.proxyRefuses(answer.status())
            : problems.denied(answer.status(), authorizer.logins());
      }
      case 404 -> problems.notFound(what);
      case 407 -> problems.proxyRefuses(answer.status());
      default -> problems.answered(answer.status(), what);
    };
  }

  /** A proxy that forbids a host answers in the registry's place, but not in its words. */
  private boolean isProxys(HttpAnswer answer) {
    return answer.status() == 403
        && context.settings().proxyFor(answer.uri()).isPresent()
        && answer.header("Docker-Distribution-Api-Version").isEmpty()
        && answer.header("Content-Type").filter(type -> type.contains("json")).isEmpty();
  }

  /**
   * HTTPS, unless plain HTTP is allowed, too. Then whichever answers: on loopback HTTP is tried
   * first, as registries there seldom have a certificate; elsewhere HTTPS is.
   */
  private synchronized URI origin() throws IOException {
    if (origin.isEmpty()) {
      origin = Optional.of(findOrigin(context.reference().host()));
    }
    return origin.get();
  }

  private URI findOrigin(String host) throws IOException {
    URI https = URI.create("https://" + host + "/");
    URI http = URI.create("http://" + host + "/");
    if (!context.settings().permits(http)) {
      return https;
    }
    List<URI> order = Loopback.is(http.getHost()) ? List.of(http, https) : List.of(https, http);
    IOException failure = new IOException("the registry was not asked");
    for (URI candidate : order) {
      try {
        if (answers(candidate)) {
          return candidate;
        }
      } catch (IOException e) {
        failure = e;
      }
    }
    throw failure;
  }

  /** A server for HTTPS answers 400 to plain HTTP, if it answers at all. */
  private boolean answers(URI candidate) throws IOException {
    try (HttpAnswer answer = transport.get(candidate.resolve("/v2/"), Map.of())) {
      int status = answer.status();
      answer.discard();
      return candidate.getScheme().equals("https") || status != 400;
    } catch (HecktorException e) {
      // A redirect that must not be followed is reported when something is asked for in earnest.
      return true;
    }
  }

  @Override
  public void close() {
    transport.close();
  }
}
