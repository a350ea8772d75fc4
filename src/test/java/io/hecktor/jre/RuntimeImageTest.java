package io.hecktor.jre;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.Progress;
import io.hecktor.ProjectException;
import io.hecktor.plan.LayerEntry;
import io.hecktor.plan.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class RuntimeImageTest {

  private static final byte[] ELF_AMD64 = elf(62);
  private static final byte[] ELF_AARCH64 = elf(183);

  @TempDir Path folder;
  private Path home;

  @BeforeEach
  void makeRuntimeImage() throws IOException {
    home = Files.createDirectories(folder.resolve("jre"));
    file("bin/java", ELF_AMD64);
    file("bin/keytool", new byte[] {1});
    file("lib/modules", new byte[] {2});
    file("lib/jspawnhelper", new byte[] {3});
    file("lib/server/libjvm.so", ELF_AMD64);
    file("lib/run.sh", "#!/bin/sh\n".getBytes());
    file("legal/java.base/LICENSE", new byte[] {4});
  }

  @Test
  void plansModesByContentAndNotByTheDisk() throws Exception {
    assertThat(describe())
        .containsExactly(
            "d 755 /opt/java",
            "d 755 /opt/java/bin",
            "f 755 /opt/java/bin/java",
            "f 755 /opt/java/bin/keytool",
            "d 755 /opt/java/legal",
            "d 755 /opt/java/legal/java.base",
            "f 644 /opt/java/legal/java.base/LICENSE",
            "d 755 /opt/java/lib",
            "f 755 /opt/java/lib/jspawnhelper",
            "f 644 /opt/java/lib/modules",
            "f 755 /opt/java/lib/run.sh",
            "d 755 /opt/java/lib/server",
            "f 755 /opt/java/lib/server/libjvm.so");
    assertThat(entries()).allMatch(entry -> entry.owner().equals(Owner.ROOT));
  }

  @Test
  void plansTheSameWhateverTheDiskSaysOfModesAndTimes() throws Exception {
    List<LayerEntry> before = entries();
    Files.setPosixFilePermissions(
        home.resolve("lib/modules"), PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.setPosixFilePermissions(
        home.resolve("lib"), PosixFilePermissions.fromString("rwx------"));
    Files.setLastModifiedTime(home.resolve("bin/java"), FileTime.fromMillis(1));

    assertThat(entries()).isEqualTo(before);
  }

  @Test
  void keepsLinksThatStayInside() throws Exception {
    Files.createDirectories(home.resolve("legal/java.logging"));
    link("legal/java.logging/LICENSE", "../java.base/LICENSE");
    link("jre", ".");

    assertThat(describe())
        .contains(
            "l ../java.base/LICENSE /opt/java/legal/java.logging/LICENSE", "l . /opt/java/jre");
  }

  @Test
  void copiesWhatLinksOutsideLeadTo() throws Exception {
    Path etc = Files.createDirectories(folder.resolve("etc"));
    Files.writeString(etc.resolve("jvm.cfg"), "-server KNOWN\n");
    Files.createSymbolicLink(etc.resolve("alias.cfg"), Path.of("jvm.cfg"));
    link("lib/jvm.cfg", etc.resolve("jvm.cfg").toString());
    link("lib/up.cfg", "../../etc/jvm.cfg");
    link("conf", etc.toString());
    link("lib/absolute", home.resolve("lib/modules").toString());
    link("lib/round", "../../jre/lib/modules");

    assertThat(describe())
        .contains(
            "f 644 /opt/java/lib/jvm.cfg",
            "f 644 /opt/java/lib/up.cfg",
            "d 755 /opt/java/conf",
            "f 644 /opt/java/conf/jvm.cfg",
            "f 644 /opt/java/conf/alias.cfg",
            "f 644 /opt/java/lib/absolute",
            "f 644 /opt/java/lib/round");
  }

  @Test
  void plansAWholeJdkWithoutLinksThatLeaveIt() throws Exception {
    List<LayerEntry> jdk =
        RuntimeImage.open(Path.of(System.getProperty("java.home"))).entries(Progress.silent());

    assertThat(jdk)
        .extracting(entry -> entry.path().toString())
        .contains("/opt/java/bin/java", "/opt/java/lib/jvm.cfg", "/opt/java/conf/security")
        .isSorted();
    assertThat(jdk)
        .filteredOn(LayerEntry.SymbolicLink.class::isInstance)
        .extracting(entry -> ((LayerEntry.SymbolicLink) entry).target())
        .noneMatch(target -> target.startsWith("/"));
  }

  @Test
  void leavesOutLinksThatLeadNowhere() throws Exception {
    link("docs", "../../share/doc/none");
    link("loop", "loop");

    assertThat(describe()).noneMatch(line -> line.contains("docs") || line.contains("loop"));
  }

  @Test
  void refusesAFolderThatHoldsItself() throws Exception {
    link("lib/self", home.resolve("lib").toString());

    assertThatThrownBy(this::entries)
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("`lib/self` in the folder of `hecktor.jre`");
  }

  @Test
  void refusesAPipe() throws Exception {
    Process mkfifo =
        new ProcessBuilder("mkfifo", home.resolve("lib/pipe").toString()).inheritIO().start();
    assertThat(mkfifo.waitFor()).isZero();

    assertThatThrownBy(this::entries)
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("`lib/pipe`")
        .hasMessageContaining("neither a file nor a folder");
  }

  @Test
  void findsTheProgramsAndLibraries() throws Exception {
    assertThat(RuntimeImage.open(home).nativeFiles())
        .containsExactly(
            home.toRealPath().resolve("bin/java"),
            home.toRealPath().resolve("lib/server/libjvm.so"));
  }

  @Test
  void refusesAFolderWithoutJava() {
    assertThatThrownBy(() -> RuntimeImage.open(folder))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("has no `bin/java`")
        .hasMessageContaining("-Dhecktor.jre=");
  }

  @Test
  void refusesAJavaForAnotherProcessor() throws Exception {
    file("bin/java", ELF_AARCH64);
    assertThatThrownBy(() -> RuntimeImage.open(home))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("no Linux program for x86-64");

    file("bin/java", "#!/bin/sh\n".getBytes());
    assertThatThrownBy(() -> RuntimeImage.open(home)).isInstanceOf(ProjectException.class);
  }

  private List<LayerEntry> entries() throws Exception {
    return RuntimeImage.open(home).entries(Progress.silent());
  }

  private List<String> describe() throws Exception {
    return entries().stream().map(RuntimeImageTest::describe).toList();
  }

  private static String describe(LayerEntry entry) {
    if (entry instanceof LayerEntry.Directory directory) {
      return "d " + Integer.toOctalString(directory.mode()) + " " + entry.path();
    } else if (entry instanceof LayerEntry.RegularFile file) {
      return "f " + Integer.toOctalString(file.mode()) + " " + entry.path();
    }
    return "l " + ((LayerEntry.SymbolicLink) entry).target() + " " + entry.path();
  }

  private void file(String name, byte[] bytes) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private void link(String name, String target) throws IOException {
    Files.createDirectories(home.resolve(name).getParent());
    Files.createSymbolicLink(home.resolve(name), Path.of(target));
  }

  private static byte[] elf(int machine) {
    byte[] head = new byte[64];
    head[0] = 0x7f;
    head[1] = 'E';
    head[2] = 'L';
    head[3] = 'F';
    head[4] = 2;
    head[5] = 1;
    head[18] = (byte) machine;
    return head;
  }
}
