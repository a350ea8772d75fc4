package io.hecktor.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceReaderTest {

  private static final String START =
      "5<unshare> chroot(\".\") = 0\n5<unshare> execve(\"/bin/app\", [\"/bin/app\"], 0x7 /* 1 var */)"
          + " = 0\n";

  @TempDir Path folder;
  private TraceReader reader;

  @BeforeEach
  void prepare() throws IOException {
    Path rootfs = Files.createDirectories(folder.resolve("rootfs")).toRealPath();
    Files.createDirectories(rootfs.resolve("opt/app"));
    Files.writeString(rootfs.resolve("opt/app/model"), "");
    Files.createSymbolicLink(rootfs.resolve("opt/cache"), Path.of("/tmp/cache"));
    Files.createSymbolicLink(rootfs.resolve("opt/escape"), Path.of("/../../etc"));
    Path input = Files.createDirectories(folder.resolve("input"));
    Path output = Files.createDirectories(folder.resolve("output"));
    RunSpec spec =
        new RunSpec(
            ImageSource.rootfs(rootfs),
            new Program(List.of("/bin/app"), Map.of(), "/opt/app", 1000, 1000),
            new Folders(
                input,
                "/tmp/input",
                Optional.empty(),
                output,
                "/tmp/output",
                List.of("/tmp"),
                List.of()),
            new RunLimits(Duration.ofMinutes(1), Duration.ZERO, 1, OptionalLong.empty(), 1),
            new RunFiles(folder.resolve("s"), folder.resolve("o"), folder.resolve("e")),
            GpuAccess.none());
    Staging staging = Staging.create(folder.resolve("s"), true);
    WriteCalls writes = new WriteCalls(spec, MountPlan.of(spec, staging), staging.root());
    reader = new TraceReader(writes, List.of("/bin/app"));
  }

  @Test
  void leavesTheSetUpOut() {
    read(
        "4<sh> openat(AT_FDCWD</>, \"/status\", O_WRONLY|O_CREAT, 0666) = 3</status>\n"
            + START
            + "4<sh> mkdir(\"/left\", 0755) = -1 EROFS (Read-only file system)\n");

    assertThat(reader.started()).isTrue();
    assertThat(writes()).isEmpty();
  }

  @Test
  void takesNobodyForTheSetUpByName() {
    read(
        "4<sh> openat(AT_FDCWD</>, \"/status\", O_WRONLY|O_CREAT, 0666) = 3</status>\n"
            + START
            + "9<sh> mkdir(\"/seen\", 0755) = -1 EROFS (Read-only file system)\n");

    assertThat(writes()).extracting(WriteAttempt::path).containsExactly("/seen");
  }

  @Test
  void doesNotTakeTheHostsNextProgramForTheImages() {
    read(
        "5<unshare> chroot(\".\") = 0\n"
            + "5<unshare> execve(\"/bin/app\", [\"/bin/app\"], 0x7) = -1 ENOENT (No such file)\n"
            + "6<sh> execve(\"/usr/bin/cat\", [\"cat\"], 0x7) = 0\n");

    assertThat(reader.started()).isFalse();
  }

  @Test
  void tellsTheProgramsEnd() {
    read(START + "5<app> +++ killed by SIGSEGV (core dumped) +++\n");

    assertThat(reader.exitCode()).hasValue(139);
    assertThat(reader.signal()).hasValue(11);
  }

  @Test
  void doesNotTakeAChildsEndForTheProgramsEnd() {
    read(START + "6<child> +++ exited with 3 +++\n");

    assertThat(reader.exitCode()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      textBlock =
          """
          mkdir("cache", 0755) = -1 EROFS (R) => /opt/app/cache
          openat(AT_FDCWD</opt/app>, "../x", O_RDWR|O_CREAT, 0644) = -1 EROFS (R) => /opt/x
          open("/opt/app/model", O_RDWR) = -1 EACCES (Permission denied) => /opt/app/model
          unlinkat(3</opt/app>, "model", 0) = -1 EROFS (R) => /opt/app/model
          fchmod(3</opt/app/model>, 0777) = -1 EROFS (R) => /opt/app/model
          utimensat(3</opt/app/model>, NULL, NULL, 0) = -1 EROFS (R) => /opt/app/model
          symlink("/tmp/x", "/opt/l") = -1 EROFS (R) => /opt/l
          rename("/tmp/x", "/opt/y") = -1 EROFS (R) => /opt/y
          creat("/opt/escape/x", 0644) = -1 EROFS (R) => /etc/x
          mkdir("/tmp/input/x", 0755) = -1 EROFS (R) => /tmp/input/x
          mkdir("/opt/new", 0755) = 0 => /opt/new
          """)
  void seesAttemptsToWrite(String call, String path) {
    read(START + "5<app> " + call + "\n");

    assertThat(writes()).extracting(WriteAttempt::path).containsExactly(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openat(AT_FDCWD</opt/app>, \"/etc/passwd\", O_RDONLY|O_CLOEXEC) = 3</etc/passwd>",
        "openat(AT_FDCWD</opt/app>, \"/proc/self/coredump_filter\", O_RDWR) = 3</proc/5/cf>",
        "openat(AT_FDCWD</opt/app>, \"/dev/null\", O_WRONLY|O_CREAT) = 3</dev/null>",
        "openat(AT_FDCWD</opt/app>, \"/dev/shm/x\", O_RDWR|O_CREAT) = 3</dev/shm/x>",
        "mkdir(\"/opt/app\", 0755) = -1 EEXIST (File exists)",
        "mkdir(\"/no/such\", 0755) = -1 ENOENT (No such file or directory)",
        "unlink(\"/opt/app/no-such\") = -1 EROFS (Read-only file system)",
        "mkdir(\"/opt/cache\", 0755) = 0</x>",
        "creat(\"/opt/cache/x\", 0644) = -1 EACCES (Permission denied)",
        "mkdir(\"/tmp/output/images\", 0755) = 0",
        "chmod(\"/tmp/x\", 0777) = -1 EPERM (Operation not permitted)",
      })
  void letsBeWhatChangesNothingOutside(String call) {
    read(START + "5<app> " + call.replace("= 0</x>", "= -1 EEXIST (File exists)") + "\n");

    assertThat(writes()).isEmpty();
  }

  @Test
  void followsAChangeOfFolder() {
    read(START + "5<app> chdir(\"/tmp\") = 0\n5<app> mkdir(\"x\", 0755) = 0\n");

    assertThat(writes()).isEmpty();
  }

  @Test
  void followsALinkThatTheProgramMade() throws IOException {
    Files.createSymbolicLink(folder.resolve("s/tmp/link"), Path.of("/opt/app"));
    read(START + "5<app> creat(\"/tmp/link/x\", 0644) = -1 EROFS (Read-only file system)\n");

    assertThat(writes()).extracting(WriteAttempt::path).containsExactly("/opt/app/x");
  }

  @Test
  void countsRepetitionsOnce() {
    read(START + "5<app> mkdir(\"/x\", 0755) = -1 EROFS (R)\n".repeat(1000));

    assertThat(writes()).hasSize(1);
    assertThat(reader.writeAttempts("strace").count()).isEqualTo(1000);
  }

  @Test
  void boundsDifferentAttempts() {
    StringBuilder lines = new StringBuilder(START);
    for (int i = 0; i < 1000; i++) {
      lines.append("5<app> mkdir(\"/x").append(i).append("\", 0755) = -1 EROFS (R)\n");
    }
    read(lines.toString());

    assertThat(writes()).hasSize(Attempts.KEPT);
    assertThat(reader.writeAttempts("strace").count()).isEqualTo(1000);
  }

  @Test
  void admitsWhatIoUringHides() {
    read(START + "5<app> io_uring_setup(8, {flags=0}) = 4<anon_inode:[io_uring]>\n");

    assertThat(reader.writeAttempts("strace").exactness()).isEqualTo(Exactness.LOWER_BOUND);
  }

  @Test
  void namesTheLookUp() {
    read(
        START
            + "5<app> socket(AF_INET, SOCK_DGRAM|SOCK_CLOEXEC, IPPROTO_IP) = 3<socket:[1]>\n"
            + "5<app> connect(3<socket:[1]>, {sa_family=AF_INET, sin_port=htons(53),"
            + " sin_addr=inet_addr(\"127.0.0.1\")}, 16) = 0\n"
            + "5<app> sendmmsg(3<socket:[1]>, [{msg_hdr={msg_name=NULL, msg_namelen=0,"
            + " msg_iov=[{iov_base=\"\\1\\2\\1\\0\\0\\1\\0\\0\\0\\0\\0\\0\\3hub\\7example\\0"
            + "\\0\\1\\0\\1\", iov_len=29}], msg_iovlen=1}, msg_len=29}], 1, MSG_NOSIGNAL) = 1\n");

    assertThat(network()).containsExactly(new NetworkAttempt("app", "DNS", "hub.example", ""));
  }

  @Test
  void countsAConnectionToANameServerThatSendsUnseen() {
    read(
        START
            + "5<app> connect(3<socket:[1]>, {sa_family=AF_INET, sin_port=htons(53),"
            + " sin_addr=inet_addr(\"127.0.0.1\")}, 16) = 0\n");

    assertThat(network())
        .containsExactly(new NetworkAttempt("app", "DNS", "? (name server 127.0.0.1:53)", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{sa_family=AF_UNIX, sun_path=\"/var/run/nscd/socket\"}, 110",
        "{sa_family=AF_NETLINK, nl_pid=0, nl_groups=00000000}, 12",
        "{sa_family=AF_UNSPEC, sa_data=\"\\0\"}, 16",
        "{sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr(\"127.0.1.1\")}, 16",
        "{sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr(\"0.0.0.0\")}, 16",
        "{sa_family=AF_INET6, sin6_port=htons(80), sin6_flowinfo=htonl(0), inet_pton(AF_INET6,"
            + " \"::1\", &sin6_addr), sin6_scope_id=0}, 28",
        "{sa_family=AF_INET6, sin6_port=htons(80), sin6_flowinfo=htonl(0), inet_pton(AF_INET6,"
            + " \"::ffff:127.0.0.1\", &sin6_addr), sin6_scope_id=0}, 28",
      })
  void letsBeWhatStaysOnTheMachine(String address) {
    read(START + "5<app> connect(3<socket:[1]>, " + address + ") = -1 ECONNREFUSED (C)\n");

    assertThat(network()).isEmpty();
  }

  @Test
  void seesTheHypervisorsSocket() {
    read(
        START
            + "5<app> connect(3<socket:[1]>, {sa_family=AF_VSOCK, svm_cid=VMADDR_CID_HOST,"
            + " svm_port=0x400}, 16) = -1 ENODEV (No such device)\n");

    assertThat(network()).hasSize(1);
  }

  private void read(String lines) {
    lines.lines().forEach(reader::accept);
  }

  private List<WriteAttempt> writes() {
    return reader.writeAttempts("strace").distinct();
  }

  private List<NetworkAttempt> network() {
    return reader.networkAttempts("strace").distinct();
  }
}
