package io.hecktor.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A program that breaks a rule, or seems to, and what every engine has to say of it.
 *
 * @param name what the row claims
 * @param bench the limits
 * @param words of the actor
 * @param check fails where the observation is not right
 */
record EngineRow(
    String name,
    UnaryOperator<EngineBench> bench,
    List<String> words,
    Consumer<RunObservation> check) {

  private static final long MIB = 1L << 20;

  /** All rows. */
  static List<EngineRow> all() {
    return List.of(
        row("passes the exit code on", exits(7).andThen(clean()), "exit", "7"),
        row("sees TCP", tries("connect", "93.184.216.34:443/tcp"), "tcp"),
        row("sees UDP", tries("sendto", "8.8.8.8:9999/udp"), "udp"),
        row("sees a connected UDP socket", tries("connect", "8.8.4.4:123/udp"), "udp-connect"),
        row("sees IPv6", tries("connect", "[2606:2800:220:1::1]:443/tcp"), "ipv6"),
        row("sees mapped IPv4", tries("connect", "1.2.3.4:80/tcp"), "mapped"),
        row("sees a look-up", tries("DNS", "models.example.org"), "dns"),
        row("sees a child's socket", tries("connect", "1.1.1.1:80/tcp"), "child-tcp"),
        row(
            "sees a library that calls home",
            tries("connect", "20.42.65.92:443/tcp"),
            "/usr/bin/actor",
            "load",
            "/usr/lib/telemetry.so"),
        row("lets loopback be", exits(0).andThen(clean()), "loopback"),
        row("sees a cache in HOME", writes("openat", "/home/user/.c"), "touch", "/home/user/.c"),
        row("sees a relative path", writes("openat", "/opt/app/cache"), "touch", "cache"),
        row("sees what bears an engine's name", wrote("runc"), "named", "runc"),
        row("sees what bears a shell's name", wrote("sh"), "named", "sh"),
        row("sees /var/tmp", writes("mkdir", "/var/tmp/x"), "mkdir", "/var/tmp/x"),
        row("sees a removal", writes("unlink", "/opt/app/model.bin"), "unlink", "model.bin"),
        row("sees a change of mode", writes("chmod", "/bin/actor"), "chmod", "/bin/actor"),
        row("sees the input", writes("openat", "/tmp/input/x"), "touch", "/tmp/input/x"),
        row("follows a link out of /tmp", writes("openat", "/opt/app/cache"), "link-out"),
        row("lets /tmp be", exits(0).andThen(clean()), "must-touch", "/tmp/file"),
        row("lets the output be", exits(0).andThen(clean()), "must-touch", "/tmp/output/file"),
        row("lets checks be", exits(0).andThen(clean()), "checks"),
        row("kills what was left behind", exits(0).andThen(leaves("actor")), "daemon"),
        row("kills a crowd", exits(0).andThen(clean()), "crowd", "300"),
        row("kills a child that was stopped", exits(0).andThen(clean()), "stop-child"),
        row("needs no open streams", exits(0).andThen(clean()), "close"),
        row("removes what lies too deep in /tmp", exits(0).andThen(clean()), "dig", "/tmp"),
        row("takes odd and many files", exits(0).andThen(clean()), "litter", "/tmp/output"),
        row("tells an abort", aborts(), "abort"),
        row("tells a missing program", refused(127), "/nothing"),
        row("tells a program that is none", refused(126), "/opt/app/model.bin"),
        limited("ends a sleeper", 1, timedOut(Duration.ZERO), "sleep"),
        limited(
            "kills a stubborn sleeper", 1, timedOut(Duration.ofMillis(500)), "sleep", "stubborn"),
        limited("ends what waits for a stopped child", 1, timedOut(Duration.ZERO), "stop"),
        new EngineRow("tells memory", b -> b.memory(400 * MIB), List.of("grow", "100"), peak(100)),
        new EngineRow("ends a hog", b -> b.memory(100 * MIB), List.of("grow", "400"), oom()),
        new EngineRow(
            "ends a hog in a child", b -> b.memory(100 * MIB), List.of("child-grow", "400"), oom()),
        new EngineRow(
            "sets RLIMIT_DATA",
            b -> b.data(4096 * MIB),
            List.of("limits"),
            says("data " + 4096 * MIB + "\n")),
        new EngineRow("bounds a flood", b -> b.stream(MIB), List.of("flood", "20"), flooded()),
        new EngineRow(
            "shows the input as a link",
            EngineBench::linkedInput,
            List.of("must-touch", "/output/file"),
            exits(0).andThen(clean())),
        row("shows the program its own world", EngineRow::ownWorld, showing()));
  }

  private static EngineRow row(String name, Consumer<RunObservation> check, String... words) {
    return new EngineRow(name, bench -> bench, List.of(words), check);
  }

  private static EngineRow limited(
      String name, int seconds, Consumer<RunObservation> check, String... words) {
    return new EngineRow(
        name, bench -> bench.within(Duration.ofSeconds(seconds)), List.of(words), check);
  }

  void runOn(Engine engine, java.nio.file.Path rootfs, java.nio.file.Path folder) {
    runOn(new EngineBench(engine, rootfs, folder));
  }

  void runOn(EngineBench prepared) {
    check.accept(bench.apply(prepared).run(words.toArray(String[]::new)));
  }

  private static Consumer<RunObservation> exits(int code) {
    return seen -> {
      assertThat(seen.ending().exitCode()).isEqualTo(code);
      assertThat(seen.ending().started()).isTrue();
      assertThat(seen.ending().timedOut()).isFalse();
    };
  }

  private static Consumer<RunObservation> clean() {
    return seen -> {
      assertThat(seen.network().exactness()).isNotEqualTo(Exactness.NOT_SEEN);
      assertThat(seen.network().distinct()).isEmpty();
      assertThat(seen.network().count()).isZero();
      assertThat(seen.writes().distinct()).isEmpty();
      assertThat(EngineBench.text(seen.stderr())).isEmpty();
    };
  }

  private static Consumer<RunObservation> tries(String call, String target) {
    return seen -> {
      exits(0).accept(seen);
      assertThat(seen.network().count()).isPositive();
      NetworkAttempt first = seen.network().distinct().get(0);
      if (seen.network().exactness() == Exactness.EXACT) {
        assertThat(first.call()).isEqualTo(call);
        assertThat(first.target()).isEqualTo(target);
        assertThat(first.process()).isEqualTo("actor");
        assertThat(seen.network().distinct()).hasSize(1);
      }
      assertThat(seen.writes().distinct()).isEmpty();
    };
  }

  private static Consumer<RunObservation> wrote(String process) {
    return writes(process, "openat", "/opt/app/cache");
  }

  private static Consumer<RunObservation> writes(String call, String path) {
    return writes("actor", call, path);
  }

  private static Consumer<RunObservation> writes(String process, String call, String path) {
    return seen -> {
      exits(0).accept(seen);
      if (seen.writes().exactness() == Exactness.EXACT) {
        assertThat(seen.writes().distinct())
            .containsExactly(new WriteAttempt(process, call, path, "EROFS"));
      } else {
        assertThat(seen.writes().exactness()).isEqualTo(Exactness.NOT_SEEN);
      }
      assertThat(seen.network().count()).isZero();
    };
  }

  private static Consumer<RunObservation> leaves(String name) {
    return seen ->
        assertThat(seen.ending().leftOver()).isIn(Optional.empty(), Optional.of(List.of(name)));
  }

  /** Podman's program is the first of its namespace, where Linux turns SIGABRT into SIGSEGV. */
  private static Consumer<RunObservation> aborts() {
    return seen -> assertThat(seen.ending().exitCode()).isIn(134, 139);
  }

  private static Consumer<RunObservation> refused(int code) {
    return seen -> {
      assertThat(seen.ending().started()).isFalse();
      assertThat(seen.ending().exitCode()).isEqualTo(code);
    };
  }

  private static Consumer<RunObservation> timedOut(Duration grace) {
    return seen -> {
      assertThat(seen.ending().timedOut()).isTrue();
      assertThat(seen.ending().exitCode()).isNotZero();
      assertThat(EngineBench.text(seen.stderr())).isEmpty();
      assertThat(seen.duration())
          .isBetween(Duration.ofMillis(900).plus(grace), Duration.ofSeconds(15));
    };
  }

  private static Consumer<RunObservation> peak(long mebibytes) {
    return seen -> {
      exits(0).accept(seen);
      assertThat(seen.memory().limitReached()).isFalse();
      // Samples are 50 ms apart, and the program grows by at most 50 MiB in that time.
      assertThat(seen.memory().peakBytes()).isBetween(mebibytes * MIB / 3, (mebibytes + 40) * MIB);
    };
  }

  private static Consumer<RunObservation> oom() {
    return seen -> {
      assertThat(seen.memory().limitReached()).isTrue();
      assertThat(seen.memory().peakBytes()).isLessThan(300 * MIB);
      assertThat(seen.ending().timedOut()).isFalse();
    };
  }

  private static Consumer<RunObservation> says(String text) {
    return seen -> {
      exits(0).accept(seen);
      assertThat(EngineBench.text(seen.stdout())).isEqualTo(text);
    };
  }

  private static Consumer<RunObservation> flooded() {
    return seen -> {
      exits(0).accept(seen);
      assertThat(seen.stdout().truncated()).isTrue();
      assertThat(seen.stdout().totalBytes()).isEqualTo(20 * MIB + 15);
      assertThat(seen.stdout().file().toFile().length()).isLessThan(MIB + 100);
      assertThat(EngineBench.text(seen.stdout())).startsWith("xxx").endsWith("the last words\n");
    };
  }

  private static String[] showing() {
    return new String[] {
      "show", "/proc/self/status", "/proc/1/environ", "/etc/shadow", "/root", "/proc/net/dev"
    };
  }

  private static void ownWorld(RunObservation seen) {
    exits(0).accept(seen);
    String text = EngineBench.text(seen.stdout());
    assertThat(text)
        .contains("uid 1000 gid 1000 cwd /opt/app\n")
        .contains("env PATH=/usr/bin:/bin\n", "env HOME=/home/user\n", "env MODEL=a b\n$c\n")
        .contains("host hecktor\n", "/tmp/input/ehr.json\n", "/etc/shadow: No such file")
        .contains("CapEff:\t0000000000000000", "CapPrm:\t0000000000000000", "NoNewPrivs:\t1")
        .doesNotContain("HECKTOR_")
        .doesNotContain("eth0:")
        .contains("lo:");
    List<String> descriptors =
        text.lines().filter(line -> line.matches("/proc/self/fd/\\d+")).toList();
    // The fourth is the folder that is listed.
    assertThat(descriptors).hasSize(4);
    List<String> processes = text.lines().filter(line -> line.matches("/proc/\\d+")).toList();
    // Itself and at most the first process, the engine's.
    assertThat(processes).hasSizeLessThanOrEqualTo(2);
    assertThat(text.lines().filter(line -> line.startsWith("env ")).map(EngineRow::variable))
        .contains("PATH", "HOME", "MODEL")
        .isSubsetOf("PATH", "HOME", "MODEL", "HOSTNAME", "PWD", "container");
    assertThat(text.lines().filter(line -> line.matches("/tmp/[^/]*")))
        .containsExactlyInAnyOrder("/tmp/.", "/tmp/..", "/tmp/input", "/tmp/output");
  }

  private static String variable(String line) {
    return line.substring(4, line.indexOf('='));
  }

  @Override
  public String toString() {
    return name;
  }
}
