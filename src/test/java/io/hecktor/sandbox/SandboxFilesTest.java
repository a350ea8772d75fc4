package io.hecktor.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.oci.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written for engines and what is read from them, without running any. */
class SandboxFilesTest {

  @TempDir Path folder;

  @Test
  void writesOneFstabForAllMounts() {
    MountPlan plan =
        new MountPlan(
            Path.of("/r oot"),
            List.of(
                new Mount(Mount.Kind.PROC, "proc", "/proc", false),
                new Mount(Mount.Kind.DEVICE, "/dev/null", "/dev/null", false),
                new Mount(Mount.Kind.SHARED_MEMORY, "tmpfs", "/dev/shm", false),
                Mount.readOnly("/sys/devices/system", "/sys/devices/system")
                    .restricted(new HostMounts(List.of("1 0 0:1 / /sys rw,noexec - sysfs s rw"))),
                Mount.writable("/s/tmp", "/tmp"),
                Mount.readOnly("/in", "/tmp/input")));

    assertThat(Fstab.of(plan, 2048))
        .isEqualTo(
            """
            /r\\040oot /r\\040oot none bind,ro,nosuid,nodev 0 0
            proc /r\\040oot/proc proc nosuid,nodev,noexec,hidepid=2 0 0
            /dev/null /r\\040oot/dev/null none bind 0 0
            tmpfs /r\\040oot/dev/shm tmpfs nosuid,nodev,mode=1777,size=1024 0 0
            /sys/devices/system /r\\040oot/sys/devices/system none bind,ro,nosuid,nodev,noexec 0 0
            /s/tmp /r\\040oot/tmp none bind,nosuid,nodev 0 0
            /in /r\\040oot/tmp/input none bind,ro,nosuid,nodev 0 0
            """);
  }

  @Test
  void mountsTheInputAboveTheFreshTmp() throws IOException {
    Prepared run = prepared();

    assertThat(run.plan().mounts())
        .extracting(Mount::target)
        .containsSubsequence("/tmp", "/tmp/input", "/tmp/output");
    assertThat(run.staging().tmp().resolve("input")).isDirectory();
    assertThat(run.plan().onHost("/tmp/input/x")).contains(folder.resolve("input/x").toRealPath());
    assertThat(run.plan().onHost("/opt/x")).contains(run.plan().rootfs().resolve("opt/x"));
    assertThat(run.plan().onHost("/proc/self")).isEmpty();
  }

  @Test
  void writesABundlesConfig() throws IOException {
    Prepared run = prepared();
    var config = Json.object(new RuntimeConfig(run, true, false, false).bytes(), "config.json");

    assertThat(config.at("/process").toString())
        .isEqualTo(
            "{\"terminal\":false,\"user\":{\"uid\":1000,\"gid\":1001},\"args\":[\"/bin/app\"],"
                + "\"env\":[\"A=b\",\"B=\"],\"cwd\":\"/opt/app\",\"capabilities\":{},"
                + "\"noNewPrivileges\":true}");
    assertThat(config.at("/root/readonly").asBoolean()).isTrue();
    assertThat(config.at("/linux/namespaces").findValuesAsText("type"))
        .containsExactly("ipc", "uts", "mount", "user");
    assertThat(config.at("/linux/uidMappings").toString())
        .isEqualTo("[{\"containerID\":1000,\"hostID\":0,\"size\":1}]");
    assertThat(config.at("/mounts").findValuesAsText("destination"))
        .contains("/proc", "/dev", "/dev/pts", "/dev/shm", "/tmp", "/tmp/input")
        .doesNotContain("/dev/null");
  }

  @Test
  void givesAnUntracedContainerProcessesOfItsOwn() throws IOException {
    var config =
        Json.object(new RuntimeConfig(prepared(), false, true, false).bytes(), "config.json");

    assertThat(config.at("/linux/namespaces").findValuesAsText("type"))
        .containsExactly("ipc", "uts", "mount", "pid");
    assertThat(config.at("/linux/uidMappings").isMissingNode()).isTrue();
  }

  @Test
  void tellsBwrapTheEnvironmentAndTheMounts() throws IOException {
    String words = String.join(" ", BwrapEngine.arguments(prepared()));

    assertThat(words)
        .contains("--uid 1000 --gid 1001")
        .contains("--clearenv --setenv A b --setenv B  --chdir /opt/app")
        .containsSubsequence("--ro-bind", " / ", "--proc /proc", "--dev /dev", "/tmp/input")
        .contains("--remount-ro /dev");
  }

