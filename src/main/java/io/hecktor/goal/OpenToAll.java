package io.hecktor.goal;

import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import io.hecktor.ProjectException;
import io.hecktor.sandbox.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * Whether a folder's files are open to the program's user. The platform hands every program files
 * that it may read. Here they are the user's own, and where the program has a number of its own,
 * closed ones would make it fail for what is no fault of it.
 *
 * @param program whose user is to read
 */
record OpenToAll(Program program) {

  private static final int READ = 04;
  private static final int ENTER = 01;

  /**
   * Looks at all that is below a folder; links count by where they lead.
   *
   * @param label how messages name the folder
   * @throws ProjectException naming the first file or folder that is closed
   */
  void require(Path folder, String label) throws ProjectException, IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Iterator<Path> all = files.sorted().iterator(); all.hasNext(); ) {
        Path file = all.next();
        if (Files.exists(file) && !isOpen(file)) {
          String name = folder.relativize(file).toString();
          throw closed(name.isEmpty() ? label : label + "/" + name, label);
        }
      }
    }
  }

  private boolean isOpen(Path file) throws IOException {
    int wanted = Files.isDirectory(file) ? READ | ENTER : READ;
    int mode = (Integer) Files.getAttribute(file, "unix:mode");
    boolean owner = Files.getAttribute(file, "unix:uid").equals(program.uid());
    boolean group = Files.getAttribute(file, "unix:gid").equals(program.gid());
    int allowed = owner ? mode >> 6 : group ? mode >> 3 : mode;
    return (allowed & wanted) == wanted;
  }

  private ProjectException closed(String file, String label) {
    return new ProjectException(
        new Problem(
            ErrorCode.INPUT_CLOSED,
            "`" + file + "` is closed to the program's user " + program.uid() + ".",
            "The platform lets the program read every input, but a test run that root starts shows"
                + " it the file with the permissions that it has here.",
            "Run `chmod -R o+rX " + label + "`, or run the goal as an ordinary user."));
  }
}
