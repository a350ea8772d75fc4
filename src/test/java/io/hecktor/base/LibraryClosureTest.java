package io.hecktor.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import io.hecktor.elf.Elf;
import io.hecktor.testing.TestElf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LibraryClosureTest {

  @TempDir Path root;

  @Test
  void readsWhatALibrarySaysOfItself() throws Exception {
    Path file = put("a", TestElf.library("liba.so.1", "libb.so", "libc.so.6"));

    assertThat(Elf.read(file))
        .contains(
            new Elf(
                Optional.empty(),
                Optional.of("liba.so.1"),
                List.of("libb.so", "libc.so.6"),
                List.of()));
  }

  @Test
  void readsTheLoaderOfAProgram() throws Exception {
    Path file = put("a", TestElf.program("/lib64/ld-linux-x86-64.so.2"));

    assertThat(Elf.read(file).orElseThrow().interpreter()).contains("/lib64/ld-linux-x86-64.so.2");
  }

  @Test
  void takesSpoiltFilesForNone() throws Exception {
    byte[] whole = TestElf.library("liba.so.1", "libb.so");
    for (int length = 0; length < whole.length - "libb.so".length() - 12; length++) {
      byte[] cut = java.util.Arrays.copyOf(whole, length);
      assertThat(Elf.read(put("cut", cut))).as("cut after %d bytes", length).isEmpty();
    }
    for (int at = 32; at < 400 && at < whole.length; at++) {
      byte[] spoilt = whole.clone();
      spoilt[at] = (byte) 0xff;
      Elf.read(put("spoilt", spoilt));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 7, 18})
  void takesFilesForOtherSystemsForNone(int differentByte) throws Exception {
    byte[] bytes = TestElf.library("liba.so");
    bytes[differentByte] = 9;

    assertThat(Elf.read(put("a", bytes))).isEmpty();
  }

  @Test
  void followsLibrariesToTheirLibraries() throws Exception {
    put("usr/lib64/liba.so", TestElf.library("liba.so", "libb.so"));
    put("usr/lib64/libb.so", TestElf.library("libb.so", "liba.so", "libc.so.6"));
    put("usr/lib64/libc.so.6", TestElf.library("libc.so.6"));

    assertThat(closure("liba.so").found().keySet())
        .containsExactly("liba.so", "libb.so", "libc.so.6");
  }

  @Test
  void doesNotMissWhatTheClientsBringThemselves() throws Exception {
    LibraryClosure closure = new LibraryClosure(HostLibraryPath.of(root));
    Elf first = elf(TestElf.library("libjvm.so"));
    Elf second = elf(TestElf.library("libjava.so", "libjvm.so", "other-name.so"));
    closure.add(
        List.of(
            new LibraryClosure.Client("libjava.so", second),
            new LibraryClosure.Client("other-name.so", first)));

    assertThat(closure.missing()).isEmpty();
    assertThat(closure.found()).isEmpty();
  }

  @Test
  void namesWhatIsMissingWithThoseThatNeedIt() throws Exception {
    put("usr/lib64/liba.so", TestElf.library("liba.so", "libnone.so"));

    assertThat(closure("liba.so", "libnone.so").missing())
        .containsOnlyKeys("libnone.so")
        .hasEntrySatisfying(
            "libnone.so", by -> assertThat(by).containsExactly("client", "liba.so"));
  }

  @Test
  void neitherTakesNorMissesTheGpuDriver() throws Exception {
    put("usr/lib64/libcuda.so.1", TestElf.library("libcuda.so.1"));
    LibraryClosure closure = closure("libcuda.so.1", "libnvidia-ml.so.1");

    assertThat(closure.found()).isEmpty();
    assertThat(closure.missing()).isEmpty();
  }

  @Test
  void searchesTheFoldersOfTheLoadersConfigurationFirst() throws Exception {
    Files.createDirectories(root.resolve("etc/ld.so.conf.d"));
    Files.writeString(root.resolve("etc/ld.so.conf"), "# all\ninclude /etc/ld.so.conf.d/*.conf\n");
    Files.writeString(root.resolve("etc/ld.so.conf.d/a.conf"), "/opt/a/lib # ours\n");
    Path chosen = put("opt/a/lib/liba.so", TestElf.library("liba.so"));
    put("usr/lib64/liba.so", TestElf.library("liba.so"));

    assertThat(closure("liba.so").found()).containsEntry("liba.so", chosen);
  }

  @Test
  void passesOverLibrariesForOtherProcessors() throws Exception {
    byte[] foreign = TestElf.library("liba.so");
    foreign[18] = 3;
    put("lib64/liba.so", foreign);
    Path right = put("usr/lib/liba.so", TestElf.library("liba.so"));

    assertThat(closure("liba.so").found()).containsEntry("liba.so", right);
  }

  @Test
  void putsTheSystemFolderIntoUsrWhereverTheHostHasIt() throws Exception {
    assertThat(HostLibraryPath.of(root).systemFolder()).isEmpty();

    put("usr/lib64/libc.so.6", TestElf.library("libc.so.6"));
    assertThat(HostLibraryPath.of(root).systemFolder()).contains("usr/lib64");

    put("lib/x86_64-linux-gnu/libc.so.6", TestElf.library("libc.so.6"));
    assertThat(HostLibraryPath.of(root).systemFolder()).contains("usr/lib/x86_64-linux-gnu");
  }

  @Test
  void takesOfAJarWhatIsForLinuxAndGlibc() throws Exception {
    byte[] arm = TestElf.library("arm.so", "libc.so.6");
    arm[18] = (byte) 183;
    byte[] freeBsd = TestElf.library("bsd.so", "libc.so.7");
    Path jar = root.resolve("natives.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      entry(zip, "linux-x64/libours.so", TestElf.library("libours.so", "libc.so.6"));
      entry(zip, "linux-arm/libarm.so", arm);
      entry(zip, "freebsd/libbsd.so", freeBsd);
      entry(zip, "musl/libmusl.so", TestElf.library("m.so", "libc.musl-x86_64.so.1"));
      entry(zip, "android/libandroid.so", TestElf.library("a.so", "libc.so"));
      entry(zip, "win/a.dll", new byte[] {'M', 'Z', 0, 0});
      entry(zip, "mac/a.dylib", new byte[] {(byte) 0xcf, (byte) 0xfa, (byte) 0xed, (byte) 0xfe});
      entry(zip, "odd-name.bin", TestElf.library("libodd.so", "libm.so.6"));
    }

    assertThat(
            new JarNatives(root, new BlobStore(root.resolve("store")), Progress.silent())
                .find(List.of(jar)))
        .extracting(LibraryClosure.Client::name)
        .containsExactly("libours.so", "odd-name.bin");
  }

  @Test
  void looksIntoAJarOnce() throws Exception {
    Path jar = root.resolve("once.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      entry(zip, "libours.so", TestElf.library("libours.so.1", "libm.so.6"));
    }
    BlobStore store = new BlobStore(root.resolve("store"));
    List<LibraryClosure.Client> first =
        new JarNatives(root, store, Progress.silent()).find(List.of(jar));

    // Without a folder to unpack to, all that can be told is what is known.
    assertThat(new JarNatives(root.resolve("none"), store, Progress.silent()).find(List.of(jar)))
        .isEqualTo(first);
  }

  private LibraryClosure closure(String... needed) throws Exception {
    LibraryClosure closure = new LibraryClosure(HostLibraryPath.of(root));
    closure.add(
        List.of(new LibraryClosure.Client("client", elf(TestElf.library("client", needed)))));
    return closure;
  }

  private Elf elf(byte[] bytes) throws IOException {
    return Elf.read(put("elf", bytes)).orElseThrow();
  }

  private Path put(String name, byte[] bytes) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  private static void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
  }
}