  @Test
  void staysInsideOfAHostileRootfs() throws IOException {
    Path rootfs = Files.createDirectories(folder.resolve("hostile"));
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Files.createSymbolicLink(rootfs.resolve("tmp"), Path.of("/no-such-folder/of-the-host"));
    Files.createSymbolicLink(rootfs.resolve("proc"), Path.of("../../../../outside"));
    Files.createSymbolicLink(rootfs.resolve("loop"), Path.of("loop"));
    ContainerPaths paths = new ContainerPaths(rootfs);

    assertThat(paths.directory("/tmp")).isEqualTo("/no-such-folder/of-the-host");
    assertThat(rootfs.resolve("no-such-folder/of-the-host")).isDirectory();
    assertThat(Path.of("/no-such-folder")).doesNotExist();
    assertThat(paths.directory("/proc/x")).isEqualTo("/outside/x");
    assertThat(outside).isEmptyDirectory();
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> paths.canonical("/loop", true)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void makesMountPointsInClosedFolders() throws IOException {
    Path rootfs = Files.createDirectories(folder.resolve("closed"));
    Files.setPosixFilePermissions(rootfs, PosixFilePermissions.fromString("r-xr-xr-x"));

    assertThat(new ContainerPaths(rootfs).directory("/a/b")).isEqualTo("/a/b");
    assertThat(new ContainerPaths(rootfs).link("/input", "/opt/in")).isTrue();
    assertThat(rootfs.resolve("a/b")).isDirectory();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(rootfs)))
        .isEqualTo("r-xr-xr-x");
    Files.setPosixFilePermissions(rootfs, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void countsAttemptsWithoutRoute() {
    NetworkCounters before = NetworkCounters.parse(List.of());
    NetworkCounters after =
        NetworkCounters.parse(
            List.of(
                "Ip: Forwarding OutNoRoutes", "Ip: 2 5", "Ip6OutNoRoutes \t3", "Ip6InNoRoutes 9"));

    assertThat(after.since(before)).isEqualTo(8);
  }

  @Test
  void readsOnlyWholeLinesOfTheStatus() throws IOException {
    Path file = folder.resolve("status");
    Files.writeString(file, "start 10.50 -\nleft 12.00 a b\nstop 12.00 -\nend 12.0");
    SetupStatus status = SetupStatus.read(file);

    assertThat(status.duration()).contains(Duration.ofMillis(1500));
    assertThat(status.leftOver()).containsExactly("a b");
    assertThat(status.exitStatus()).isEmpty();
    assertThat(SetupStatus.read(folder.resolve("none")).has("start")).isFalse();
  }

  @Test
  void keepsTheBeginningAndTheEndOfAFlood() throws IOException {
    byte[] text = "0123456789".repeat(100).getBytes(StandardCharsets.US_ASCII);
    Path file = folder.resolve("out");
    BoundedCapture capture = new BoundedCapture(new ByteArrayInputStream(text), file, 20);
    capture.run();

    assertThat(file).hasContent("0123456789\n[hecktor: 980 bytes left out]\n0123456789");
    assertThat(capture.result()).isEqualTo(new CapturedStream(file, 1000, true));
  }

  @Test
  void keepsAllThatFits() throws IOException {
    for (int length = 0; length <= 20; length++) {
      byte[] text = "abcdefghijklmnopqrst".substring(0, length).getBytes(StandardCharsets.US_ASCII);
      Path file = folder.resolve("fits");
      BoundedCapture capture = new BoundedCapture(new ByteArrayInputStream(text), file, 20);
      capture.run();

      assertThat(Files.readAllBytes(file)).isEqualTo(text);
      assertThat(capture.result().truncated()).isFalse();
    }
  }

  @Test
  void findsTheMemoryGroupOfVersion1() {
    List<CgroupPlace> places =
        CgroupPlace.places(
            List.of("4:memory:/a/b", "1:cpu:/", "0::/c"),
            List.of(
                "30 25 0:26 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu",
                "31 25 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory",
                "32 25 0:28 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw"));

    assertThat(places)
        .containsExactly(new CgroupPlace(Path.of("/sys/fs/cgroup/memory/a/b"), false));
  }

  @Test
  void findsTheGroupsOfVersion2() {
    List<CgroupPlace> places =
        CgroupPlace.places(
            List.of("0::/user.slice/x"),
            List.of("32 25 0:28 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw"));

    assertThat(places)
        .containsExactly(
            new CgroupPlace(Path.of("/sys/fs/cgroup/user.slice/x"), true),
            new CgroupPlace(Path.of("/sys/fs/cgroup/user.slice"), true));
  }

  @Test
  void readsAGroupOfVersion2() throws IOException {
    Path group = Files.createDirectory(folder.resolve("group"));
    MemoryCgroup cgroup = new MemoryCgroup(Optional.of(group), true);
    assertThat(cgroup.limit(1000)).isFalse();
    for (String file : List.of("memory.max", "memory.swap.max", "cgroup.procs")) {
      Files.writeString(group.resolve(file), "max\n");
    }
    Files.writeString(group.resolve("memory.stat"), "anon 700\nfile 9000\nshmem 50\n");
    Files.writeString(group.resolve("memory.events"), "low 0\noom 2\noom_kill 1\n");

    assertThat(cgroup.limit(1000)).isTrue();
    assertThat(group.resolve("memory.max")).hasContent("1000");
    assertThat(group.resolve("memory.swap.max")).hasContent("0");
    assertThat(cgroup.residentBytes()).isEqualTo(750);
    assertThat(cgroup.kills()).isEqualTo(1);
    assertThat(cgroup.highWaterBytes()).isEmpty();
    Files.writeString(group.resolve("memory.peak"), "9750\n");
    assertThat(cgroup.highWaterBytes()).hasValue(9750);
    assertThat(cgroup.meter()).isEqualTo(MemoryUse.Meter.CGROUP_V2);
  }

  @Test
  void readsAGroupOfVersion1() throws IOException {
    Path group = Files.createDirectory(folder.resolve("group"));
    MemoryCgroup cgroup = new MemoryCgroup(Optional.of(group), false);
    for (String file : List.of("memory.limit_in_bytes", "cgroup.procs")) {
      Files.writeString(group.resolve(file), "max\n");
    }
    Files.writeString(
        group.resolve("memory.stat"), "rss 1\ntotal_rss 700\ntotal_shmem 50\ntotal_cache 9\n");
    Files.writeString(group.resolve("memory.oom_control"), "under_oom 0\noom_kill 3\n");
    Files.writeString(group.resolve("memory.max_usage_in_bytes"), "9750\n");

    assertThat(cgroup.limit(1000)).isTrue();
    assertThat(group.resolve("memory.limit_in_bytes")).hasContent("1000");
    assertThat(cgroup.residentBytes()).isEqualTo(750);
    assertThat(cgroup.kills()).isEqualTo(3);
    assertThat(cgroup.highWaterBytes()).hasValue(9750);
  }

  @Test
  void findsRestrictionsOfTheInnermostMount() {
    HostMounts host =
        new HostMounts(
            List.of(
                "1 0 0:1 / / rw - ext4 d rw",
                "2 1 0:2 / /my\\040data rw,nosuid,noexec - ext4 d rw",
                "3 2 0:3 / /my\\040data/programs rw - ext4 d rw"));

    assertThat(host.noexec("/home")).isFalse();
    assertThat(host.noexec("/my data/x")).isTrue();
    assertThat(host.noexec("/my data/programs/x")).isFalse();
  }

  @Test
  void readsTheNameOfAQuery() {
    byte[] query = "\0\0\1\0\0\1\0\0\0\0\0\0\3www\2de\0".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(DnsQuestion.name(query)).contains("www.de");
    assertThat(DnsQuestion.name(new byte[12])).isEmpty();
    assertThat(DnsQuestion.name(new byte[] {0, 0, 1})).isEmpty();
    assertThat(DnsQuestion.name("\0\0\1\0\0\1\0\0\0\0\0\0\77w".getBytes(StandardCharsets.UTF_8)))
        .isEmpty();
  }

  @Test
  void namesTheRemedyForMissingIdMaps() {
    var problem = SetupFailure.of("podman", "Error: exec: \"newuidmap\": not found.\n").problem();

    assertThat(problem.what()).endsWith("not found.").doesNotEndWith("..");
    assertThat(problem.fix()).contains("uidmap");
  }

  private Prepared prepared() throws IOException {
    Path rootfs = Files.createDirectories(folder.resolve("rootfs"));
    Path input = Files.createDirectories(folder.resolve("input"));
    Files.createDirectories(input.resolve("x"));
    Path output = Files.createDirectories(folder.resolve("output"));
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("A", "b");
    environment.put("B", "");
    RunSpec spec =
        new RunSpec(
            ImageSource.rootfs(rootfs),
            new Program(List.of("/bin/app"), environment, "/opt/app", 1000, 1001),
            new Folders(
                input,
                "/tmp/input",
                Optional.empty(),
                output,
                "/tmp/output",
                List.of("/tmp"),
                List.of()),
            new RunLimits(Duration.ofMinutes(1), Duration.ZERO, 2048, OptionalLong.empty(), 1),
            new RunFiles(folder.resolve("s"), folder.resolve("o"), folder.resolve("e")),
            GpuAccess.none());
    Staging staging = Staging.create(folder.resolve("s"), true);
    assertThat(
            Files.list(staging.root())
                .map(p -> p.getFileName().toString())
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("net", "tmp");
    return new Prepared(spec, MountPlan.of(spec, staging), staging);
  }
}
