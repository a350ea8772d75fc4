package io.hecktor.base;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.client.methods.CloseableHttpResponse;

/** What a server answered; to be closed, which cuts the connection if the body was not read. */
final class HttpAnswer implements Closeable {

  private static final int DISCARDED_BYTES = 1 << 16;

  private final URI uri;
  private final CloseableHttpResponse response;

  HttpAnswer(URI uri, CloseableHttpResponse response) {
    this.uri = uri;
    this.response = response;
  }

  /** Who answered, after redirects. */
  URI uri() {
    return uri;
  }

  int status() {
    return response.getStatusLine().getStatusCode();
  }

  boolean isSuccess() {
    return status() >= 200 && status() < 300;
  }

  /** An answer that another try may better. */
  boolean isBusy() {
    return status() == 408 || status() == 429 || status() >= 500;
  }

  List<String> headers(String name) {
    return Stream.of(response.getHeaders(name)).map(Header::getValue).toList();
  }

  Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  /** Where the server sends us on to. */
  Optional<URI> redirect() throws IOException {
    boolean redirects = List.of(301, 302, 303, 307, 308).contains(status());
    Optional<String> location = redirects ? header("Location") : Optional.empty();
    try {
      return location.map(uri::resolve);
    } catch (IllegalArgumentException e) {
      throw new IOException("the server redirects to something that is no address", e);
    }
  }

  /** Only seconds are understood: a date would need a clock. */
  Duration retryAfter() {
    return header("Retry-After")
        .filter(value -> value.matches("\\d{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)))
        .orElse(Duration.ZERO);
  }

  InputStream body() throws IOException {
    HttpEntity entity = response.getEntity();
    return entity == null ? InputStream.nullInputStream() : entity.getContent();
  }

  /**
   * Reads a body that should be small.
   *
   * @throws IOException if it is larger than that
   */
  byte[] smallBody(int maxBytes) throws IOException {
    byte[] bytes = body().readNBytes(maxBytes + 1);
    if (bytes.length > maxBytes) {
      throw new IOException("an answer of more than " + maxBytes + " bytes");
    }
    return bytes;
  }

  /** Closes, and keeps the connection for the next request where little is left to read. */
  void discard() throws IOException {
    try (this) {
      body().readNBytes(DISCARDED_BYTES);
    }
  }

  @Override
  public void close() throws IOException {
    response.close();
  }
}
