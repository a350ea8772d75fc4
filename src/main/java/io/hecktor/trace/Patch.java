package io.hecktor.trace;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.Type;

/** A folder for {@code --patch-module java.base=…}: woven classes of one run-time image. */
public final class Patch {

  private static final String MODULE = "java.base";
  private static final String RULES = "rules";

  /** The recorder is a class file of Java 17. */
  private static final int JAVA_17 = 61;

  private static final int MAJOR_VERSION_AT = 6;
  private static final int MOST_WOVEN_MAJOR_AT = 8;

  private Patch() {}

  /**
   * Where the program sees what belongs to the patch.
   *
   * @param patch the patch's folder
   * @param records the file that the recorder appends to; it must be there
   */
  public record Place(String patch, String records) {}

  /**
   * What is told of files.
   *
   * @param passedOver folders in which files may be changed, so that nothing is told of them
   * @param watched such within those that may not
   */
  public record Watched(List<String> passedOver, List<String> watched) {

    /** Copies the lists. */
    public Watched {
      passedOver = List.copyOf(passedOver);
      watched = List.copyOf(watched);
    }

    private String rules() {
      return Stream.concat(
              passedOver.stream().map(one -> Recorder.PASSED_OVER + one),
              watched.stream().map(one -> Recorder.WATCHED + one))
          .collect(Collectors.joining("\n", "", "\n"));
    }
  }

  /**
   * Makes the patch, readable for everybody.
   *
   * @param modules {@code lib/modules} of the run-time image
   * @param folder made here; its parent is there
   * @throws IOException if the run-time image can't be patched, in words that go on after "the
   *     run-time image"
   */
  public static void write(Path modules, Watched watched, Place place, Path folder)
      throws IOException {
    Set<String> names = Hook.ALL.stream().map(Hook::owner).collect(Collectors.toSet());
    Map<String, byte[]> classes = RuntimeImage.classes(modules, MODULE, names);
    requireVersion(classes);
    Files.createDirectory(folder);
    for (Map.Entry<String, byte[]> one : classes.entrySet()) {
      put(folder, one.getKey(), woven(one.getValue()));
    }
    Map<String, String> files =
        Map.of(Recorder.RECORDS, place.records(), Recorder.RULES, place.patch() + "/" + RULES);
    put(folder, Type.getInternalName(Recorder.class), Weaver.withTexts(recorder(), files));
    Files.writeString(folder.resolve(RULES), watched.rules(), StandardCharsets.UTF_8);
    open(folder);
  }

  private static void requireVersion(Map<String, byte[]> classes) throws IOException {
    byte[] thread = classes.get("java/lang/Thread");
    if (thread == null || thread.length < MOST_WOVEN_MAJOR_AT) {
      throw new IOException("has no class `java.lang.Thread`");
    }
    int major = (thread[MAJOR_VERSION_AT] & 0xFF) << 8 | (thread[MAJOR_VERSION_AT + 1] & 0xFF);
    if (major < JAVA_17) {
      throw new IOException("is older than Java 17");
    }
  }

  private static byte[] woven(byte[] original) throws IOException {
    try {
      return Weaver.weave(original);
    } catch (RuntimeException e) {
      // ASM throws what comes where a class file is newer than it knows, or spoilt.
      throw new IOException("has classes that this program does not know", e);
    }
  }

  private static byte[] recorder() throws IOException {
    String name = Recorder.class.getSimpleName() + ".class";
    try (InputStream in = Recorder.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new EOFException("found no recorder to be patched with");
      }
      return in.readAllBytes();
    }
  }

  private static void put(Path folder, String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name + ".class");
    Files.createDirectories(file.resolveSibling(""));
    Files.write(file, bytes);
  }

  /** The program's user is perhaps another one, and the umask perhaps a strict one. */
  private static void open(Path folder) throws IOException {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    Set<PosixFilePermission> folders = PosixFilePermissions.fromString("rwxr-xr-x");
    Set<PosixFilePermission> files = PosixFilePermissions.fromString("rw-r--r--");
    List<Path> all = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      walk.forEach(all::add);
    }
    for (Path one : all) {
      Files.setPosixFilePermissions(one, Files.isDirectory(one) ? folders : files);
    }
  }

  /**
   * The words of a program's start that patch it.
   *
   * @param argv the launcher first
   */
  public static List<String> words(List<String> argv, Place place) {
    List<String> words = new ArrayList<>();
    words.add(argv.get(0));
    words.addAll(List.of("--patch-module", MODULE + "=" + place.patch()));
    // A patched java.base and shared classes exclude each other, and `on` would insist.
    argv.stream()
        .skip(1)
        .map(it -> it.equals("-Xshare:on") ? "-Xshare:auto" : it)
        .forEach(words::add);
    return words;
  }
}
