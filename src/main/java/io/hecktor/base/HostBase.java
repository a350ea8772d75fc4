package io.hecktor.base;

import io.hecktor.ByteSize;
import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.HecktorException;
import io.hecktor.Problem;
import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import io.hecktor.deflate.Framing;
import io.hecktor.elf.Elf;
import io.hecktor.layer.BaseLayers;
import io.hecktor.layer.LayerWriter;
import io.hecktor.oci.ConfigChange;
import io.hecktor.oci.ImageConfig;
import io.hecktor.oci.Layer;
import io.hecktor.oci.Platform;
import io.hecktor.plan.BaseImage;
import io.hecktor.plan.BaseReference;
import io.hecktor.plan.LayerPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The base {@code host}: the C and C++ run-time libraries of this machine that a Java and the
 * native libraries of its jars need, and the few files that a root file system must have. The same
 * libraries give the same diffID.
 */
public final class HostBase {

  private static final String LOADER_PATH = "/lib64/" + HostFiles.LOADER;

  /** ONNX Runtime opens it where TensorRT is asked for; its jar has it for everybody. */
  private static final Set<String> OPTIONAL_CLIENTS =
      Set.of("libonnxruntime_providers_tensorrt.so");

  /** Only a display or a sound card needs these, and their libraries are half a desktop. */
  private static final Set<String> NEVER_LOADED_HEADLESS =
      Set.of("libawt_xawt.so", "libjawt.so", "libsplashscreen.so", "libjsound.so");

  /** glibc loads these itself: the first to end a thread, the second for users before 2.34. */
  private static final List<String> LOADED_BY_GLIBC = List.of("libgcc_s.so.1", "libnss_files.so.2");

  private final BlobStore store;
  private final Framing framing;
  private final Progress progress;
  private final boolean announced;

  /** Writes the layer into a store, and warns that another machine makes another base. */
  public HostBase(BlobStore store, Framing framing, Progress progress) {
    this(store, framing, progress, true);
  }

  /**
   * Writes the layer into a store.
   *
   * @param announced whether to warn; what is held to a lock needs no warning
   */
  HostBase(BlobStore store, Framing framing, Progress progress, boolean announced) {
    this.store = store;
    this.framing = framing;
    this.progress = progress;
    this.announced = announced;
  }

  /**
   * What the base has to serve.
   *
   * @param root the machine's root folder, {@code /}
   * @param demand what the image holds as files
   * @param jars may hold libraries that are unpacked at run time
   * @param work a folder for unpacking them one at a time; made if need be
   * @param time of the layer's entries and of the config, whole seconds
   */
  public record Request(Path root, Demand demand, List<Path> jars, Path work, Instant time) {

    /** Copies the list. */
    public Request {
      jars = List.copyOf(jars);
    }
  }

  /**
   * What an image brings besides its jars, and what that asks of the base.
   *
   * @param nativeFiles programs and libraries
   * @param brought names of further libraries that the image holds
   * @param wanted names of libraries that these ask for
   */
  public record Demand(List<Path> nativeFiles, List<String> brought, List<String> wanted) {

    /** Copies the lists. */
    public Demand {
      nativeFiles = List.copyOf(nativeFiles);
      brought = List.copyOf(brought);
      wanted = List.copyOf(wanted);
    }
  }

  /**
   * Makes the base, or finds it in the store.
   *
   * @throws EnvironmentException if this machine is not linux/amd64 with glibc in the usual places
   * @throws IOException if a jar or a library cannot be read, or the disk is full
   */
  public BaseImage resolve(Request request) throws IOException, HecktorException {
    HostLibraryPath libraryPath = HostLibraryPath.of(request.root());
    String folder = libraryPath.systemFolder().orElseThrow(HostBase::noGlibc);
    SortedMap<String, Path> libraries = libraries(request, libraryPath);
    String hostName = HostFiles.hostName(request.root());
    HostFiles files = new HostFiles(hostName);
    files.addLibraries(folder, libraries);
    files.addLocale(request.root());
    if (announced) {
      announce(hostName);
    }
    LayerPlan plan = new LayerPlan("host base", List.copyOf(files.entries()), request.time());
    BaseImage image = image(plan, request);
    progress.stage(
        "Base host: "
            + libraries.size()
            + " libraries of this machine, "
            + ByteSize.format(plan.contentBytes())
            + ", "
            + image.layers().get(0).diffId());
    return image;
  }

  private static EnvironmentException noGlibc() {
    return new EnvironmentException(
        new Problem(
            ErrorCode.HOST_BASE_IMPOSSIBLE,
            "The base `host` cannot be made on this machine, which has no glibc for x86-64 in the"
                + " usual places.",
            "It consists of the libraries of the machine that builds, and the image is always"
                + " linux/amd64.",
            "Name an image instead, such as `-Dhecktor.base=registry/name:tag@sha256:…`,"
                + " `-Dhecktor.base=tar:base.tar.gz` or `-Dhecktor.base=oci:base`."));
  }

