package io.hecktor.goal;

import io.hecktor.HecktorException;
import io.hecktor.base.BaseResolver;
import io.hecktor.base.CredentialSources;
import io.hecktor.base.RegistrySettings;
import io.hecktor.blob.BlobStore;
import io.hecktor.challenge.Profile;
import io.hecktor.challenge.Profiles;
import io.hecktor.challenge.Task;
import io.hecktor.deflate.Framing;
import io.hecktor.describe.GitCheckout;
import io.hecktor.describe.Licences;
import io.hecktor.lock.LockRequest;
import io.hecktor.oci.Platform;
import io.hecktor.plan.BaseReference;
import io.hecktor.plan.BuildRequest;
import io.hecktor.plan.Coordinates;
import io.hecktor.plan.Natives;
import io.hecktor.plan.Owner;
import io.hecktor.plan.Program;
import io.hecktor.plan.RuntimeChoice;
import io.hecktor.plan.TaskRequest;
import io.hecktor.testing.ImageFixtures;
import io.hecktor.testing.InProcessRegistry;
import io.hecktor.testing.RecordingProgress;
import io.hecktor.testing.TarBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/**
 * A project that is built for real but in a moment: its Java is a folder with a program that is
 * none, its base comes from a registry on loopback, and all its parts can be changed one by one.
 */
final class LockedProject implements AutoCloseable {

  static final String LIB = "org.example:lib:jar:1.0:compile";

  final Path folder;
  final Path jars;
  final InProcessRegistry registry;
  String base;
  String profile = "hecktor2025";
  String user = "1000:1000";
  String time = "2025-07-01T00:00:00Z";
  Optional<String> label = Optional.empty();
  Framing framing = Framing.AUTO;
  Natives natives = Natives.asTheyCome();
  Optional<Long> archiveLimit = Optional.empty();
  List<String> jvmFlags = List.of();
  List<String> tasks = List.of("task1", "task2");
  List<Program.Dependency> dependencies = new ArrayList<>();
  String mainClass = "org.example.Main";
  String version = "1.0";
  String plugin = "1.0";
  boolean offline;
  List<String> sign = List.of();
  Licences licences = artifact -> List.of();
  Path cache;
  RecordingProgress progress = new RecordingProgress();

  LockedProject(Path folder) throws IOException {
    this(folder, folder.resolve("project"));
  }

  /** A project whose jars lie elsewhere. */
  LockedProject(Path folder, Path jars) throws IOException {
    this.folder = folder.resolve("project");
    this.jars = jars;
    this.cache = folder.resolve("cache");
    registry = InProcessRegistry.start();
    base = registry.host() + "/base:1";
    publish("1", "first");
    write("Task1/resources/a.bin", "weights of task 1");
    write("Task1/resources/sub/b c.bin", "more");
    write("Task2/resources/a.bin", "weights of task 2");
    java("Example", "17.0.1", "java.base java.logging");
    jar("app.jar", "Main.class", "main");
    dependencies.add(dependency("lib", LIB, "lib"));
    dependencies.add(dependency("other", "org.example:other:jar:2.0:compile", "other"));
  }

  void publish(String tag, String content) {
    byte[] tar = new TarBytes().file("etc/content", content).bytes();
    registry.add(tag, ImageFixtures.ociImage(Platform.LINUX_AMD64, ImageFixtures.gzipLayer(tar)));
  }

  Path write(String path, String content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  /** The smallest thing that passes for a program on Linux and x86-64. */
  void java(String vendor, String version, String modules) throws IOException {
    byte[] elf = new byte[64];
    byte[] head = {0x7f, 'E', 'L', 'F', 2, 1, 1};
    System.arraycopy(head, 0, elf, 0, head.length);
    elf[16] = 2;
    elf[18] = 62;
    Path java = write("jre/bin/java", "");
    Files.write(java, elf);
    write(
        "jre/release",
        "IMPLEMENTOR=\"%s\"\nJAVA_VERSION=\"%s\"\nMODULES=\"%s\"\n"
            .formatted(vendor, version, modules));
  }

  Path jar(String name, String entry, String content) throws IOException {
    Path jar = jars.resolve(name);
    Files.createDirectories(jars);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      ZipEntry one = new ZipEntry(entry);
      one.setTime(0);
      out.putNextEntry(one);
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }

  Program.Dependency dependency(String name, String coordinates, String content)
      throws IOException {
    Path jar = jar(name + ".jar", name + ".class", content);
    return new Program.Dependency("org.example", coordinates, jar);
  }

  BuildRequest request() throws HecktorException {
    Profile rules = Profiles.open(profile, folder);
    if (archiveLimit.isPresent()) {
      long bytes = archiveLimit.get();
      rules =
          rules.withLimits(
              limits ->
                  limits.withArchive(
                      limits.archiveBytes().overriddenBy(bytes, "hecktor.archiveLimit")));
    }
    List<TaskRequest> asked = new ArrayList<>();
    for (Task task : rules.tasks()) {
      if (tasks.contains(task.name())) {
        Path place = folder.resolve(task.folders().get(0));
        asked.add(new TaskRequest(task, place, Optional.empty()));
      }
    }
    String[] ids = user.split(":", -1);
    return new BuildRequest(
        rules,
        asked,
        new Program(
            jars.resolve("app.jar"), Coordinates.parse("org.example:app:" + version), dependencies),
        new BaseReference.Registry(base),
        new RuntimeChoice.Folder(folder.resolve("jre")),
        new BuildRequest.Settings(
            new Owner(Integer.parseInt(ids[0]), Integer.parseInt(ids[1])),
            Optional.of(mainClass),
            jvmFlags,
            label,
            Instant.parse(time),
            framing),
        natives,
        folder.resolve("target/hecktor"));
  }

  BlobStore store() {
    return new BlobStore(cache);
  }

  BuildGoal goal(LockRequest.Mode mode) throws HecktorException {
    progress = new RecordingProgress();
    BaseResolver bases =
        new BaseResolver(
            store(),
            progress,
            new RegistrySettings(
                new CredentialSources(Map.of(), List.of(), List.of()), List.of(), false, offline));
    LockRequest lock = new LockRequest(lockFile(), mode, tasks.size() > 1, plugin);
    Describer.Sources sources =
        new Describer.Sources(plugin, folder, licences, GitCheckout.of(folder));
    Describer describer = new Describer(store(), sources, progress);
    return new BuildGoal(
        store(), bases, new Bookkeeping(LockKeeper.open(lock, progress), describer), progress);
  }

  List<BuiltImage> build(LockRequest.Mode mode) throws HecktorException {
    return goal(mode).run(request());
  }

  List<SavedArchive> save(LockRequest.Mode mode) throws HecktorException {
    SaveRequest save = new SaveRequest(request(), "app", false, sign, Instant.EPOCH);
    return new SaveGoal(goal(mode), store(), progress).run(save);
  }

  Path lockFile() {
    return folder.resolve("hecktor.lock");
  }

  String lock() throws IOException {
    return Files.readString(lockFile());
  }

  @Override
  public void close() {
    registry.close();
  }
}
