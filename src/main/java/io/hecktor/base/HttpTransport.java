package io.hecktor.base;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.http.HttpHost;
import org.apache.http.HttpResponse;
import org.apache.http.NameValuePair;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.entity.UrlEncodedFormEntity;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.client.methods.HttpRequestBase;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.client.TargetAuthenticationStrategy;
import org.apache.http.protocol.HttpContext;
import org.apache.http.ssl.SSLContexts;

/**
 * Sends requests: through the proxy that serves an address, over redirects, and never a secret to
 * where it does not belong.
 *
 * <p>Apache's client rather than the JDK's: the JDK's has no time-out for a body that stalls, and
 * does not let a password through to a proxy that tunnels unless the whole JVM was started so
 * ({@code jdk.http.auth.tunneling.disabledSchemes}). jib-core's cannot ask for a range of bytes.
 */
final class HttpTransport implements AutoCloseable {

  private static final int MAX_REDIRECTS = 5;
  private static final int MAX_CONNECTIONS = 8;
  private static final String AUTHORIZATION = "Authorization";

  private final RegistrySettings settings;
  private final Patience patience;
  private Optional<CloseableHttpClient> client = Optional.empty();
  private volatile boolean closed;

  HttpTransport(RegistrySettings settings, Patience patience) {
    this.settings = settings;
    this.patience = patience;
  }

  /**
   * Asks, and follows redirects; from the first one to another server on, without authorization.
   *
   * @throws IOException if no answer came
   * @throws HecktorException if a redirect is one that must not be followed
   */
  HttpAnswer get(URI address, Map<String, String> headers) throws IOException, HecktorException {
    URI at = address;
    Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sent.putAll(headers);
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      HttpAnswer answer = send(new HttpGet(at), sent);
      Optional<URI> next = answer.redirect();
      if (next.isEmpty()) {
        return answer;
      }
      answer.discard();
      if (!sameServer(at, checked(at, next.get()))) {
        sent.remove(AUTHORIZATION);
      }
      at = next.get();
    }
    throw new IOException("more than " + MAX_REDIRECTS + " redirects");
  }

  /** Sends a form; redirects are not followed, as it holds a secret. */
  HttpAnswer post(URI address, List<NameValuePair> form) throws IOException {
    HttpPost request = new HttpPost(address);
    request.setEntity(new UrlEncodedFormEntity(form, StandardCharsets.UTF_8));
    return send(request, Map.of());
  }

  /** Sends a request once; redirects are not followed. */
  HttpAnswer send(HttpRequestBase request, Map<String, String> headers) throws IOException {
    headers.forEach(request::setHeader);
    request.setConfig(config(request.getURI()));
    try {
      return new HttpAnswer(request.getURI(), client().execute(request));
    } catch (IllegalStateException e) {
      if (closed) {
        throw cancelled();
      }
      throw e;
    }
  }

  private RequestConfig config(URI address) {
    return RequestConfig.custom()
        .setConnectTimeout((int) patience.connecting().toMillis())
        .setSocketTimeout((int) patience.stalled().toMillis())
        .setRedirectsEnabled(false)
        // A signed address is another one once it has been tidied up.
        .setNormalizeUri(false)
        .setProxy(
            settings
                .proxyFor(address)
                .map(proxy -> new HttpHost(proxy.host(), proxy.port()))
                .orElse(null))
        .build();
  }

  private URI checked(URI from, URI to) throws IOException, EnvironmentException {
    if (to.getHost() == null) {
      throw new IOException("the server redirects to something that is no address");
    }
    if (!settings.permits(to)) {
      throw new EnvironmentException(
          new Problem(
              ErrorCode.REGISTRY_REDIRECT_INSECURE,
              "The registry at `%s` sends us on to `%s` without encryption."
                  .formatted(from.getAuthority(), to.getAuthority()),
              "Over plain HTTP anyone on the way can read and change what is sent.",
              "Take another registry, or allow it with `-Dhecktor.allowInsecureRegistries=true`."));
    }
    return to;
  }

  /** Whether two addresses name the same scheme, host and port. */
  static boolean sameServer(URI a, URI b) {
    return server(a).equals(server(b));
  }

  private static String server(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
    return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
  }

  private synchronized CloseableHttpClient client() throws InterruptedIOException {
    if (closed) {
      throw cancelled();
    }
    CloseableHttpClient it = client.orElseGet(this::newClient);
    client = Optional.of(it);
    return it;
  }

  private CloseableHttpClient newClient() {
    return HttpClientBuilder.create()
        .setSSLContext(SSLContexts.createSystemDefault())
        .setDefaultCredentialsProvider(proxyLogins())
        .setTargetAuthenticationStrategy(new NoTargetAuthentication())
        .setMaxConnPerRoute(MAX_CONNECTIONS)
        .setUserAgent("hecktor-maven-plugin")
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableCookieManagement()
        .build();
  }

  private BasicCredentialsProvider proxyLogins() {
    BasicCredentialsProvider logins = new BasicCredentialsProvider();
    for (RegistryProxy proxy : settings.proxies()) {
      proxy
          .login()
          .ifPresent(
              login ->
                  logins.setCredentials(
                      new AuthScope(proxy.host(), proxy.port()),
                      new UsernamePasswordCredentials(login.user(), login.secret())));
    }
    return logins;
  }

  boolean isClosed() {
    return closed;
  }

  private static InterruptedIOException cancelled() {
    return new InterruptedIOException("the pull was cancelled");
  }

  /** Ends all that is under way; who still reads gets an exception. */
  @Override
  public void close() {
    Optional<CloseableHttpClient> open;
    synchronized (this) {
      closed = true;
      open = client;
      client = Optional.empty();
    }
    open.ifPresent(HttpTransport::closeQuietly);
  }

  private static void closeQuietly(CloseableHttpClient client) {
    try {
      client.close();
    } catch (IOException e) {
      // The connections are of no use any more, whatever state they are in.
      return;
    }
  }

  /** Registries are answered by {@link Authorizer}; the client itself only answers proxies. */
  private static final class NoTargetAuthentication extends TargetAuthenticationStrategy {
    @Override
    public boolean isAuthenticationRequested(
        HttpHost host, HttpResponse response, HttpContext context) {
      return false;
    }
  }
}
