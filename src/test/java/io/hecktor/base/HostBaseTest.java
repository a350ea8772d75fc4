package io.hecktor.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.hecktor.EnvironmentException;
import io.hecktor.Problem;
import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import io.hecktor.deflate.Framing;
import io.hecktor.elf.Elf;
import io.hecktor.jre.Jdk;
import io.hecktor.jre.Jlink;
import io.hecktor.jre.RuntimeImage;
import io.hecktor.jre.Toolchain;
import io.hecktor.layer.LayerWriter;
import io.hecktor.oci.Layer;
import io.hecktor.oci.Platform;
import io.hecktor.plan.BaseImage;
import io.hecktor.plan.LayerFacts;
import io.hecktor.plan.LayerPlan;
import io.hecktor.testing.TestElf;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
@Timeout(300)
class HostBaseTest {

  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
  private static final Path ROOT = Path.of("/");
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final List<Path> SERVED =
      List.of(JAVA, Path.of(System.getProperty("java.home"), "lib", "libjli.so"));

  @TempDir Path folder;
  private BlobStore store;
  private final List<Problem> warnings = new ArrayList<>();

  @BeforeEach
  void openStore() {
    store = new BlobStore(folder.resolve("cache"));
  }

  @Test
  void startsAJavaThatLoadsALibraryOutOfAJar() throws Exception {
    assumeThat(runs("unshare", "-r", "-m", "-p", "-f", "chroot", "/", "true"))
        .as("unshare and chroot work for this user here")
        .isTrue();
    RuntimeImage jre = jlink();
    Path zstd = jarOf(com.github.luben.zstd.Zstd.class);
    BaseImage base = resolve(jre.nativeFiles(), List.of(zstd));
    Path rootfs = Files.createDirectories(folder.resolve("rootfs"));
    unpack(base.layers().get(0), rootfs);
    LayerPlan java = new LayerPlan("java", jre.entries(Progress.silent()), TIME);
    unpack(new LayerWriter(store, Framing.AUTO, Progress.silent()).layer(java), rootfs);
    Files.copy(zstd, rootfs.resolve("opt/zstd.jar"));
    compileClient(zstd, rootfs.resolve("opt"));

    String output = runInside(rootfs, "/opt/java/bin/java -cp /opt:/opt/zstd.jar Client");

    assertThat(output).endsWith("65536 UTF-8 true\n");
  }

  @Test
  void bringsTheFilesOfARootFileSystem() throws Exception {
    BaseImage base = resolve(SERVED, List.of());

    assertThat(base.reference()).isEqualTo("host");
    assertThat(base.pinned()).isEqualTo("host@" + base.layers().get(0).diffId());
    assertThat(base.config().platform()).isEqualTo(Platform.LINUX_AMD64);
    assertThat(base.config().diffIds()).containsExactly(base.layers().get(0).diffId());
    assertThat(base.config().environment()).containsKey("PATH");
    assertThat(base.files().text("/etc/passwd"))
        .hasValueSatisfying(text -> assertThat(text).startsWith("root:x:0:0:"));
    assertThat(base.facts().get(0).entries())
        .extracting(LayerFacts.Entry::path)
        .contains("tmp", "dev", "proc", "sys", "etc/group", "etc/os-release", "lib64", "lib");
    for (String name : List.of("/lib", "/lib64", "/tmp", "/var/tmp", "/dev")) {
      assertThat(base.files().hasDirectory(name)).as(name).isTrue();
    }
  }

  @Test
  void isTheSameWhateverFolderAndStoreItIsMadeIn() throws Exception {
    BaseImage first = resolve(SERVED, List.of());
    BlobStore other = new BlobStore(folder.resolve("elsewhere"));
    BaseImage second =
        new HostBase(other, Framing.AUTO, Progress.silent())
            .resolve(request(ROOT, SERVED, List.of(), folder.resolve("work2")));

    assertThat(second.layers()).isEqualTo(first.layers());
    assertThat(second.config().imageId()).isEqualTo(first.config().imageId());
  }

