package io.hecktor.gpu;

import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import io.hecktor.oci.Digest;
import io.hecktor.plan.Natives;
import io.hecktor.plan.ZipDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Chooses, from a jar with all of CUDA, the libraries that a program's jars ask for, whether their
 * headers say so or they load them by name.
 */
public final class CudaLibraries {

  private static final String RECORDS = "cuda-1";
  private static final Pattern LICENCE =
      Pattern.compile("(?i)(.*/)?[^/]*(licen[cs]e|eula|third.?party)[^/]*\\.(txt|pdf|md|html)");

  private final BlobStore store;
  private final Progress progress;

  /** Keeps what it finds in a store. */
  public CudaLibraries(BlobStore store, Progress progress) {
    this.store = store;
    this.progress = progress;
  }

  /**
   * The libraries chosen.
   *
   * @param entries of the jar, libraries and licences
   * @param libraries by the names of their entries
   * @param wanted libraries of the system that these ask for
   */
  public record Chosen(List<ZipEntry> entries, List<NativeLibrary> libraries, List<String> wanted) {
    /** Copies the lists. */
    public Chosen {
      entries = List.copyOf(entries);
      libraries = List.copyOf(libraries);
      wanted = List.copyOf(wanted);
    }

    /** The names of the libraries. */
    public List<String> names() {
      return libraries.stream().map(NativeLibrary::name).toList();
    }
  }

  /**
   * Chooses for a program.
   *
   * @param jars of the program
   * @throws IOException if a jar cannot be read
   */
  public Chosen choose(Natives.CudaJar cuda, List<Path> jars) throws IOException {
    List<NativeLibrary> own = new ArrayList<>();
    JarContents contents = new JarContents(store);
    for (Path jar : jars) {
      own.addAll(contents.of(jar).libraries());
    }
    try (ZipFile zip = new ZipFile(cuda.file().toFile())) {
      Map<String, ZipEntry> available = available(zip, cuda.excluded());
      List<NativeLibrary> libraries = libraries(cuda, own, zip, available);
      Set<String> wanted = new TreeSet<>();
      List<ZipEntry> entries = new ArrayList<>();
      for (NativeLibrary library : libraries) {
        entries.add(zip.getEntry(library.path()));
        library.needed().stream()
            .filter(name -> !CudaNames.isCuda(name) && !CudaNames.isDriver(name))
            .forEach(wanted::add);
      }
      zip.stream()
          .filter(entry -> LICENCE.matcher(entry.getName()).matches())
          .forEach(entries::add);
      return new Chosen(entries, libraries, List.copyOf(wanted));
    }
  }

  private static Map<String, ZipEntry> available(ZipFile zip, List<String> excluded) {
    Map<String, ZipEntry> available = new TreeMap<>();
    zip.stream()
        .filter(entry -> !entry.isDirectory() && CudaNames.isCuda(name(entry)))
        .filter(entry -> !excluded.contains(name(entry)))
        .forEach(entry -> available.put(name(entry), entry));
    return available;
  }

  private static String name(ZipEntry entry) {
    return entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
  }

  private List<NativeLibrary> libraries(
      Natives.CudaJar cuda, List<NativeLibrary> own, ZipFile zip, Map<String, ZipEntry> available)
      throws IOException {
    String key = key(cuda, own);
    Optional<byte[]> record = store.record(RECORDS, key);
    if (record.isPresent()) {
      return ContentsJson.parse(record.get()).libraries();
    }
    try (Progress.Work work =
        progress.begin("looking for the libraries of CUDA needed", Progress.UNKNOWN)) {
      List<NativeLibrary> found = closure(own, zip, available, work);
      LayerContents contents =
          new LayerContents(found, List.of(), List.of(), new TreeMap<>(), List.of(), List.of());
      store.putRecord(RECORDS, key, ContentsJson.format(contents));
      return found;
    }
  }

  private static String key(Natives.CudaJar cuda, List<NativeLibrary> own) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(ZipDirectory.key(cuda.file()).orElse(cuda.file().toString())).append('\n');
    cuda.excluded().forEach(name -> text.append(name).append('\n'));
    own.forEach(library -> text.append(library.name()).append(library.needed()).append('\n'));
    return Digest.of(text.toString().getBytes(StandardCharsets.UTF_8)).hex();
  }

  private List<NativeLibrary> closure(
      List<NativeLibrary> own, ZipFile zip, Map<String, ZipEntry> available, Progress.Work work)
      throws IOException {
    ArrayDeque<NativeLibrary> left = new ArrayDeque<>();
    own.stream().filter(Demand::usesCuda).forEach(left::add);
    int version = Demand.cuda(own);
    Map<String, NativeLibrary> found = new TreeMap<>();
    while (!left.isEmpty()) {
      for (String name : Demand.wanted(left.poll(), version)) {
        Optional<ZipEntry> entry = find(available, name);
        if (entry.isPresent() && !found.containsKey(name(entry.get()))) {
          Optional<NativeLibrary> library = read(zip, entry.get());
          work.advance(entry.get().getSize());
          if (library.isPresent()) {
            found.put(name(entry.get()), library.get());
            left.add(library.get());
          }
        }
      }
    }
    return List.copyOf(found.values());
  }

  private static Optional<ZipEntry> find(Map<String, ZipEntry> available, String name) {
    return name.endsWith(".")
        ? available.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(name))
            .map(Map.Entry::getValue)
            .findFirst()
        : Optional.ofNullable(available.get(name));
  }

  private Optional<NativeLibrary> read(ZipFile zip, ZipEntry entry) throws IOException {
    ContentsBuilder builder = new ContentsBuilder(store.folder("work"));
    try (InputStream in = zip.getInputStream(entry)) {
      builder.addStream(entry.getName(), entry.getSize(), in);
    }
    return builder.build().libraries().stream().findFirst();
  }
}
