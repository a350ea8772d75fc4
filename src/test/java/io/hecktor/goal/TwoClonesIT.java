package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.testing.Command;
import io.hecktor.testing.CudaLikeBase;
import io.hecktor.testing.LoopbackRegistry;
import io.hecktor.testing.MavenProject;
import io.hecktor.testing.RealTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two clean clones of a participant's project, saved by root and by an ordinary user, in other
 * folders, with another umask, time zone and locale, and with caches of their own, over a base that
 * each pulls from a registry.
 */
class TwoClonesIT {

  private static final int NOBODY = 65534;

  private static Path folder;
  private static MavenProject byRoot;
  private static MavenProject byNobody;

  @BeforeAll
  static void saveBoth() throws IOException {
    RealTool.requireRoot();
    folder = Files.createTempDirectory("clones");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (LoopbackRegistry registry = LoopbackRegistry.start()) {
      String base =
          "-Dhecktor.base="
              + CudaLikeBase.get().publish(registry, CudaLikeBase.Form.DOCKER_LIST).reference();
      byRoot = MavenProject.copyOf("readme-example", folder.resolve("roots/clone"));
      byNobody = MavenProject.copyOf("readme-example", folder.resolve("no body's/other clone"));
      byRoot
          .maven("hecktor:save", base, "-Dhecktor.cache=" + folder.resolve("roots/cache"))
          .env("TZ", "Asia/Kathmandu")
          .env("LC_ALL", "C")
          .succeed();
      saveAsNobody(base);
    }
  }

  private static void saveAsNobody(String base) throws IOException {
    Path home = byNobody.folder().getParent();
    // Maven writes into its local repository, and where CI keeps it may be closed to others.
    Path repository = home.resolve("repository");
    Command.of("cp", "-r", System.getProperty("hecktor.it.localRepository"), repository).succeed();
    Command.of("chown", "-R", NOBODY + ":" + NOBODY, home).succeed();
    Command maven =
        byNobody
            .maven("-o", "hecktor:save", base, "-Dhecktor.offline=false")
            .with("-Dhecktor.cache=" + home.resolve("cache"))
            .with("-Dmaven.repo.local=" + repository);
    new RealTool("setpriv", "util-linux")
        .command("--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", "--")
        .with("sh", "-c", "umask 077; exec \"$0\" \"$@\"")
        .with(maven.words().toArray())
        .in(byNobody.folder())
        .env("HOME", home.toString())
        .env("TZ", "America/St_Johns")
        .env("LC_ALL", "C.UTF-8")
        .within(maven.limit())
        .succeed();
  }

  @AfterAll
  static void remove() {
    if (folder != null) {
      Command.of("rm", "-rf", folder).succeed();
    }
  }

  @Test
  void giveIdenticalArchivesLocksAndDescriptions() throws IOException {
    Map<String, Long> differences = new TreeMap<>();
    try (Stream<Path> files = Files.list(byRoot.output(""))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        // It tells when each archive was saved.
        if (!name.equals("report.html")) {
          differences.put(name, Files.mismatch(file, byNobody.output(name)));
        }
      }
    }

    assertThat(differences)
        .containsKeys(
            "submission_task2.tar.gz",
            "submission_task2.tar.gz.sha256",
            "submission_task2.tar.gz.cdx.json",
            "submission_task2.tar.gz.intoto.json")
        .allSatisfy((name, at) -> assertThat(at).isEqualTo(-1));
    assertThat(byNobody.folder().resolve("hecktor.lock"))
        .hasSameBinaryContentAs(byRoot.folder().resolve("hecktor.lock"));
    assertThat(Files.getAttribute(byNobody.output("submission_task2.tar.gz"), "unix:uid"))
        .isEqualTo(NOBODY);
  }

  @Test
  void giveDiffoscopeNothingToTell() {
    Command diffoscope =
        new RealTool("diffoscope", "diffoscope-minimal")
            .command(
                "--exclude-directory-metadata=recursive",
                // These two tell when the archive was saved.
                "--exclude=*/report.html",
                "--exclude=*/archive.json",
                "--text=-");

    Command.Result same = diffoscope.with(byRoot.output(""), byNobody.output("")).run();
    Command.Result other =
        diffoscope
            .with(byRoot.output("submission_task2.tar.gz.cdx.json"))
            .with(byRoot.output("submission_task2.tar.gz.intoto.json"))
            .run();

    assertThat(same.describe()).contains("exit code 0");
    assertThat(same.stdout()).isEmpty();
    assertThat(other.exitCode()).as("what it says of files that differ").isEqualTo(1);
  }
}
