package @package@;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** The program that the container starts, once per case. */
public final class Main {

  private Main() {}

  /**
   * Runs the task that {@code HECKTOR_TASK} names.
   *
   * @param args none are read
   */
  public static void main(String[] args) {
    // The platform stops a program that writes anything but UTF-8, whatever the locale is.
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    System.exit(run(System.getenv(), err));
  }

  /**
   * Runs one case. Standard error stays empty on success, as the platform takes anything there for a
   * warning; on failure its last line is what the platform shows.
   *
   * @return the exit code
   */
  static int run(Map<String, String> environment, PrintStream err) {
    try {
      predict(environment);
      return 0;
    } catch (IOException | RuntimeException e) {
      e.printStackTrace(err);
      err.println(String.valueOf(e).replaceAll("\\R", " "));
      return 1;
    }
  }

  private static void predict(Map<String, String> environment) throws IOException {
    String task = required(environment, "HECKTOR_TASK");
    PatientCase patient = new PatientCase(Path.of(required(environment, "HECKTOR_INPUT")));
    Path model = @model@;
    Inference inference = new Inference(patient, Rule.read(model));
    Outputs outputs = new Outputs(Path.of(required(environment, "HECKTOR_OUTPUT")));
    switch (task) {
@cases@      default -> throw new IOException("HECKTOR_TASK is `" + task + "`, a task that is not here.");
    }
  }

  private static String required(Map<String, String> environment, String name) throws IOException {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new IOException(name + " is not set; the image sets it.");
    }
    return value;
  }
}
