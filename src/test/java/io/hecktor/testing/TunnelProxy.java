package io.hecktor.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy that tunnels every {@code CONNECT} to one port on loopback, for a login. */
public final class TunnelProxy implements AutoCloseable {

  private final ServerSocket socket;
  private final int targetPort;
  private final String expected;
  private final List<String> connects = new CopyOnWriteArrayList<>();

  private TunnelProxy(ServerSocket socket, int targetPort, String login) {
    this.socket = socket;
    this.targetPort = targetPort;
    this.expected =
        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  public static TunnelProxy start(int targetPort, String login) throws IOException {
    ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    TunnelProxy proxy = new TunnelProxy(socket, targetPort, login);
    run(proxy::accept);
    return proxy;
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** The first lines of the tunnels that were let through. */
  public List<String> connects() {
    return List.copyOf(connects);
  }

  private static void run(Runnable work) {
    Thread thread = new Thread(work, "tunnel-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        run(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void serve(Socket client) {
    try (client) {
      String request = head(client.getInputStream());
      while (!request.contains(expected)) {
        client
            .getOutputStream()
            .write(
                ("HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"p\"\r\n"
                        + "Content-Length: 0\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        request = head(client.getInputStream());
      }
      connects.add(request.lines().findFirst().orElse(""));
      tunnel(client);
    } catch (IOException e) {
      // The other side has gone.
    }
  }

  private void tunnel(Socket client) throws IOException {
    try (Socket target = new Socket(InetAddress.getLoopbackAddress(), targetPort)) {
      client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      run(() -> copy(client, target));
      copy(target, client);
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException e) {
      // The other side has gone.
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("end of stream");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