  private SortedMap<String, Path> libraries(Request request, HostLibraryPath libraryPath)
      throws IOException, EnvironmentException {
    List<LibraryClosure.Client> clients = clientsOnDisk(request.demand().nativeFiles());
    Files.createDirectories(request.work());
    clients.addAll(new JarNatives(request.work(), store, progress).find(request.jars()));
    LibraryClosure closure = new LibraryClosure(libraryPath);
    closure.give(request.demand().brought());
    closure.add(clients);
    for (String soname : request.demand().wanted()) {
      closure.addIfPresent(soname);
    }
    closure.addIfPresent("libc.so.6");
    for (String soname : LOADED_BY_GLIBC) {
      closure.addIfPresent(soname);
    }
    warnOfMissing(closure.missing());
    return withLoader(request.root(), closure.found());
  }

  private static List<LibraryClosure.Client> clientsOnDisk(List<Path> files)
      throws IOException, EnvironmentException {
    List<LibraryClosure.Client> clients = new ArrayList<>();
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      Optional<Elf> elf = Elf.read(file);
      if (elf.isPresent() && !NEVER_LOADED_HEADLESS.contains(name)) {
        requireUsualLoader(name, elf.get());
        clients.add(new LibraryClosure.Client(name, elf.get()));
      }
    }
    return clients;
  }

  /** A Java of musl, or of a system that keeps its loader elsewhere, would not even start. */
  private static void requireUsualLoader(String name, Elf elf) throws EnvironmentException {
    String loader = elf.interpreter().orElse(LOADER_PATH);
    if (!loader.equals(LOADER_PATH)) {
      throw new EnvironmentException(
          new Problem(
              ErrorCode.HOST_BASE_LOADER,
              "`" + name + "` asks for the loader `" + loader + "`.",
              "The base `host` has `" + LOADER_PATH + "`, glibc's usual one.",
              "Use a JDK that runs on any Linux with glibc, such as Temurin's:"
                  + " `-Dhecktor.jdk=/path/to/jdk`."));
    }
  }

  private static SortedMap<String, Path> withLoader(Path root, Map<String, Path> libraries)
      throws EnvironmentException {
    Path loader = root.resolve(LOADER_PATH.substring(1));
    if (!Files.isRegularFile(loader)) {
      throw noGlibc();
    }
    SortedMap<String, Path> all = new TreeMap<>(libraries);
    all.put(HostFiles.LOADER, loader);
    return all;
  }

  private void warnOfMissing(SortedMap<String, SortedSet<String>> missing) {
    String list =
        missing.entrySet().stream()
            .filter(entry -> !OPTIONAL_CLIENTS.containsAll(entry.getValue()))
            .map(entry -> entry.getKey() + " for " + String.join(" and ", entry.getValue()))
            .collect(Collectors.joining(", "));
    if (list.isEmpty()) {
      return;
    }
    progress.warn(
        new Problem(
            ErrorCode.HOST_BASE_LACKS_LIBRARIES,
            "The base `host` lacks libraries that this machine does not have: " + list + ".",
            "Whatever loads them fails in the container, if it is reached at all.",
            "Install them here, or name a base that has them:"
                + " `-Dhecktor.base=registry/name:tag@sha256:…`."));
  }

  private void announce(String hostName) {
    progress.warn(
        new Problem(
            ErrorCode.HOST_BASE_IN_USE,
            "The base `host` is made of libraries of this machine (" + hostName + ").",
            "The image is one for trying and not for a release, as another machine makes another"
                + " one.",
            "For a release name an image: `-Dhecktor.base=registry/name:tag@sha256:…`."));
  }

  private BaseImage image(LayerPlan plan, Request request) throws IOException {
    Layer layer =
        new LayerWriter(store, framing, progress, HostFiles.ofSystem(request.root())).layer(plan);
    BaseLayers layers = new BaseLayers(store, progress);
    Optional<BaseLayers.BaseLayer> known = layers.known(layer.descriptor().digest());
    BaseLayers.BaseLayer base = known.isPresent() ? known.get() : layers.adopt(layer.descriptor());
    ConfigChange change =
        new ConfigChange(
            request.time(),
            "",
            "/",
            List.of(),
            Map.of("PATH", "/usr/local/bin:/usr/bin:/bin"),
            Map.of(),
            List.of(new ConfigChange.AddedLayer(plan.name(), layer.diffId())));
    String reference = new BaseReference.Host().text();
    return new BaseImage(
        reference,
        reference + "@" + layer.diffId(),
        ImageConfig.empty(Platform.LINUX_AMD64).extend(change),
        List.of(base.layer()),
        List.of(base.facts()));
  }
}
