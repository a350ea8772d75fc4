package io.hecktor.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import io.hecktor.HecktorException;
import io.hecktor.ProjectException;
import io.hecktor.challenge.Profile;
import io.hecktor.challenge.Profiles;
import io.hecktor.deflate.Framing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlannerTest {

  private static final Instant TIME = Instant.ofEpochSecond(1_600_000_000);
  private static final Owner USER = new Owner(1000, 1000);

  @TempDir Path project;
  BaseImage base;
  Optional<String> mainClass = Optional.of("org.example.Main");
  Optional<String> label = Optional.empty();
  List<String> jvmFlags = List.of("-Xmx8g");
  List<Program.Dependency> dependencies = List.of();

  @BeforeEach
  void makeProject() throws IOException {
    base = SampleBase.withEnvironment("PATH=/usr/bin");
    new SampleJar().type("", "Main", SampleJar.MAIN).write(project.resolve("infer-1.0.jar"));
    for (String task : List.of("Task1", "Task2", "Task")) {
      Path resources = Files.createDirectories(project.resolve(task).resolve("resources"));
      Files.writeString(resources.resolve("model.json"), "{\"" + task + "\":1}");
    }
    dependencies = List.of(dependency("org.z", "zlib.jar"), dependency("org.a", "alib.jar"));
  }

  private Program.Dependency dependency(String group, String name) throws IOException {
    Path file = Files.createDirectories(project.resolve("repo").resolve(group)).resolve(name);
    return new Program.Dependency(group, group + ":x:1", Files.writeString(file, group));
  }

  private BuildRequest request(Profile profile) {
    List<TaskRequest> tasks =
        profile.tasks().stream()
            .filter(task -> Files.isDirectory(project.resolve(task.folders().get(0))))
            .map(
                task ->
                    new TaskRequest(task, project.resolve(task.folders().get(0)), Optional.empty()))
            .toList();
    return new BuildRequest(
        profile,
        tasks,
        new Program(
            project.resolve("infer-1.0.jar"),
            Coordinates.parse("org.example:infer:1.0"),
            dependencies),
        new BaseReference.Archive("tar:base.tar", project.resolve("base.tar")),
        new RuntimeChoice.FromBase(),
        new BuildRequest.Settings(USER, mainClass, jvmFlags, label, TIME, Framing.AUTO),
        project.resolve("target/hecktor"));
  }

  private BuildRequest request() throws HecktorException {
    return request(Profiles.open("hecktor2025", project));
  }

  private static JavaRuntime java(int version, LayerEntry... entries) {
    return new JavaRuntime("/opt/java/bin/java", version, List.of(entries), "Sample 17");
  }

  private static JavaRuntime layeredJava() {
    AbsoluteUnixPath home = ImagePaths.JAVA_HOME;
    return java(
        17,
        new LayerEntry.Directory(home, 0755, Owner.ROOT),
        new LayerEntry.Directory(home.resolve("bin"), 0755, Owner.ROOT),
        new LayerEntry.RegularFile(
            home.resolve("bin/java"), 0755, Owner.ROOT, new Content.OfBytes(new byte[10])));
  }

  private ImagePlan plan(BuildRequest request, JavaRuntime java, int task) throws HecktorException {
    Planner planner = new Planner(request, base, java);
    return planner.plan(request.tasks().get(task), planner.sharedLayers());
  }

  private ImagePlan plan() throws HecktorException {
    return plan(request(), layeredJava(), 0);
  }

  private static List<String> facts(LayerPlan layer) {
    return layer.entries().stream().map(PlannerTest::fact).toList();
  }

  private static String fact(LayerEntry entry) {
    int mode =
        entry instanceof LayerEntry.Directory directory
            ? directory.mode()
            : ((LayerEntry.RegularFile) entry).mode();
    return Integer.toOctalString(mode) + " " + entry.owner() + " " + entry.path();
  }

  @Test
  void layersWhatChangesLeastFirst() throws HecktorException {
    ImagePlan plan = plan();
    assertThat(plan.layers().stream().map(LayerPlan::name))
        .containsExactly("run-time image", "dependencies", "jar", "resources");
    assertThat(plan.layers()).allSatisfy(layer -> assertThat(layer.time()).isEqualTo(TIME));
  }

  @Test
  void saysEveryEntryOfEveryLayer() throws HecktorException {
    List<LayerPlan> layers = plan().layers();
    assertThat(facts(layers.get(0)))
        .containsExactly(
            "644 0:0 /etc/group",
            "644 0:0 /etc/passwd",
            "755 1000:1000 /home/hecktor",
            "755 0:0 /opt",
            "755 0:0 /opt/java",
            "755 0:0 /opt/java/bin",
            "755 0:0 /opt/java/bin/java");
    assertThat(facts(layers.get(1)))
        .containsExactly(
            "755 0:0 /opt/app",
            "755 0:0 /opt/app/lib",
            "644 0:0 /opt/app/lib/alib.jar",
            "644 0:0 /opt/app/lib/zlib.jar");
    assertThat(facts(layers.get(2))).containsExactly("644 0:0 /opt/app/infer.jar");
    assertThat(facts(layers.get(3)))
        .containsExactly("755 0:0 /opt/app/resources", "644 0:0 /opt/app/resources/model.json");
  }

  @Test
  void differsBetweenTasksInResourcesAndConfigAlone() throws HecktorException {
    BuildRequest request = request();
    Planner planner = new Planner(request, base, layeredJava());
    Planner.SharedLayers shared = planner.sharedLayers();
    ImagePlan one = planner.plan(request.tasks().get(0), shared);
    ImagePlan two = planner.plan(request.tasks().get(1), shared);
    assertThat(one.layers().subList(0, 3)).isEqualTo(two.layers().subList(0, 3));
    assertThat(one.layers().get(3)).isNotEqualTo(two.layers().get(3));
    assertThat(one.entrypoint()).isEqualTo(two.entrypoint());
    assertThat(two.environment()).containsEntry("HECKTOR_TASK", "task2");
  }

  @Test
  void writesTheWholeCommandLineOut() throws HecktorException {
    assertThat(plan().entrypoint())
        .containsExactly(
            "/opt/java/bin/java",
            "-Dfile.encoding=UTF-8",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8",
            "-XX:ErrorFile=/tmp/hs_err_pid%p.log",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xmx8g",
            "-cp",
            "/opt/app/infer.jar:/opt/app/lib/zlib.jar:/opt/app/lib/alib.jar",
            "org.example.Main");
  }

  @Test
  void allowsNativeAccessWhereJavaWouldWarn() throws HecktorException {
    String flag = "--enable-native-access=ALL-UNNAMED";
    assertThat(plan(request(), java(23), 0).entrypoint()).doesNotContain(flag);
    assertThat(plan(request(), java(24), 0).entrypoint()).contains(flag);
  }

  @Test
  void findsTheMainClassWhereNoneIsNamed() throws HecktorException {
    mainClass = Optional.empty();
    assertThat(plan().entrypoint()).endsWith("p.Main");
  }

  @Test
  void prefersTheTasksOwnMainClass() throws HecktorException {
    BuildRequest all = request();
    TaskRequest task = all.tasks().get(0);
    TaskRequest own = new TaskRequest(task.task(), task.folder(), Optional.of("org.example.Own"));
    Planner planner = new Planner(all, base, layeredJava());
    assertThat(planner.plan(own, planner.sharedLayers()).entrypoint()).endsWith("org.example.Own");
  }

  @Test
  void tellsJarsOfOneFileNameApart() throws Exception {
    dependencies =
        List.of(
            dependency("org.a", "core.jar"),
            dependency("org.b", "core.jar"),
            dependency("org.c", "other.jar"));
    ImagePlan plan = plan();
    assertThat(plan.entrypoint())
        .contains(
            "/opt/app/infer.jar:/opt/app/lib/org.a-core.jar:/opt/app/lib/org.b-core.jar"
                + ":/opt/app/lib/other.jar");
    assertThat(plan.layers().get(1).contentBytes()).isEqualTo(15);
  }

  @Test
  void tellsJarsOfOneFileNameAndGroupApart() throws Exception {
    Program.Dependency first = dependency("org.a", "core.jar");
    Path other = Files.createDirectories(project.resolve("module")).resolve("core.jar");
    Files.writeString(other, "another");
    dependencies =
        List.of(
            first,
            new Program.Dependency("org.a", "org.a:y:1", other),
            dependency("org.c", "org.a-core.jar"));
    assertThat(facts(plan().layers().get(1)).stream().filter(fact -> fact.endsWith(".jar")))
        .hasSize(3)
        .doesNotHaveDuplicates();
  }

  @Test
  void addsAnEnvironmentToABaseThatHasNone() throws HecktorException {
    assertThat(plan().environment())
        .containsExactly(
            java.util.Map.entry("HECKTOR_TASK", "task1"),
            java.util.Map.entry("HECKTOR_INPUT", "/tmp/input"),
            java.util.Map.entry("HECKTOR_OUTPUT", "/tmp/output"),
            java.util.Map.entry("HECKTOR_RESOURCES", "/opt/app/resources"),
            java.util.Map.entry("LC_ALL", "C.UTF-8"),
            java.util.Map.entry("NVIDIA_VISIBLE_DEVICES", "all"),
            java.util.Map.entry("NVIDIA_DRIVER_CAPABILITIES", "compute,utility"));
  }

  @Test
  void leavesTheBasesLocaleAndDriverSettings() throws Exception {
    base = SampleBase.withEnvironment("LANG=de_DE.UTF-8", "NVIDIA_VISIBLE_DEVICES=0");
    assertThat(plan().environment())
        .doesNotContainKeys("LC_ALL", "LANG", "NVIDIA_VISIBLE_DEVICES")
        .containsEntry("NVIDIA_DRIVER_CAPABILITIES", "compute,utility");
    base = SampleBase.withEnvironment("LC_ALL=C", "NVIDIA_DRIVER_CAPABILITIES=all");
    assertThat(plan().environment())
        .doesNotContainKeys("LC_ALL", "NVIDIA_DRIVER_CAPABILITIES")
        .containsEntry("NVIDIA_VISIBLE_DEVICES", "all");
  }

  @Test
  void switchesTelemetryOffWhereOnnxRuntimeMayHaveIt() throws Exception {
    assertThat(plan().environment()).doesNotContainKey("ORT_DISABLE_TELEMETRY");
    dependencies = List.of(dependency("com.microsoft.onnxruntime", "onnxruntime.jar"));
    assertThat(plan().environment()).containsEntry("ORT_DISABLE_TELEMETRY", "1");
    base = SampleBase.withEnvironment("ORT_DISABLE_TELEMETRY=0");
    assertThat(plan().environment()).doesNotContainKey("ORT_DISABLE_TELEMETRY");
  }

  @Test
  void labelsWhatTheImageFollowsFromAndWhatIsAskedFor() throws HecktorException {
    assertThat(plan().labels())
        .containsEntry("org.opencontainers.image.title", "infer")
        .containsEntry("org.opencontainers.image.version", "1.0")
        .allSatisfy((key, value) -> assertThat(key).startsWith("org.opencontainers.image."));
    label = Optional.of("second try");
    assertThat(plan().labels()).containsEntry("io.hecktor.label", "second try");
    assertThat(plan().user()).isEqualTo(USER);
  }

  @Test
  void layersNoRunTimeImageThatTheBaseBrings() throws HecktorException {
    ImagePlan plan = plan(request(), java(0), 0);
    assertThat(facts(plan.layers().get(0)))
        .containsExactly(
            "644 0:0 /etc/group", "644 0:0 /etc/passwd", "755 1000:1000 /home/hecktor");
  }

  @Test
  void leavesOutLayersThatWouldBeEmpty() throws Exception {
    dependencies = List.of();
    base =
        new BaseImage(
            base.reference(),
            base.pinned(),
            base.config(),
            List.of(),
            List.of(
                SampleBase.layer(
                    java.util.Map.of(
                        "etc/passwd", "u:x:1000:1000::/:\n", "etc/group", "u:x:1000:\n"))));
    assertThat(plan(request(), java(0), 0).layers().stream().map(LayerPlan::name))
        .as("that user's home is the root folder, which every image has")
        .containsExactly("jar", "resources");
  }

  @Test
  void leavesWeightsOutThatAreUploadedApart() throws Exception {
    BuildRequest request = request(Profiles.open("hecktor2026", project));
    assertThat(plan(request, layeredJava(), 0).layers()).hasSize(4);
    Files.delete(project.resolve("Task/resources/model.json"));
    Files.delete(project.resolve("Task/resources"));
    assertThat(plan(request, layeredJava(), 0).layers().stream().map(LayerPlan::name))
        .containsExactly("run-time image", "dependencies", "jar");
  }

  @Test
  void checksResourcesAndJarsBeforeAnythingIsFetched() throws Exception {
    BuildRequest request = request();
    Planner.check(request);
    Files.delete(project.resolve("Task2/resources/model.json"));
    assertThatThrownBy(() -> Planner.check(request))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("Task2");
    Path jar = dependencies.get(1).file();
    Files.delete(jar);
    assertThatThrownBy(() -> Planner.check(request))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("`" + jar + "` is not a jar file");
  }

  @Test
  void writesNothing() throws Exception {
    plan();
    assertThat(project.resolve("target")).doesNotExist();
  }
}
