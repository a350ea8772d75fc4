package io.hecktor.plan;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.ProjectException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides all that goes into an image; reads the disk and writes nothing. */
public final class Planner {

  /** image-spec, annotations.md: labels of these keys say the same as annotations. */
  private static final String OCI_LABEL = "org.opencontainers.image.";

  /** The name of the layer that holds libraries of CUDA. */
  public static final String CUDA = "cuda";

  private final BuildRequest request;
  private final BaseImage base;
  private final JavaRuntime java;
  private final List<LayerEntry> cuda;

  /** Plans images of one request over one base. */
  public Planner(BuildRequest request, BaseImage base, JavaRuntime java) {
    this(request, base, java, List.of());
  }

  /** Plans images of one request over one base, with libraries of CUDA that are layered. */
  public Planner(BuildRequest request, BaseImage base, JavaRuntime java, List<LayerEntry> cuda) {
    this.request = request;
    this.base = base;
    this.java = java;
    this.cuda = List.copyOf(cuda);
  }

  /**
   * Looks at all that the user brings, before anything is fetched or written.
   *
   * @throws HecktorException if a jar is missing, resources will not do, or no main class is known
   */
  public static void check(BuildRequest request) throws HecktorException {
    classPath(request);
    for (TaskRequest task : request.tasks()) {
      resources(request, task);
      mainClass(request, task);
    }
  }

  /**
   * The layers that all tasks share: run-time image, dependencies, jar.
   *
   * @throws HecktorException if a jar cannot be read
   */
  public SharedLayers sharedLayers() throws HecktorException {
    Folders folders = new Folders(base.files());
    ClassPath classPath = classPath(request);
    List<LayerPlan> layers = new ArrayList<>();
    addLayer(layers, CUDA, folders.withParents(cuda));
    addLayer(layers, "run-time image", folders.withParents(runtimeEntries()));
    addLayer(layers, "dependencies", folders.withParents(classPath.dependencies()));
    addLayer(layers, "jar", folders.withParents(List.of(classPath.app())));
    return new SharedLayers(layers, classPath);
  }

  /**
   * What lies below the resources layer of every task.
   *
   * @param layers the lowest first
   * @param classPath of the entrypoint
   */
  public record SharedLayers(List<LayerPlan> layers, ClassPath classPath) {}

  private void addLayer(List<LayerPlan> layers, String name, List<LayerEntry> entries) {
    if (!entries.isEmpty()) {
      layers.add(new LayerPlan(name, entries, request.settings().time()));
    }
  }

  /**
   * The plan of one task's image.
   *
   * @throws ProjectException if the task's resources will not do, or no main class is known
   */
  public ImagePlan plan(TaskRequest task, SharedLayers shared) throws HecktorException {
    List<LayerPlan> layers = new ArrayList<>(shared.layers());
    addLayer(layers, "resources", resources(request, task));
    return new ImagePlan(
        layers,
        entrypoint(task, shared.classPath()),
        environment(task),
        labels(),
        request.settings().user());
  }

  private static List<LayerEntry> resources(BuildRequest request, TaskRequest task)
      throws HecktorException {
    boolean separateModel =
        request.profile().model().isPresent() && !Files.isDirectory(task.resources());
    return separateModel ? List.of() : Resources.of(task.resources(), ImagePaths.RESOURCES);
  }

  private Map<String, String> environment(TaskRequest task) {
    Map<String, String> own =
        Environment.of(request.profile(), task.task(), request.program(), base.config());
    if (!cuda.isEmpty()) {
      String theirs = base.config().environment().getOrDefault("LD_LIBRARY_PATH", "");
      own.put("LD_LIBRARY_PATH", ImagePaths.CUDA + (theirs.isEmpty() ? "" : ":" + theirs));
    }
    return own;
  }

  /**
   * Only what the image follows from: the commit, say, would make another image of the same
   * content, and the lock that the commit holds could never be true.
   */
  private Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(OCI_LABEL + "title", request.program().artifactId());
    labels.put(OCI_LABEL + "version", request.program().coordinates().version());
    ImageName.of(request.base().text(), base.pinned())
        .ifPresent(
            name -> {
              labels.put(OCI_LABEL + "base.name", name.name());
              name.digest().ifPresent(d -> labels.put(OCI_LABEL + "base.digest", d.toString()));
            });
    request.settings().label().ifPresent(label -> labels.put("io.hecktor.label", label));
    return labels;
  }

  private List<String> entrypoint(TaskRequest task, ClassPath classPath) throws HecktorException {
    List<String> line = new ArrayList<>();
    line.add(java.executable());
    line.addAll(JvmFlags.defaults(java.featureVersion()));
    line.addAll(request.settings().jvmFlags());
    line.add("-cp");
    line.add(classPath.argument());
    line.add(mainClass(request, task));
    return line;
  }

  private static String mainClass(BuildRequest request, TaskRequest task) throws HecktorException {
    Optional<String> configured = task.mainClass().or(request.settings()::mainClass);
    return configured.isPresent()
        ? configured.get()
        : MainClass.find(request.program().jar(), task.task().name());
  }

  private List<LayerEntry> runtimeEntries() {
    List<LayerEntry> entries = new ArrayList<>(java.entries());
    Owner user = request.settings().user();
    Accounts accounts = Accounts.of(base.files(), user);
    if (accounts.changed()) {
      entries.add(text("/etc/passwd", accounts.passwd()));
      entries.add(text("/etc/group", accounts.group()));
    }
    if (!base.files().hasDirectory(accounts.home())) {
      entries.add(
          new LayerEntry.Directory(AbsoluteUnixPath.get(accounts.home()), Modes.FOLDER, user));
    }
    return entries;
  }

  private static LayerEntry text(String path, String text) {
    return new LayerEntry.RegularFile(
        AbsoluteUnixPath.get(path),
        Modes.FILE,
        Owner.ROOT,
        new Content.OfBytes(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static ClassPath classPath(BuildRequest request) throws HecktorException {
    for (Path jar : request.program().jars()) {
      if (!Files.isRegularFile(jar)) {
        throw new ProjectException(
            new Problem(
                ErrorCode.NOT_A_JAR,
                "`" + jar + "` is not a jar file.",
                "The image holds the project's jar and those of its run-time dependencies.",
                "Run the goal after the phase `package`, as `mvn hecktor:build` does by itself."));
      }
    }
    try {
      return ClassPath.of(request.program(), new JarContents(request.natives().stripForeign()));
    } catch (UncheckedIOException e) {
      throw new EnvironmentException(
          new Problem(
              ErrorCode.JAR_UNREADABLE,
              "The program's jars cannot be read.",
              "The image holds the project's jar and those of its run-time dependencies.",
              "Check the permissions of the project's target folder and of the local repository."),
          e);
    }
  }

  /** The jars as they are on the disk, but for what tells who packed the project's own. */
  private record JarContents(boolean strip) implements ClassPath.Sizes {

    @Override
    public Content content(Path file) {
      try {
        Optional<Content> stripped = strip ? StrippedJar.of(file) : Optional.empty();
        return stripped.isPresent() ? stripped.get() : new Content.OfFile(file, Files.size(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Content ownJar(Path jar) {
      try {
        Optional<Content> ruled = RuledJar.of(jar, strip ? StrippedJar.foreign(jar) : Set.of());
        return ruled.isPresent()
            ? ruled.get()
            : new Content.OfPatchedFile(jar, Files.size(jar), JarModes.patches(jar));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
