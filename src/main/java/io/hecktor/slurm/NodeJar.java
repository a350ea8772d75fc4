package io.hecktor.slurm;

import io.hecktor.blob.AtomicFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipMethod;

/**
 * The plugin and its libraries in one jar, so that a compute node needs a JVM and nothing else.
 * Entries are sorted, stored and without a time: the same class path gives the same bytes. Where
 * two jars have an entry, the first one's counts, as on a class path; lists of services are joined.
 */
public final class NodeJar {

  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final String SERVICES = "META-INF/services/";

  /** Folders of native libraries for systems that no sandbox runs on. */
  private static final Set<String> OTHER_SYSTEMS = Set.of("win", "darwin", "freebsd", "aix");

  /** JNA's folders of native libraries have the system and the processor in their names. */
  private static final Pattern JNA_NATIVES =
      Pattern.compile("com/sun/jna/(?!linux-x86-64/)[a-z]+-[^/]+/.*");

  private final TreeMap<String, List<Source>> entries = new TreeMap<>();
  private final List<ZipFile> open = new ArrayList<>();

  private NodeJar() {}

  /** Where an entry's bytes come from. */
  private interface Source {
    InputStream stream() throws IOException;
  }

  /**
   * Writes the jar whole or not at all.
   *
   * @param classPath jars and folders of classes
   * @param mainClass what {@code java -jar} starts
   */
  public static void write(List<Path> classPath, String mainClass, Path target) throws IOException {
    NodeJar jar = new NodeJar();
    try (AtomicFile file = AtomicFile.at(target)) {
      for (Path one : classPath) {
        jar.add(one);
      }
      try (OutputStream out = new BufferedOutputStream(file.output(), 1 << 16)) {
        jar.write(mainClass, out);
      }
      file.commit();
    } finally {
      for (ZipFile one : jar.open) {
        one.close();
      }
    }
  }

  private void add(Path place) throws IOException {
    if (Files.isDirectory(place)) {
      try (Stream<Path> files = Files.walk(place)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          put(
              place.relativize(file).toString().replace('\\', '/'),
              () -> Files.newInputStream(file));
        }
      }
    } else if (place.toString().endsWith(".jar")) {
      ZipFile zip = new ZipFile(place.toFile());
      open.add(zip);
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        if (!entry.isDirectory()) {
          put(entry.getName(), () -> zip.getInputStream(entry));
        }
      }
    }
  }

  private void put(String name, Source source) {
    if (isNeeded(name)) {
      List<Source> sources = entries.computeIfAbsent(name, any -> new ArrayList<>());
      if (sources.isEmpty() || name.startsWith(SERVICES)) {
        sources.add(source);
      }
    }
  }

  private static boolean isNeeded(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    boolean signature =
        upper.startsWith("META-INF/")
            && (upper.endsWith(".SF") || upper.endsWith(".RSA") || upper.endsWith(".DSA"));
    String top = name.contains("/") ? name.substring(0, name.indexOf('/')) : "";
    boolean ofOtherProcessors = top.equals("linux") && !name.startsWith("linux/amd64/");
    return !signature
        && !name.equals(MANIFEST)
        && !name.endsWith("module-info.class")
        && !name.startsWith("META-INF/maven/")
        && !name.startsWith("META-INF/versions/9/module-info")
        && !OTHER_SYSTEMS.contains(top)
        && !ofOtherProcessors
        && !JNA_NATIVES.matcher(name).matches();
  }

  private void write(String mainClass, OutputStream out) throws IOException {
    String manifest =
        "Manifest-Version: 1.0\r\nMain-Class: " + mainClass + "\r\nMulti-Release: true\r\n\r\n";
    ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out);
    write(zip, MANIFEST, manifest.getBytes(StandardCharsets.UTF_8));
    for (var entry : entries.entrySet()) {
      write(zip, entry.getKey(), bytes(entry.getValue()));
    }
    zip.finish();
    zip.flush();
  }

  /** One file of a jar at a time; the largest is a native library of a few megabytes. */
  private static byte[] bytes(List<Source> sources) throws IOException {
    java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
    for (Source source : sources) {
      try (InputStream in = source.stream()) {
        in.transferTo(all);
      }
      if (sources.size() > 1) {
        all.write('\n');
      }
    }
    return all.toByteArray();
  }

  private static void write(ZipArchiveOutputStream zip, String name, byte[] bytes)
      throws IOException {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    entry.setMethod(ZipMethod.STORED.getCode());
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    // The oldest time that a zip file can tell, in no zone.
    entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
    zip.putArchiveEntry(entry);
    zip.write(bytes);
    zip.closeArchiveEntry();
  }
}
