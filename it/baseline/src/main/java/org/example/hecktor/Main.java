package org.example.hecktor;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The program that the container starts, once per case.
 *
 * <p>Progress goes to standard output. Standard error stays empty on success, since the platform
 * shows a run that wrote there as a warning; on failure it holds exactly one line, since the
 * platform shows its last line to the participant.
 */
public final class Main {
  private Main() {}

  /**
   * Runs the task that {@code HECKTOR_TASK} names.
   *
   * @param args none are read
   */
  public static void main(String[] args) {
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    System.exit(run(System.getenv(), out, err));
  }

  /**
   * Runs one case.
   *
   * @return the exit code: 0 when the output was written, 1 when it was not
   */
  static int run(Map<String, String> environment, PrintStream out, PrintStream err) {
    try {
      Settings settings = Settings.parse(environment);
      settings.task().run(settings, out::println);
      out.println("Done.");
      return 0;
    } catch (InferenceException e) {
      return fail(err, e.getMessage());
    } catch (OutOfMemoryError e) {
      return fail(err, "The images do not fit into the Java heap. Give it more with -Xmx.");
    } catch (RuntimeException e) {
      return fail(err, "This program has a fault: " + e + at(e) + ". Please report it.");
    }
  }

  private static int fail(PrintStream err, String message) {
    err.println(message.replaceAll("\\R", " "));
    return 1;
  }

  private static String at(RuntimeException e) {
    StackTraceElement[] trace = e.getStackTrace();
    return trace.length == 0 ? "" : " at " + trace[0];
  }

  /** The platform stops a program that writes anything but UTF-8, whatever the locale is. */
  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
