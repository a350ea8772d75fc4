package org.example.petct.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.example.petct.InferenceException;
import org.example.petct.task.Folders;
import org.example.petct.task.Task;

/**
 * A program that a container starts once per case.
 *
 * <p>Progress goes to standard output. Standard error stays empty on success, since the platform
 * shows a run that wrote there as a warning; on failure it holds exactly one line, since the
 * platform shows its last line to the participant.
 *
 * @param tasks finds the task that the environment names
 * @param models finds the folder of its networks
 */
public record Program(Setting<Task> tasks, Setting<Path> models) {

  /** Something that the environment decides. */
  @FunctionalInterface
  public interface Setting<T> {

    /** Decides it, or tells what is wrong with the environment. */
    T of(Settings settings) throws InferenceException;
  }

  /** Runs with the process's environment and streams, and ends the process. */
  public void runAndExit() {
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    System.exit(run(System.getenv(), out, err));
  }

  /**
   * Runs one case.
   *
   * @return the exit code: 0 when the output was written, 1 when it was not
   */
  public int run(Map<String, String> environment, PrintStream out, PrintStream err) {
    try {
      Settings settings = new Settings(environment);
      Task task = tasks.of(settings);
      Folders folders =
          new Folders(
              settings.folder("HECKTOR_INPUT"),
              settings.folder("HECKTOR_OUTPUT"),
              models.of(settings));
      task.run(folders, out::println);
      out.println("Done.");
      return 0;
    } catch (InferenceException e) {
      return fail(err, e.getMessage());
    } catch (OutOfMemoryError e) {
      return fail(err, "The images do not fit into the Java heap. Give it more with -Xmx.");
    } catch (ArithmeticException e) {
      return fail(err, "The images have more voxels than an array can hold. Cut them. " + at(e));
    } catch (RuntimeException | LinkageError e) {
      return fail(err, "This program has a fault: " + e + at(e) + ". Please report it.");
    }
  }

  private static int fail(PrintStream err, String message) {
    err.println(message.replaceAll("\\R", " "));
    return 1;
  }

  private static String at(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    return trace.length == 0 ? "" : " at " + trace[0];
  }

  /** The platform stops a program that writes anything but UTF-8, whatever the locale is. */
  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
