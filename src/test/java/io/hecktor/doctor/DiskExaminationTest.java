package io.hecktor.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders with and without room, on file systems of all kinds. */
class DiskExaminationTest {

  @TempDir Path folder;

  private DiskExamination.Place place(String name, Path path, long needed) {
    return new DiskExamination.Place(
        name, path, needed, new DiskExamination.Words("needed", "no programs", "Move " + name));
  }

  private List<Remark> examine(String mounts, DiskExamination.Place... places) throws IOException {
    Path mountInfo = Files.writeString(folder.resolve("mountinfo"), mounts);
    return new DiskExamination(List.of(places), mountInfo).examine();
  }

  private String mount(String options, String type) throws IOException {
    return "1 0 0:1 / / rw - ext4 /dev/sda rw\n2 1 0:2 / %s %s shared:1 - %s source rw\n"
        .formatted(folder.toRealPath(), options, type);
  }

  @Test
  void tellsRoomAndNeed() throws IOException {
    List<Remark> remarks =
        examine(
            mount("rw", "xfs"),
            place("cache", folder.resolve("not/yet/there"), 1 << 20),
            place("target", folder, 1 << 20));
    assertThat(remarks).allMatch(remark -> remark.state() == State.OK);
    assertThat(StandIns.only(remarks, "cache").found())
        .contains("(xfs): ")
        .endsWith("about 1.00 MiB needed");
    assertThat(StandIns.only(remarks, "hard links").found()).startsWith("from cache to target");
    assertThat(folder).isDirectoryNotContaining("glob:**/.hecktor-doctor*");
    assertThat(folder.resolve("not")).doesNotExist();
  }

  @Test
  void needsOnOneDiskAddUp() throws IOException {
    long half = Files.getFileStore(folder).getUsableSpace() / 4 * 3;
    List<Remark> remarks =
        examine("", place("cache", folder, half), place("target", folder.resolve("t"), half));
    assertThat(StandIns.only(remarks, "cache").state()).isEqualTo(State.WARNING);
    assertThat(StandIns.only(remarks, "cache").found()).contains("with what else is there");
    assertThat(StandIns.only(remarks, "target").remedy()).isEqualTo("Move target");
  }

  @Test
  void whatCannotBeWrittenStopsAll() throws IOException {
    Remark found = StandIns.only(examine("", place("cache", Path.of("/proc/none"), 1)), "cache");
    assertThat(found.stops()).isTrue();
    assertThat(found.found()).isEqualTo("`/proc/none` cannot be written to");
  }

  @Test
  void programsThatCannotBeStartedAreAWarning() throws IOException {
    List<Remark> remarks = examine(mount("rw,nosuid,noexec", "tmpfs"), place("cache", folder, 1));
    assertThat(remarks)
        .anySatisfy(
            remark -> {
              assertThat(remark.state()).isEqualTo(State.WARNING);
              assertThat(remark.found()).endsWith("is mounted noexec: no programs");
              assertThat(remark.remedy()).isEqualTo("Move cache");
            });
  }

  @Test
  void aNetworksFileSystemIsAWarning() throws IOException {
    assertThat(examine(mount("rw", "nfs4"), place("cache", folder, 1)))
        .anyMatch(remark -> remark.found().contains("is nfs4: slow"));
  }

  @Test
  void theNeedGrowsWithModelsAndImages() {
    DiskNeed small = DiskNeed.of(1, 0, DiskNeed.usualBase(), "");
    DiskNeed large = DiskNeed.of(3, 5L << 30, DiskNeed.usualBase(), "");
    assertThat(large.cacheBytes() - small.cacheBytes()).isEqualTo(10L << 30);
    assertThat(large.targetBytes()).isGreaterThan(3 * DiskNeed.usualBase() + (5L << 30));
  }
}
