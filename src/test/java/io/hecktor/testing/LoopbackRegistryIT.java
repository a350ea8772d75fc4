package io.hecktor.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class LoopbackRegistryIT {

  @Test
  void answersAnyoneAndListsTheRequests() throws Exception {
    try (LoopbackRegistry registry = LoopbackRegistry.start()) {
      assertThat(status(registry, "")).isEqualTo(200);
      assertThat(status(registry, "nobody/nothing/manifests/1")).isEqualTo(404);
      assertThat(registry.requests())
          .containsExactly("GET /v2/", "GET /v2/nobody/nothing/manifests/1");
      assertThat(registry.host()).startsWith("127.0.0.1:");
    }
  }

  @Test
  void asksForItsPassword() throws Exception {
    try (LoopbackRegistry registry = LoopbackRegistry.startWithPassword()) {
      String right = basic(LoopbackRegistry.USER, LoopbackRegistry.PASSWORD);

      assertThat(status(registry, "")).isEqualTo(401);
      assertThat(status(registry, "", "Authorization", basic("participant", "wrong")))
          .isEqualTo(401);
      assertThat(status(registry, "", "Authorization", right)).isEqualTo(200);
    }
  }

  @Test
  void stopsWhenClosed() {
    ProcessHandle process;
    try (LoopbackRegistry registry = LoopbackRegistry.start()) {
      process = registry.process();
      assertThat(process.isAlive()).isTrue();
    }
    assertThat(process.isAlive()).isFalse();
  }

  private static int status(LoopbackRegistry registry, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(registry.uri(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  private static String basic(String user, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes());
  }
}
