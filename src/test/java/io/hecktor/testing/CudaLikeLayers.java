package io.hecktor.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Makes the plain tars that {@link CudaLikeBase} is layered of, from the lowest up. */
final class CudaLikeLayers {

  static final String ENTRYPOINT = "/opt/nvidia/nvidia_entrypoint.sh";

  private static final String SUITE = "bookworm";
  private static final String PACKAGES =
      "base-files,base-passwd,busybox,libc-bin,libc6,libgcc-s1,libstdc++6,zlib1g";
  private static final String MERGED_USR = "/usr/share/mmdebstrap/hooks/merged-usr";
  private static final String LIBRARIES = "usr/lib/x86_64-linux-gnu";
  private static final String CUDA = "usr/local/cuda-12.4";

  /** 2024-04-01, as seconds since 1970. */
  private static final String NEWEST = "1711929600";

  /** What a runnable root file system does without; device nodes only root could unpack. */
  private static final List<String> SURPLUS =
      List.of(
          "etc/apt",
          "etc/hostname",
          "etc/resolv.conf",
          LIBRARIES + "/gconv",
          "usr/share/doc",
          "usr/share/man",
          "usr/share/lintian",
          "var/cache/apt",
          "var/cache/ldconfig",
          "var/lib/apt",
          "var/lib/dpkg");

  private CudaLikeLayers() {}

  /** Makes the layers in a folder; ends the test where a tool or root is missing. */
  static List<Path> make(Path folder) throws IOException {
    RealTool.requireRoot();
    Path base = folder.resolve("1-debian.tar");
    if (!Files.exists(base)) {
      pack("debian", base, CudaLikeLayers::debian);
    }
    Path empty = pack("nothing", folder.resolve("5-nothing.tar"), root -> {});
    return List.of(
        base,
        pack("cuda", folder.resolve("2-cuda.tar"), CudaLikeLayers::cuda),
        pack("removals", folder.resolve("3-removals.tar"), CudaLikeLayers::removals),
        pack("entrypoint", folder.resolve("4-entrypoint.tar"), CudaLikeLayers::entrypoint),
        empty,
        empty);
  }

  /** Debian's C and C++ libraries, a shell and the tools of busybox as hard links of one file. */
  private static void debian(Path root) throws IOException {
    RealTool.MMDEBSTRAP
        .command("--quiet", "--mode=root", "--variant=extract", "--hook-dir=" + MERGED_USR)
        .with("--include=" + PACKAGES, SUITE, root)
        .within(Duration.ofMinutes(5))
        .succeed();
    for (String table : List.of("passwd", "group")) {
      Path master = root.resolve("usr/share/base-passwd").resolve(table + ".master");
      Files.copy(master, root.resolve("etc").resolve(table));
    }
    Command.of("chroot", root, "/usr/bin/busybox", "--install", "/usr/bin").succeed();
    Command.of("chroot", root, "/usr/sbin/ldconfig").succeed();
    for (String path : SURPLUS) {
      ScratchFolder.deleteIfPresent(root.resolve(path));
    }
    deleteChildren(root.resolve("dev"));
  }

  /** A CUDA folder behind an absolute link to an absolute link, with a library in it. */
  private static void cuda(Path root) throws IOException {
    write(root.resolve("etc/ld.so.conf.d/nvidia.conf"), "/usr/local/nvidia/lib64\n");
    Path libraries = root.resolve(CUDA).resolve("targets/x86_64-linux/lib");
    Path runtime = write(libraries.resolve("libcudart.so.12.4.127"), "a stand-in\n");
    link(libraries.resolve("libcudart.so.12"), runtime.getFileName().toString());
    link(root.resolve(CUDA).resolve("lib64"), "targets/x86_64-linux/lib");
    link(root.resolve("usr/local/cuda"), "/etc/alternatives/cuda");
    link(root.resolve("etc/alternatives/cuda"), "/" + CUDA);
  }

  /** A whiteout of one program, and an opaque whiteout with a file in its folder. */
  private static void removals(Path root) throws IOException {
    write(root.resolve("usr/bin/.wh.zdump"), "");
    write(root.resolve("usr/share/common-licenses/.wh..wh..opq"), "");
    write(root.resolve("usr/share/common-licenses/README"), "The other files are gone.\n");
  }

  private static void entrypoint(Path root) throws IOException {
    write(root.resolve("NGC-DL-CONTAINER-LICENSE"), "A stand-in for NVIDIA's licence.\n");
    Path script = write(root.resolve(ENTRYPOINT.substring(1)), "#!/bin/sh\nexec \"$@\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Fills a fresh folder and packs it, sorted, with no time later than {@link #NEWEST}. */
  private static Path pack(String name, Path tar, Filling filling) throws IOException {
    try (ScratchFolder scratch = ScratchFolder.create(name)) {
      Path root = Files.createDirectory(scratch.path().resolve("root"));
      filling.fill(root);
      List<String> children;
      try (Stream<Path> paths = Files.list(root)) {
        children = paths.map(path -> path.getFileName().toString()).sorted().toList();
      }
      Path part = tar.resolveSibling(tar.getFileName() + ".part");
      RealTool.TAR
          .command("--create", "--file", part, "--directory", root)
          .with("--sort=name", "--numeric-owner", "--format=gnu", "--blocking-factor=2")
          .with("--clamp-mtime", "--mtime=@" + NEWEST, "--files-from=/dev/null")
          .with(children.toArray())
          .succeed();
      Files.move(part, tar, StandardCopyOption.REPLACE_EXISTING);
    }
    return tar;
  }

  private static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static void link(Path link, String target) throws IOException {
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of(target));
  }

  private static void deleteChildren(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      children.toList().forEach(ScratchFolder::deleteIfPresent);
    }
  }

  /** What puts the files of one layer into a folder. */
  private interface Filling {
    void fill(Path root) throws IOException;
  }
}
