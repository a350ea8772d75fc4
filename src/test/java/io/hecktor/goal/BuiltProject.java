package io.hecktor.goal;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.archive.ImageLayout;
import io.hecktor.blob.BlobStore;
import io.hecktor.challenge.Profile;
import io.hecktor.challenge.Profiles;
import io.hecktor.challenge.Task;
import io.hecktor.deflate.Framing;
import io.hecktor.layer.LayerWriter;
import io.hecktor.lock.Lockfile;
import io.hecktor.oci.ConfigChange;
import io.hecktor.oci.Image;
import io.hecktor.oci.ImageConfig;
import io.hecktor.oci.Layer;
import io.hecktor.oci.Platform;
import io.hecktor.plan.BaseReference;
import io.hecktor.plan.BuildRequest;
import io.hecktor.plan.Content;
import io.hecktor.plan.Coordinates;
import io.hecktor.plan.LayerEntry;
import io.hecktor.plan.LayerPlan;
import io.hecktor.plan.Owner;
import io.hecktor.plan.Program;
import io.hecktor.plan.RuntimeChoice;
import io.hecktor.plan.TaskRequest;
import io.hecktor.verify.ExpectedUse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A project whose images are built, of one small layer each; cases are put into its folders. */
final class BuiltProject {

  static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  final Path folder;
  final BlobStore store;
  private final Profile profile;
  private final List<TaskRequest> tasks = new ArrayList<>();

  private final Optional<Path> program;

  BuiltProject(Path folder, String profile, List<String> tasks)
      throws IOException, HecktorException {
    this(folder, Profiles.open(profile, folder), tasks, Optional.empty());
  }

  /** A project whose images start a static program. */
  BuiltProject(Path folder, Profile profile, List<String> tasks, Optional<Path> program)
      throws IOException {
    this.folder = folder.resolve("project");
    this.store = new BlobStore(folder.resolve("cache"));
    this.profile = profile;
    this.program = program;
    for (Task task : this.profile.tasks()) {
      if (tasks.contains(task.name())) {
        Path place = this.folder.resolve(task.folders().get(0));
        this.tasks.add(new TaskRequest(task, place, Optional.empty()));
        withCase(task.folders().get(0) + "/test/input");
      }
    }
  }

  BuiltProject withCase(String input) throws IOException {
    Files.createDirectories(folder.resolve(input));
    Files.writeString(folder.resolve(input).resolve("ehr.json"), "{}");
    return this;
  }

  TestRunRequest request(boolean debug, int parallel) {
    BuildRequest build =
        new BuildRequest(
            profile,
            tasks,
            new Program(folder.resolve("a.jar"), Coordinates.parse("org.example:a:1.0"), List.of()),
            new BaseReference.Host(),
            new RuntimeChoice.FromBase(),
            new BuildRequest.Settings(
                new Owner(1000, 1000),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                NOW,
                Framing.STORED),
            folder.resolve("target/hecktor"));
    return new TestRunRequest(
        build,
        folder,
        new TestRunRequest.Options(debug, ExpectedUse.SAME, true, GpuRequest.none(), false),
        new TestRunRequest.BatchOptions(
            Optional.empty(), Optional.empty(), Parallel.of(parallel), false, false),
        () -> NOW);
  }

  List<BuiltImage> images() throws IOException {
    List<BuiltImage> images = new ArrayList<>();
    for (TaskRequest task : tasks) {
      images.add(image(task));
    }
    return images;
  }

  private BuiltImage image(TaskRequest task) throws IOException {
    String name = task.task().name();
    LayerEntry file =
        new LayerEntry.RegularFile(
            AbsoluteUnixPath.get("/opt/app/task.txt"),
            0644,
            new Owner(0, 0),
            new Content.OfBytes(name.getBytes(StandardCharsets.UTF_8)));
    List<LayerEntry> entries = new ArrayList<>(List.of(file));
    if (program.isPresent()) {
      entries.add(
          new LayerEntry.RegularFile(
              AbsoluteUnixPath.get("/opt/app/program"),
              0755,
              new Owner(0, 0),
              new Content.OfBytes(Files.readAllBytes(program.get()))));
    }
    entries.sort(java.util.Comparator.comparing(entry -> entry.path().toString()));
    Layer layer =
        new LayerWriter(store, Framing.STORED, Progress.silent())
            .layer(new LayerPlan("app", entries, NOW));
    ImageConfig config =
        ImageConfig.empty(Platform.LINUX_AMD64)
            .extend(
                new ConfigChange(
                    NOW,
                    "1001:1002",
                    "/opt/app",
                    program.isPresent()
                        ? List.of("/opt/app/program")
                        : List.of("/opt/java/bin/java", "Main"),
                    Map.of("HECKTOR_TASK", name),
                    Map.of(),
                    List.of(new ConfigChange.AddedLayer("app", layer.diffId()))));
    Image image = new Image(config, List.of(layer));
    ImageLayout layout = new ImageLayout(folder.resolve("target/hecktor/" + name + "/image"));
    layout.write(image, name, store);
    return new BuiltImage(task, image, layout, new Lockfile(List.of()));
  }

  Path run(String task) {
    return folder.resolve("target/hecktor").resolve(task).resolve("test-run");
  }
}
