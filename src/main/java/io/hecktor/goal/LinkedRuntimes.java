package io.hecktor.goal;

import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import io.hecktor.blob.ContentKey;
import io.hecktor.blob.RememberedKeys;
import io.hecktor.jre.Jdk;
import io.hecktor.jre.Jlink;
import io.hecktor.jre.Modules;
import io.hecktor.jre.RuntimeImage;
import io.hecktor.jre.Toolchain;
import io.hecktor.plan.Program;
import io.hecktor.plan.RuntimeChoice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Run-time images in the cache. jdeps and jlink take seconds, so both answers are kept: the modules
 * by the contents of the jars, the linked folder by the modules and the contents of the JDK. A
 * folder is used only if it still holds what was linked. JDK and folder are read when one of their
 * files has been touched.
 */
final class LinkedRuntimes {

  private static final String MODULES = "modules";
  private static final String FOLDERS = "runtime-images";

  /** Its bytes need no zlib, so they are the same wherever the same JDK links them. */
  private static final Jlink.ModuleFile MODULE_FILE = Jlink.ModuleFile.PLAIN;

  private final BlobStore store;
  private final RememberedKeys remembered;
  private final Progress progress;

  LinkedRuntimes(BlobStore store, Progress progress) {
    this.store = store;
    this.remembered = new RememberedKeys(store);
    this.progress = progress;
  }

  /**
   * A linked run-time image.
   *
   * @param description vendor, version and modules
   */
  record Linked(RuntimeImage image, String description) {}

  Linked image(RuntimeChoice.Jlink choice, Program program) throws IOException, HecktorException {
    Jdk running = Jdk.open(choice.runningJdk());
    Optional<Jdk> given = Optional.empty();
    if (choice.givenJdk().isPresent()) {
      given = Optional.of(Jdk.open(choice.givenJdk().get()));
    }
    Toolchain toolchain = Toolchain.choose(running, given);
    List<Path> inputs = toolchain.inputs();
    String jdk = remembered.of(inputs, () -> key(inputs, List.of(MODULE_FILE.name())));
    List<String> modules = modules(toolchain, choice, program, jdk);
    Jdk target = toolchain.target();
    return new Linked(
        linked(toolchain, modules, jdk),
        (target.vendor() + " " + target.version()).strip() + ", " + String.join(",", modules));
  }

  private List<String> modules(
      Toolchain toolchain, RuntimeChoice.Jlink choice, Program program, String jdk)
      throws IOException, HecktorException {
    String key =
        key(program.jars(), Stream.concat(Stream.of(jdk), choice.extraModules().stream()).toList());
    Optional<byte[]> record = store.record(MODULES, key);
    if (record.isPresent()) {
      String text = new String(record.get(), StandardCharsets.UTF_8);
      return List.of(text.split(",", -1));
    }
    try (Progress.Work work = progress.begin("looking for the modules needed", Progress.UNKNOWN)) {
      List<String> found =
          new Modules(toolchain)
              .find(program.jars(), new TreeSet<>(choice.extraModules()), store.folder("work"));
      store.putRecord(MODULES, key, String.join(",", found).getBytes(StandardCharsets.UTF_8));
      return found;
    }
  }

  private RuntimeImage linked(Toolchain toolchain, List<String> modules, String jdk)
      throws IOException, HecktorException {
    String key = key(List.of(), List.of(jdk, String.join(",", modules)));
    Path folder = store.folder(FOLDERS).resolve(key);
    try (BlobStore.Lock lock = store.lock("runtime-image-" + key)) {
      if (isWhole(folder, key)) {
        return RuntimeImage.open(folder);
      }
      RuntimeImage image;
      try (Progress.Work work = progress.begin("linking the run-time image", Progress.UNKNOWN)) {
        image = new Jlink(toolchain).link(new Jlink.Request(modules, MODULE_FILE, folder));
      }
      store.putRecord(FOLDERS, key, contents(folder).getBytes(StandardCharsets.UTF_8));
      progress.stage("Linked a run-time image with " + String.join(", ", modules) + ".");
      return image;
    }
  }

  private boolean isWhole(Path folder, String key) throws IOException {
    Optional<byte[]> record = store.record(FOLDERS, key);
    if (record.isEmpty() || !Files.isDirectory(folder)) {
      return false;
    }
    boolean whole = new String(record.get(), StandardCharsets.UTF_8).equals(contents(folder));
    if (!whole) {
      progress.detail("The cached run-time image " + key + " is spoilt and is linked anew.");
    }
    return whole;
  }

  private String contents(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> regular = files.filter(Files::isRegularFile).sorted().toList();
      return remembered.of(
          regular,
          () ->
              key(
                  regular,
                  regular.stream().map(file -> folder.relativize(file).toString()).toList()));
    }
  }

  private static String key(List<Path> files, List<String> texts) throws IOException {
    return ContentKey.of(files, texts).hex();
  }
}
