package io.hecktor.goal;

import io.hecktor.challenge.Directories;
import io.hecktor.challenge.Limits;
import io.hecktor.challenge.ModelRule;
import io.hecktor.challenge.Profile;
import io.hecktor.oci.ImageConfig;
import io.hecktor.plan.TaskRequest;
import io.hecktor.sandbox.Bind;
import io.hecktor.sandbox.Folders;
import io.hecktor.sandbox.GpuAccess;
import io.hecktor.sandbox.ImageUser;
import io.hecktor.sandbox.MountPoint;
import io.hecktor.sandbox.Program;
import io.hecktor.sandbox.RootfsRequest;
import io.hecktor.sandbox.RunLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How an image is started on any of its cases: its config's words under the profile's rules.
 *
 * @param profile the rules
 * @param task the image's
 * @param program what the config starts
 * @param model the folder of a model that is uploaded apart, where the project has one
 * @param debug whether standard output is kept with the program's output
 * @param gpu what the container gets of the machine's GPU
 */
record ImageStart(
    Profile profile,
    TaskRequest task,
    Program program,
    Optional<Bind> model,
    boolean debug,
    GpuAccess gpu) {

  private static final List<String> FOLDERS = List.of("/proc", "/dev", "/sys", "/tmp");
  private static final List<String> FILES =
      List.of("/etc/hosts", "/etc/hostname", "/etc/resolv.conf");

  static ImageStart of(BuiltImage image, Profile profile, boolean debug, GpuAccess gpu) {
    return new ImageStart(
        profile,
        image.task(),
        program(image.image().config(), debug, gpu),
        profile.model().flatMap(rule -> model(rule, image.task())),
        debug,
        gpu);
  }

  /** The planner writes the user as two numbers, and nothing else gets this far. */
  private static Program program(ImageConfig config, boolean debug, GpuAccess gpu) {
    List<String> argv = new ArrayList<>(config.entrypoint());
    argv.addAll(config.cmd());
    Map<String, String> environment = new LinkedHashMap<>(config.environment());
    if (debug) {
      environment.put("DEBUG", "1");
    }
    String[] user = config.user().split(":", -1);
    String folder = config.workingDirectory();
    return new Program(
        argv,
        gpu.in(environment),
        folder.isEmpty() ? "/" : folder,
        Integer.parseInt(user[0]),
        Integer.parseInt(user[1]));
  }

  private static Optional<Bind> model(ModelRule rule, TaskRequest task) {
    Path folder = task.folder().resolve(rule.folder());
    return Files.isDirectory(folder)
        ? Optional.of(new Bind(folder, rule.path().value()))
        : Optional.empty();
  }

  /** What the image has to be unpacked to, with a place for everything that is mounted in it. */
  RootfsRequest rootfs(BuiltImage image) {
    List<MountPoint> points = new ArrayList<>();
    FOLDERS.forEach(path -> points.add(MountPoint.directory(path)));
    FILES.forEach(path -> points.add(MountPoint.file(path)));
    Folders folders = folders(Path.of(""), Path.of(""));
    List<String> own = new ArrayList<>();
    own.add(folders.inputTarget().orElse(folders.inputPath()));
    own.add(folders.outputPath());
    folders.binds().forEach(bind -> own.add(bind.target()));
    own.stream()
        .filter(path -> !path.startsWith("/tmp/"))
        .forEach(path -> points.add(MountPoint.directory(path)));
    points.addAll(gpu.points());
    return new RootfsRequest(
        image.image().layers(),
        image.layout()::blob,
        new ImageUser(program.uid(), program.gid()),
        points);
  }

  /** The folders of one case's run. */
  Folders folders(Path input, Path output) {
    Directories directories = profile.directories();
    Folders folders = Folders.of(directories, input, output);
    return new Folders(
        folders.input(),
        folders.inputPath(),
        folders.inputTarget(),
        folders.output(),
        folders.outputPath(),
        folders.writable(),
        model.stream().toList());
  }

  /** What one run may cost. */
  RunLimits limits() {
    Limits limits = task.task().limits();
    return new RunLimits(
        limits.time().value(),
        RunLimits.GRACE,
        limits.memoryBytes().value(),
        limits
            .dataSegmentBytes()
            .map(rule -> OptionalLong.of(rule.value()))
            .orElse(OptionalLong.empty()),
        RunLimits.STREAM_BYTES);
  }
}
