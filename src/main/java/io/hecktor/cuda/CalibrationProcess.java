package io.hecktor.cuda;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Measures the machine's GPU in a Java process of its own, which has nothing of this one's
 * environment and never outlives its time.
 *
 * @param java the program
 * @param limit the time after which it is killed; drivers take seconds to start
 */
public record CalibrationProcess(Path java, Duration limit) {

  private static final String CRASH = "crash";

  /** The native part of JNA is written to the folder, as is what a JVM tells of its crash. */
  private static final List<String> OPTIONS =
      List.of(
          "-Xmx64m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:-CreateCoredumpOnCrash",
          "-XX:ErrorFile=" + CRASH,
          "-XX:+IgnoreUnrecognizedVMOptions",
          "--enable-native-access=ALL-UNNAMED",
          "-Djna.tmpdir=.");

  /** GPUs count as {@code nvidia-smi} counts them, and nothing is kept in a home directory. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of("CUDA_DEVICE_ORDER", "PCI_BUS_ID", "CUDA_CACHE_DISABLE", "1");

  private static final String ANSWER = "answer";
  private static final String JNA = "com/sun/jna/Native.class";

  /**
   * Measures.
   *
   * @param library the driver's, by its path or by the name that the loader finds
   * @param folder an empty one, for what the process needs
   * @throws InterruptedIOException if this thread is interrupted; the process is killed
   */
  public Calibration run(String library, Path folder) throws IOException {
    Process process;
    try {
      process = builder(library, folder).start();
    } catch (IOException e) {
      return new Calibration.Failed("`" + java + "` could not be started");
    }
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return new Calibration.Failed("it did not end within " + limit.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a GPU was measured");
    } finally {
      process.destroyForcibly();
    }
    return answer(process.exitValue(), folder);
  }

  private static Calibration answer(int status, Path folder) throws IOException {
    if (Files.exists(folder.resolve(CRASH))) {
      return new Calibration.Failed("the driver crashed");
    }
    Calibration.Failed died = new Calibration.Failed("its process ended with " + status);
    if (status != 0) {
      return died;
    }
    try {
      return Calibration.parse(Files.readString(folder.resolve(ANSWER))).orElse(died);
    } catch (NoSuchFileException e) {
      return died;
    }
  }

  private ProcessBuilder builder(String library, Path folder) throws IOException {
    List<String> words = new ArrayList<>(List.of(java.toString()));
    words.addAll(OPTIONS);
    words.addAll(List.of("-cp", classPath(), Main.class.getName(), library, ANSWER));
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(ENVIRONMENT);
    Path file = Path.of(library);
    if (file.isAbsolute()) {
      builder.environment().put("LD_LIBRARY_PATH", String.valueOf(file.getParent()));
    }
    builder.redirectInput(new File("/dev/null")).redirectErrorStream(true);
    builder.redirectOutput(folder.resolve("output").toFile());
    return builder;
  }

  /** Where our classes, the kernel and JNA are; JNA itself is not loaded here. */
  private static String classPath() throws IOException {
    Set<String> places = new LinkedHashSet<>();
    for (String resource :
        List.of("io/hecktor/cuda/Main.class", "io/hecktor/cuda/multiply-add.ptx", JNA)) {
      URL url = Main.class.getClassLoader().getResource(resource);
      if (url == null) {
        throw new IOException(resource + " is not on the plugin's class path");
      }
      places.add(place(url, resource));
    }
    return String.join(File.pathSeparator, places);
  }

  private static String place(URL url, String resource) throws IOException {
    String text = url.toString();
    String jar = text.startsWith("jar:") ? text.substring(4) : text;
    String root = jar.substring(0, jar.length() - resource.length());
    try {
      return Path.of(new URI(root.endsWith("!/") ? root.substring(0, root.length() - 2) : root))
          .toString();
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new IOException("no place on a disk: " + url, e);
    }
  }
}
