package io.hecktor.goal;

import io.hecktor.sandbox.Bind;
import io.hecktor.sandbox.FileTrees;
import io.hecktor.sandbox.Folders;
import io.hecktor.sandbox.ImageSource;
import io.hecktor.sandbox.Program;
import io.hecktor.sandbox.RunFiles;
import io.hecktor.sandbox.RunLimits;
import io.hecktor.sandbox.RunSpec;
import io.hecktor.trace.Patch;
import io.hecktor.verify.LocalCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * How an image with a Java entrypoint is started with a recorder in its {@code java.base}. Of the
 * image itself nothing changes: patch and records are mounted where no image has anything.
 */
final class PatchedStart {

  private static final Patch.Place PLACE =
      new Patch.Place("/dev/hecktor-code/patch", "/dev/hecktor-code/records");

  /** A patched Java starts without its archive of shared classes. */
  private static final Duration STARTS_SLOWER = Duration.ofSeconds(15);

  private static final String LAUNCHER = "/bin/java";
  private static final String PATCH = "patch";

  private final ImageStart start;
  private final ImageSource image;
  private final Path folder;
  private boolean prepared;

  /**
   * Nothing is made before it is needed.
   *
   * @param folder for the patch and what the runs leave, on a disk of this machine
   */
  PatchedStart(ImageStart start, ImageSource image, Path folder) {
    this.start = start;
    this.image = image;
    this.folder = folder;
  }

  /** Java can't be patched here; the message says why. */
  static final class ImpossibleException extends Exception {

    private static final long serialVersionUID = 1;

    private final String reason;

    ImpossibleException(String reason, Throwable cause) {
      super(reason, cause);
      this.reason = reason;
    }

    ImpossibleException(String reason) {
      super(reason);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  String task() {
    return start.task().task().name();
  }

  /** Makes the patch, once. */
  void prepare() throws ImpossibleException, IOException {
    if (prepared) {
      return;
    }
    Path modules = modules();
    FileTrees.delete(folder);
    Files.createDirectories(folder);
    Folders folders = start.folders(Path.of(""), Path.of(""));
    List<String> passedOver = new ArrayList<>(List.of("/proc", "/dev", "/sys"));
    passedOver.addAll(folders.writable());
    List<String> watched = new ArrayList<>(List.of(folders.inputPath()));
    folders.inputTarget().ifPresent(watched::add);
    Patch.Watched rules = new Patch.Watched(passedOver, watched);
    try {
      Patch.write(modules, rules, PLACE, folder.resolve(PATCH));
    } catch (IOException e) {
      throw new ImpossibleException("the image's Java " + e.getMessage() + ".", e);
    }
    prepared = true;
  }

  private Path modules() throws ImpossibleException {
    String first = start.program().argv().get(0);
    String launcher = first.startsWith("/") ? image.canonical(first) : "";
    if (!launcher.endsWith(LAUNCHER) || image.file(launcher).isEmpty()) {
      throw new ImpossibleException("the entrypoint's first word, `" + first + "`, is no Java.");
    }
    String home = launcher.substring(0, launcher.length() - LAUNCHER.length());
    Optional<Path> modules = image.file(home + "/lib/modules");
    if (modules.isEmpty()) {
      throw new ImpossibleException("the image's Java has no `" + home + "/lib/modules`.");
    }
    return modules.get();
  }

  /** The program's path, absolute and without links. */
  String canonical(String path) {
    return image.canonical(
        path.startsWith("/") ? path : start.program().workingDirectory() + "/" + path);
  }

  /**
   * A run of a case.
   *
   * @param folder of all that it leaves; to be removed after it
   * @param records what the recorder writes to
   */
  record Run(PatchedStart patched, LocalCase local, Duration time, Path folder, Path records) {

    RunSpec spec(BooleanSupplier enough) {
      return patched.spec(this, enough);
    }
  }

  /**
   * Gets ready for a run.
   *
   * @param took how long the case took without the patch
   */
  Run run(LocalCase local, Duration took) throws IOException {
    Path own = folder.resolve("case-" + local.name());
    FileTrees.delete(own);
    Files.createDirectories(own.resolve("output"));
    Path records = Files.createFile(own.resolve("records"));
    if (records.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      // The program's user may be another one.
      Files.setPosixFilePermissions(records, PosixFilePermissions.fromString("rw-rw-rw-"));
    }
    Duration limit = start.limits().time();
    Duration time = took.plus(STARTS_SLOWER);
    return new Run(this, local, time.compareTo(limit) < 0 ? time : limit, own, records);
  }

  private RunSpec spec(Run run, BooleanSupplier enough) {
    Program program = start.program();
    RunLimits limits = start.limits();
    return new RunSpec(
        image,
        new Program(
            Patch.words(program.argv(), PLACE),
            program.environment(),
            program.workingDirectory(),
            program.uid(),
            program.gid()),
        folders(run),
        new RunLimits(
            run.time(),
            limits.grace(),
            limits.memoryBytes(),
            limits.dataSegmentBytes(),
            limits.streamBytes()),
        new RunFiles(
            run.folder().resolve("scratch"),
            run.folder().resolve("stdout.log"),
            run.folder().resolve("stderr.log")),
        start.gpu(),
        enough);
  }

  private Folders folders(Run run) {
    Folders usual = start.folders(run.local().input(), run.folder().resolve("output"));
    List<Bind> binds = new ArrayList<>(usual.binds());
    binds.add(new Bind(folder.resolve(PATCH), PLACE.patch()));
    binds.add(new Bind(run.records(), PLACE.records(), true));
    return new Folders(
        usual.input(),
        usual.inputPath(),
        usual.inputTarget(),
        usual.output(),
        usual.outputPath(),
        usual.writable(),
        binds);
  }
}