  @Test
  void announcesThatItIsNotForARelease() throws Exception {
    resolve(SERVED, List.of());
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0).message())
        .contains("for trying and not for a release")
        .contains("-Dhecktor.base=");
  }

  @Test
  void namesTheLibrariesThatThisMachineLacksAndWhoNeedsThem() throws Exception {
    Path jar = jar("gpu.jar", TestElf.library("libgpu.so", "libc.so.6", "libnone.so.7"));
    resolve(SERVED, List.of(jar));

    assertThat(warnings)
        .anySatisfy(problem -> assertThat(problem.what()).contains("libnone.so.7 for native.so."));
  }

  @Test
  void wantsNoTensorRtForWhoeverAsksForNone() throws Exception {
    Path jar = folder.resolve("ort.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("linux/libonnxruntime_providers_tensorrt.so"));
      zip.write(TestElf.library("", "libc.so.6", "libnvinfer.so.10"));
    }
    resolve(SERVED, List.of(jar));

    assertThat(warnings).noneSatisfy(one -> assertThat(one.what()).contains("libnvinfer"));
  }

  @Test
  void leavesNothingInTheWorkFolder() throws Exception {
    resolve(SERVED, List.of(jar("a.jar", TestElf.library("liba.so", "libc.so.6"))));

    assertThat(folder.resolve("work")).isEmptyDirectory();
  }

  @Test
  void refusesAMachineWithoutGlibc() {
    Path alpine = folder.resolve("alpine");

    assertThatThrownBy(
            () ->
                new HostBase(store, Framing.AUTO, Progress.silent())
                    .resolve(request(alpine, List.of(), List.of(), folder.resolve("work"))))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("no glibc for x86-64")
        .hasMessageContaining("-Dhecktor.base=tar:");
  }

  @Test
  void refusesAJavaOfAnotherLoader() throws Exception {
    Path java =
        Files.write(folder.resolve("java"), TestElf.program("/lib/ld-musl-x86_64.so.1", "libc.so"));

    assertThatThrownBy(() -> resolve(List.of(java), List.of()))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("asks for the loader `/lib/ld-musl-x86_64.so.1`");
  }

  @Test
  void findsWhatLddFinds() throws Exception {
    assumeThat(runs("ldd", "--version")).as("ldd is here").isTrue();
    List<Path> files = new ArrayList<>(SERVED);
    files.addAll(List.of(Path.of("/bin/sh"), Path.of("/bin/tar")));
    List<LibraryClosure.Client> clients = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (Path file : files) {
      clients.add(new LibraryClosure.Client("" + file.getFileName(), Elf.read(file).orElseThrow()));
      run(List.of("ldd", file.toRealPath().toString()))
          .lines()
          .filter(line -> line.contains("=> /"))
          .map(line -> line.strip().split(" ")[0])
          .filter(name -> !name.equals("libjli.so"))
          .forEach(expected::add);
    }
    expected.add("ld-linux-x86-64.so.2");
    LibraryClosure closure = new LibraryClosure(HostLibraryPath.of(ROOT));
    closure.add(clients);

    assertThat(closure.found().keySet()).containsExactlyInAnyOrderElementsOf(Set.copyOf(expected));
    assertThat(closure.missing()).isEmpty();
  }

  private BaseImage resolve(List<Path> nativeFiles, List<Path> jars) throws Exception {
    return new HostBase(store, Framing.AUTO, recording())
        .resolve(request(ROOT, nativeFiles, jars, folder.resolve("work")));
  }

  private static HostBase.Request request(
      Path root, List<Path> nativeFiles, List<Path> jars, Path work) {
    return new HostBase.Request(
        root, new HostBase.Demand(nativeFiles, List.of(), List.of()), jars, work, TIME);
  }

  private Progress recording() {
    return new Progress() {
      @Override
      public void stage(String line) {}

      @Override
      public void detail(String line) {}

      @Override
      public void warn(Problem problem) {
        warnings.add(problem);
      }

      @Override
      public Work begin(String what, long totalBytes) {
        return Progress.silent().begin(what, totalBytes);
      }
    };
  }

  private Path jar(String name, byte[] library) throws Exception {
    Path jar = folder.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("linux/native.so"));
      zip.write(library);
    }
    return jar;
  }

  private RuntimeImage jlink() throws Exception {
    Jdk jdk = Jdk.open(Path.of(System.getProperty("java.home")));
    Toolchain toolchain = Toolchain.choose(jdk, Optional.empty());
    return new Jlink(toolchain)
        .link(
            new Jlink.Request(List.of("java.base"), Jlink.ModuleFile.PLAIN, folder.resolve("jre")));
  }

  private static Path jarOf(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private void compileClient(Path jar, Path target) throws Exception {
    Path source =
        Files.writeString(
            folder.resolve("Client.java"),
            """
            public class Client {
              public static void main(String[] a) throws Exception {
                byte[] packed = com.github.luben.zstd.Zstd.compress(new byte[65536]);
                int size = com.github.luben.zstd.Zstd.decompress(packed, 65536).length;
                System.out.println(size + " " + System.getProperty("sun.jnu.encoding") + " "
                    + java.net.InetAddress.getByName("localhost").isLoopbackAddress());
              }
            }
            """);
    run(
        List.of(
            JAVA.resolveSibling("javac").toString(),
            "-cp",
            jar.toString(),
            "-d",
            target.toString(),
            source.toString()));
  }

  private void unpack(Layer layer, Path rootfs) throws Exception {
    Process tar = new ProcessBuilder("tar", "-xp", "-C", rootfs.toString(), "-f", "-").start();
    try (InputStream in = new GZIPInputStream(store.open(layer.descriptor()));
        OutputStream out = tar.getOutputStream()) {
      in.transferTo(out);
    }
    assertThat(tar.waitFor()).as(new String(tar.getErrorStream().readAllBytes())).isZero();
  }

  /** Java does not start without /proc, and seeds its random numbers from /dev. */
  private static String runInside(Path rootfs, String command) throws Exception {
    String script =
        "cd '"
            + rootfs
            + "' && mount --rbind /proc proc && touch dev/urandom dev/random"
            + " && mount --bind /dev/urandom dev/urandom && mount --bind /dev/random dev/random"
            + " && exec env -i PATH=\"$PATH\" LC_ALL=C.UTF-8 chroot . "
            + command;
    return run(List.of("unshare", "-r", "-m", "sh", "-c", script));
  }

  private static String run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  private static boolean runs(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (java.io.IOException e) {
      return false;
    }
  }
}
