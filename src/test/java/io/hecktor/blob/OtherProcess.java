package io.hecktor.blob;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A second Java process that works on the same store; told apart by what it prints. */
final class OtherProcess implements AutoCloseable {

  private final Process process;

  private OtherProcess(Process process) {
    this.process = process;
  }

  /** Begins one of the works of {@link #main}. */
  static OtherProcess begin(String work, Path store) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new OtherProcess(
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                OtherProcess.class.getName(),
                work,
                store.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** Waits for the next line that it prints; empty if it ends without one. */
  String says() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c; (c = process.getInputStream().read()) >= 0 && c != '\n'; ) {
      line.append((char) c);
    }
    return line.toString();
  }

  boolean hasSaidNothingFor(long millis) throws IOException, InterruptedException {
    Thread.sleep(millis);
    return process.getInputStream().available() == 0;
  }

  /** SIGKILL: no hook runs. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }

  /** Does one work, tells it, and waits to be killed. */
  public static void main(String[] arguments) throws Exception {
    BlobStore store = new BlobStore(Path.of(arguments[1]));
    switch (arguments[0]) {
      case "write" -> {
        BlobWriter writer = store.create();
        writer.write(new byte[1 << 20], 0, 1 << 20);
      }
      case "sweep" -> store.put("swept".getBytes(StandardCharsets.UTF_8));
      case "lock" -> store.lock("thing");
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    System.out.println("done");
    System.out.flush();
    Thread.sleep(60_000);
  }
}
