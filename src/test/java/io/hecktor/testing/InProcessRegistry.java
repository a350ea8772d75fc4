package io.hecktor.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.hecktor.oci.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * A registry on loopback that also misbehaves on demand. Asked with absolute addresses, it plays an
 * HTTP proxy and the registry behind it at once.
 */
public final class InProcessRegistry implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(InProcessRegistry::daemon);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, ImageFixtures.Blob> manifests = new ConcurrentHashMap<>();
  private final Map<Digest, byte[]> blobs = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<String> tokenForms = new CopyOnWriteArrayList<>();
  private final Deque<Fault> faults = new ConcurrentLinkedDeque<>();
  private final Set<String> tokens = ConcurrentHashMap.newKeySet();
  private volatile Demand demand = Demand.NOTHING;
  private volatile String login = "";
  private volatile String proxyLogin = "";
  private volatile String blobRedirect = "";
  private volatile String realm = "";
  private volatile boolean ranges = true;

  /** What a request said. */
  public record Request(String method, String address, String path, String range, String secret) {}

  /** How blobs are to go wrong, each fault once. */
  private record Fault(Kind kind, long number) {}

  private enum Kind {
    CUT,
    STALL,
    STATUS,
    FLIP
  }

  private enum Demand {
    NOTHING,
    BASIC,
    BEARER
  }

  private InProcessRegistry(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "in-process-registry");
    thread.setDaemon(true);
    return thread;
  }

  public static InProcessRegistry start() throws IOException {
    return new InProcessRegistry(HttpServer.create(anyPort(), 0));
  }

  public static InProcessRegistry startTls(SSLContext context) throws IOException {
    HttpsServer server = HttpsServer.create(anyPort(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return new InProcessRegistry(server);
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Host and port, as a reference names them. */
  public String host() {
    return "127.0.0.1:" + port();
  }

  /** Serves an image under a tag and its digest. */
  public InProcessRegistry add(String tag, ImageFixtures.Image image) {
    add(tag, image.manifest());
    blobs.put(image.config().digest(), image.config().bytes());
    image.layers().forEach(layer -> blobs.put(layer.digest(), layer.blob().bytes()));
    return this;
  }

  /** Serves a document under a tag and its digest. */
  public InProcessRegistry add(String tag, ImageFixtures.Blob manifest) {
    manifests.put(tag, manifest);
    manifests.put(manifest.digest().toString(), manifest);
    return this;
  }

  /** Serves a document under a digest that is not its own. */
  public void addWrong(Digest digest, ImageFixtures.Blob manifest) {
    manifests.put(digest.toString(), manifest);
  }

  public void demandBasic(String user, String password) {
    login = user + ":" + password;
    demand = Demand.BASIC;
  }

  /** Wants tokens; an empty login gives them to anybody. */
  public void demandBearer(String userAndPassword) {
    login = userAndPassword;
    demand = Demand.BEARER;
  }

  /** Sends clients elsewhere for tokens. */
  public void realm(String address) {
    realm = address;
  }

  public void expireTokens() {
    tokens.clear();
  }

  public void demandProxyLogin(String user, String password) {
    proxyLogin = user + ":" + password;
  }

  /** Redirects blobs, such as to {@code http://127.0.0.1:1234}. */
  public void redirectBlobs(String to) {
    blobRedirect = to;
  }

  public void ignoreRanges() {
    ranges = false;
  }

  /** The next blob's connection ends after so many bytes of the body. */
  public InProcessRegistry cutAfter(long bytes) {
    faults.add(new Fault(Kind.CUT, bytes));
    return this;
  }

  /** The next blob's connection stays open and silent after so many bytes of the body. */
  public InProcessRegistry stallAfter(long bytes) {
    faults.add(new Fault(Kind.STALL, bytes));
    return this;
  }

  /** The next blob is answered with a status instead. */
  public InProcessRegistry answer(int status) {
    faults.add(new Fault(Kind.STATUS, status));
    return this;
  }

  /** The next blob has one byte changed. */
  public InProcessRegistry flip(long at) {
    faults.add(new Fault(Kind.FLIP, at));
    return this;
  }

  /** All requests, the oldest first. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** The requests for a blob. */
  public List<Request> requests(Digest digest) {
    return requests.stream().filter(it -> it.path().endsWith(digest.toString())).toList();
  }

  /** What was sent to get tokens. */
  public List<String> tokenForms() {
    return List.copyOf(tokenForms);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Headers sent = exchange.getRequestHeaders();
      String path = exchange.getRequestURI().getPath();
      requests.add(
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              path,
              text(sent, "Range"),
              text(sent, "Authorization")));
      if (!proxyLogin.isEmpty() && !isBasic(text(sent, "Proxy-Authorization"), proxyLogin)) {
        exchange.getResponseHeaders().add("Proxy-Authenticate", "Basic realm=\"proxy\"");
        send(exchange, 407, new byte[0]);
      } else if (path.equals("/token")) {
        token(exchange);
      } else if (!isAllowed(text(sent, "Authorization"))) {
        challenge(exchange);
      } else {
        serve(exchange, path);
      }
    }
  }

  private static String text(Headers headers, String name) {
    return Optional.ofNullable(headers.getFirst(name)).orElse("");
  }

  private static boolean isBasic(String header, String login) {
    return header.equals(
        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
  }

  private boolean isAllowed(String authorization) {
    return switch (demand) {
      case NOTHING -> true;
      case BASIC -> isBasic(authorization, login);
      case BEARER ->
          authorization.startsWith("Bearer ")
              && tokens.contains(authorization.substring("Bearer ".length()));
    };
  }

  private void challenge(HttpExchange exchange) throws IOException {
    String place = realm.isEmpty() ? "http://" + host() + "/token" : realm;
    exchange
        .getResponseHeaders()
        .add(
            "WWW-Authenticate",
            demand == Demand.BASIC
                ? "Basic realm=\"registry\""
                : "Bearer realm=\""
                    + place
                    + "\",service=\"in-process\",scope=\"repository:x:pull\"");
    send(exchange, 401, "{\"errors\":[]}".getBytes(StandardCharsets.UTF_8));
  }

  private void token(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String form = body.isEmpty() ? exchange.getRequestURI().getQuery() : body;
    tokenForms.add(exchange.getRequestMethod() + " " + form);
    boolean good =
        login.isEmpty()
            || isBasic(text(exchange.getRequestHeaders(), "Authorization"), login)
            || body.contains("refresh_token=" + login);
    if (!good) {
      send(exchange, 401, new byte[0]);
      return;
    }
    String token = "token-" + tokenForms.size();
    tokens.add(token);
    send(exchange, 200, ("{\"token\":\"" + token + "\"}").getBytes(StandardCharsets.UTF_8));
  }

  private void serve(HttpExchange exchange, String path) throws IOException {
    String last = path.substring(path.lastIndexOf('/') + 1);
    if (path.equals("/v2/")) {
      send(exchange, 200, "{}".getBytes(StandardCharsets.UTF_8));
    } else if (path.contains("/manifests/") && manifests.containsKey(last)) {
      exchange.getResponseHeaders().add("Content-Type", manifests.get(last).mediaType());
      send(exchange, 200, manifests.get(last).bytes());
    } else if (path.contains("/blobs/") && !blobRedirect.isEmpty()) {
      exchange.getResponseHeaders().add("Location", blobRedirect + path);
      send(exchange, 307, new byte[0]);
    } else if (path.contains("/blobs/") && blobs.containsKey(Digest.parse(last))) {
      blob(exchange, blobs.get(Digest.parse(last)));
    } else {
      send(exchange, 404, "{\"errors\":[]}".getBytes(StandardCharsets.UTF_8));
    }
  }

  private void blob(HttpExchange exchange, byte[] bytes) throws IOException {
    String range = text(exchange.getRequestHeaders(), "Range");
    int from = ranges && !range.isEmpty() ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
    Optional<Fault> fault = nextFault(bytes);
    if (fault.isPresent() && fault.get().kind() == Kind.STATUS) {
      exchange.getResponseHeaders().add("Retry-After", "0");
      send(exchange, (int) fault.get().number(), new byte[0]);
    } else if (from >= bytes.length) {
      send(exchange, 416, new byte[0]);
    } else {
      body(exchange, from, bytes.clone(), fault);
    }
  }

  /** Configs are left alone, so that a fault hits the layer that the test is about. */
  private Optional<Fault> nextFault(byte[] bytes) {
    return bytes[0] == '{' ? Optional.empty() : Optional.ofNullable(faults.poll());
  }

  private void body(HttpExchange exchange, int from, byte[] bytes, Optional<Fault> fault)
      throws IOException {
    if (from > 0) {
      exchange
          .getResponseHeaders()
          .add("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
    }
    int sent = bytes.length - from;
    if (fault.isPresent() && fault.get().kind() == Kind.FLIP) {
      bytes[(int) fault.get().number()] ^= 1;
    } else if (fault.isPresent()) {
      sent = (int) Math.min(sent, fault.get().number());
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, bytes.length - from);
    exchange.getResponseBody().write(bytes, from, sent);
    exchange.getResponseBody().flush();
    if (fault.isPresent() && fault.get().kind() == Kind.STALL) {
      waitForEnd();
    }
  }

  private void waitForEnd() throws IOException {
    try {
      closed.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
