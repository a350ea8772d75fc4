package io.hecktor.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.sandbox.MemoryTrial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kernels that say no, each in its own way. */
class KernelExaminationTest {

  @TempDir Path folder;

  private MemoryTrial memory = new MemoryTrial(2, true);
  private int uid = 1000;

  @BeforeEach
  void anOpenKernel() throws IOException {
    write("proc/sys/kernel/unprivileged_userns_clone", "1\n");
    write("proc/sys/user/max_user_namespaces", "15000\n");
    write("proc/self/status", "Name:\tjava\nSeccomp:\t0\n");
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private List<Remark> examine() throws IOException {
    return new KernelExamination(
            new StandIns(folder).host(uid),
            new KernelExamination.Places(folder.resolve("proc"), folder.resolve("etc"), "anna"),
            () -> memory)
        .examine();
  }

  private Remark remark(String subject) throws IOException {
    return StandIns.only(examine(), subject);
  }

  @Test
  void anOpenKernelIsFine() throws IOException {
    assertThat(examine()).noneMatch(remark -> remark.state() == State.WARNING);
    assertThat(remark("user namespaces").found()).contains("15000 at most");
  }

  @Test
  void namesTheSettingThatForbidsUserNamespaces() throws IOException {
    write("proc/sys/kernel/unprivileged_userns_clone", "0\n");
    assertThat(remark("user namespaces").remedy())
        .contains("`sudo sysctl -w kernel.unprivileged_userns_clone=1`");
    write("proc/sys/kernel/unprivileged_userns_clone", "1\n");
    write("proc/sys/user/max_user_namespaces", "0\n");
    assertThat(remark("user namespaces").remedy())
        .contains("`sudo sysctl -w user.max_user_namespaces=15000`");
    uid = 0;
    assertThat(remark("user namespaces").state()).isEqualTo(State.NOT_APPLICABLE);
  }

  @Test
  void namesTheRestrictionOfUbuntu() throws IOException {
    write("proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1\n");
    assertThat(remark("AppArmor").state()).isEqualTo(State.WARNING);
    assertThat(remark("AppArmor").remedy())
        .contains("`sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0`");
    write("proc/sys/kernel/apparmor_restrict_unprivileged_userns", "0\n");
    assertThat(remark("AppArmor").state()).isEqualTo(State.OK);
  }

  @Test
  void looksForRangesOfNumbersAndTellsNoName() throws IOException {
    assertThat(remark("newuidmap, subuid").state()).isEqualTo(State.MISSING);
    new StandIns(folder).program("newuidmap", "exit 0").program("newgidmap", "exit 0");
    write("etc/subuid", "bert:100000:65536\n");
    write("etc/subgid", "bert:100000:65536\n");
    assertThat(remark("newuidmap, subuid").found()).startsWith("no range for this user");
    write("etc/subuid", "bert:100000:65536\nanna:165536:65536\n");
    write("etc/subgid", "1000:165536:65536\n");
    assertThat(remark("newuidmap, subuid").state()).isEqualTo(State.OK);
    assertThat(examine().toString()).doesNotContain("anna");
  }

  @Test
  void tellsOfAFilterOnSystemCalls() throws IOException {
    write("proc/self/status", "Name:\tjava\nSeccomp:\t2\nSeccomp_filters:\t1\n");
    assertThat(remark("seccomp").found()).contains("a filter is on this process");
  }

  @Test
  void saysHowMemoryGetsDelegated() throws IOException {
    memory = new MemoryTrial(2, false);
    assertThat(remark("control groups").remedy()).contains("systemd-run --user --scope");
    uid = 0;
    assertThat(remark("control groups").remedy()).contains("/sys/fs/cgroup writable");
    memory = new MemoryTrial(0, false);
    assertThat(remark("control groups").state()).isEqualTo(State.WARNING);
  }

  @Test
  void anotherSystemHasNoneOfThese() throws IOException {
    assertThat(
            new KernelExamination(
                    new StandIns(folder).host(1000),
                    new KernelExamination.Places(folder.resolve("none"), folder, "anna"),
                    () -> memory)
                .examine())
        .singleElement()
        .satisfies(it -> assertThat(it.state()).isEqualTo(State.NOT_APPLICABLE));
  }
}
