package io.hecktor.describe;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.lock.Fact;
import io.hecktor.lock.FactKind;
import io.hecktor.oci.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostPackagesTest {

  @TempDir Path root;

  private void write(String path, String content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static List<Fact> libraries(String... paths) {
    return java.util.Arrays.stream(paths)
        .map(path -> Fact.digest(FactKind.LIBRARY, Digest.of(new byte[0]), path))
        .toList();
  }

  @Test
  void findsTheOwnersOfLibrariesWhereDebianNamesThem() throws IOException {
    write("etc/passwd", "");
    write("etc/os-release", "ID=debian\nVERSION_ID=12\n");
    write(
        "var/lib/dpkg/status",
        "Package: libc6\nStatus: install ok installed\nArchitecture: amd64\nVersion: 2.36\n\n"
            + "Package: zlib1g\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.2\n\n"
            + "Package: unused\nStatus: install ok installed\nVersion: 1\n");
    write("var/lib/dpkg/info/libc6:amd64.list", "/.\n/lib/x86_64-linux-gnu/libc.so.6\n");
    write("var/lib/dpkg/info/zlib1g:amd64.list", "/usr/lib/x86_64-linux-gnu/libz.so.1.2\n");
    write("var/lib/dpkg/info/unused.list", "/.\n/lib\n/usr/lib\n/etc/passwd\n/usr/bin/unused\n");
    write("usr/lib/x86_64-linux-gnu/libz.so.1.2", "");
    write("usr/lib/x86_64-linux-gnu/libc.so.6", "");
    Files.createSymbolicLink(
        root.resolve("usr/lib/x86_64-linux-gnu/libz.so.1"), Path.of("libz.so.1.2"));

    BasePackages found =
        new HostPackages(root)
            .of(
                libraries(
                    "/lib",
                    "/etc/passwd",
                    "/usr/lib/x86_64-linux-gnu/libc.so.6",
                    "/usr/lib/x86_64-linux-gnu/libz.so.1"));

    assertThat(found.packages())
        .containsExactly(
            new InstalledPackage("deb", "libc6", "2.36", "amd64"),
            new InstalledPackage("deb", "zlib1g", "1.2", "amd64"));
    assertThat(found.system()).hasValue(new OsRelease("debian", "12", "debian"));
  }

  @Test
  void aMachineWithoutDpkgTellsNothing() throws IOException {
    assertThat(new HostPackages(root).of(libraries("/lib/libc.so"))).isEqualTo(BasePackages.none());
  }
}
