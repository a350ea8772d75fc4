package io.hecktor.gpu;

import io.hecktor.elf.Elf;
import io.hecktor.plan.ForeignNatives;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Gathers a layer's contents, file by file. */
final class ContentsBuilder {

  private static final Pattern LIBRARY = Pattern.compile(".*\\.so(\\.[\\w.-]+)?");
  private static final Pattern LOADER_CONFIG =
      Pattern.compile("/?etc/ld\\.so\\.conf(\\.d/[^/]+\\.conf)?");

  /** The variable that switches ONNX Runtime's telemetry off stands in those that have it. */
  private static final byte[] TELEMETRY =
      "ORT_DISABLE_TELEMETRY".getBytes(StandardCharsets.US_ASCII);

  private static final String ONNX_RUNTIME = "libonnxruntime.so";

  private final Path work;
  private final List<NativeLibrary> libraries = new ArrayList<>();
  private final List<OnnxModel> models = new ArrayList<>();
  private final List<LayerContents.Foreign> foreign = new ArrayList<>();
  private final TreeMap<String, String> links = new TreeMap<>();
  private final List<String> whiteouts = new ArrayList<>();
  private final List<String> loaderFolders = new ArrayList<>();

  /**
   * Begins with nothing.
   *
   * @param work an existing folder, in which one file at a time is unpacked and deleted again
   */
  ContentsBuilder(Path work) {
    this.work = work;
  }

  LayerContents build() {
    return new LayerContents(libraries, models, foreign, links, whiteouts, loaderFolders);
  }

  void addLink(String path, String target) {
    links.put(path, target);
  }

  void addWhiteout(String path) {
    whiteouts.add(path);
  }

  /** Whether a file of that name is worth reading. */
  static boolean matters(String path) {
    String name = path.toLowerCase(Locale.ROOT);
    return LIBRARY.matcher(name).matches()
        || name.endsWith(".jar")
        || name.endsWith(".onnx")
        || LOADER_CONFIG.matcher(name).matches();
  }

  /**
   * Adds a file on the disk.
   *
   * @param path absolute, in the image
   */
  void addFile(String path, Path file) throws IOException {
    String name = path.toLowerCase(Locale.ROOT);
    if (name.endsWith(".jar")) {
      addJar(path, file);
    } else if (LIBRARY.matcher(name).matches()) {
      addLibrary(path, file);
    } else {
      try (InputStream in = Files.newInputStream(file)) {
        addText(path, Files.size(file), in);
      }
    }
  }

  /** Adds a file that comes as a stream; the stream stays open. */
  void addStream(String path, long sizeBytes, InputStream in) throws IOException {
    String name = path.toLowerCase(Locale.ROOT);
    if (name.endsWith(".jar") || LIBRARY.matcher(name).matches()) {
      Path copy = Files.createTempFile(work, "member", "");
      try {
        Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
        addFile(path, copy);
      } finally {
        Files.deleteIfExists(copy);
      }
    } else {
      addText(path, sizeBytes, in);
    }
  }

  private void addText(String path, long sizeBytes, InputStream in) throws IOException {
    if (path.toLowerCase(Locale.ROOT).endsWith(".onnx")) {
      OnnxReader.read(path, sizeBytes, in).ifPresent(models::add);
    } else if (LOADER_CONFIG.matcher(path).matches()) {
      new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .map(String::strip)
          .filter(line -> line.startsWith("/"))
          .forEach(loaderFolders::add);
    }
  }

  /**
   * Adds what is known of a jar.
   *
   * @param withForeign whether the jar still has the libraries for other systems
   */
  void addAll(String path, LayerContents jar, boolean withForeign) {
    for (NativeLibrary library : jar.libraries()) {
      libraries.add(library.at(path + library.path()));
    }
    for (OnnxModel model : jar.models()) {
      models.add(
          new OnnxModel(
              path + model.path(),
              model.irVersion(),
              model.opsets(),
              model.dataTypes(),
              model.weightBytes(),
              model.external()));
    }
    if (withForeign) {
      for (LayerContents.Foreign each : jar.foreign()) {
        foreign.add(
            new LayerContents.Foreign(path + each.path(), each.system(), each.packedBytes()));
      }
    }
  }

  /** Adds what a jar holds; a path begins with the jar's. */
  void addJar(String path, Path file) throws IOException {
    try (ZipFile jar = new ZipFile(file.toFile())) {
      for (ZipEntry entry : jar.stream().filter(entry -> !entry.isDirectory()).toList()) {
        addEntry(path + NativeLibrary.IN_JAR + entry.getName(), jar, entry);
      }
    } catch (ZipException e) {
      // A jar that cannot be opened holds nothing that can be loaded, and Java will say so.
      return;
    }
  }

  private void addEntry(String path, ZipFile jar, ZipEntry entry) throws IOException {
    Optional<String> system = ForeignNatives.system(jar, entry);
    if (system.isPresent()) {
      foreign.add(new LayerContents.Foreign(path, system.get(), entry.getCompressedSize()));
    } else if (matters(entry.getName()) && !entry.getName().endsWith(".jar")) {
      try (InputStream in = jar.getInputStream(entry)) {
        addStream(path, entry.getSize(), in);
      }
    }
  }

  private void addLibrary(String path, Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      Optional<Elf> elf = Elf.read(channel);
      if (elf.isPresent()) {
        NativeLibrary library =
            new NativeLibrary(
                path,
                channel.size(),
                elf.get().soname(),
                elf.get().needed(),
                FatBinaries.read(channel),
                path.contains(ONNX_RUNTIME) && contains(channel, TELEMETRY));
        libraries.add(library);
      }
    }
  }

  private static boolean contains(FileChannel channel, byte[] wanted) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
    for (long at = 0; at < channel.size(); at += buffer.capacity() - wanted.length) {
      buffer.clear();
      int read = channel.read(buffer, at);
      for (int i = 0; i <= read - wanted.length; i++) {
        if (buffer.get(i) == wanted[0]
            && java.util.Arrays.equals(
                buffer.array(), i, i + wanted.length, wanted, 0, wanted.length)) {
          return true;
        }
      }
    }
    return false;
  }
}
