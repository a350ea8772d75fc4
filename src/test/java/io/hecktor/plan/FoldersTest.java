package io.hecktor.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FoldersTest {

  private final Folders folders =
      new Folders(SampleBase.files(SampleBase.layer("opt/", "usr/", "usr/lib/", "lib -> usr/lib")));

  private static LayerEntry file(String path) {
    return new LayerEntry.RegularFile(
        AbsoluteUnixPath.get(path), Modes.FILE, Owner.ROOT, new Content.OfBytes(new byte[1]));
  }

  private static LayerEntry folder(String path, Owner owner) {
    return new LayerEntry.Directory(AbsoluteUnixPath.get(path), 0700, owner);
  }

  private List<String> added(LayerEntry... entries) {
    return folders.withParents(List.of(entries)).stream()
        .filter(LayerEntry.Directory.class::isInstance)
        .map(entry -> entry.path().toString())
        .toList();
  }

  @Test
  void addsTheFoldersThatNothingHasBrought() {
    assertThat(added(file("/opt/app/lib/a.jar"), file("/opt/app/lib/b.jar")))
        .containsExactlyInAnyOrder("/opt/app", "/opt/app/lib");
  }

  @Test
  void addsNoneThatTheBaseHas() {
    assertThat(added(file("/usr/lib/a.so"), file("/opt/a"), file("/lib/b.so"))).isEmpty();
  }

  @Test
  void addsNoneThatALowerLayerHasBrought() {
    added(file("/opt/app/lib/a.jar"));
    assertThat(added(file("/opt/app/program.jar"))).isEmpty();
  }

  @Test
  void keepsFoldersThatAreAskedForWithTheirOwner() {
    Owner user = new Owner(7, 8);
    List<LayerEntry> all = folders.withParents(List.of(file("/home/u/x"), folder("/home/u", user)));
    assertThat(all).contains(folder("/home/u", user));
    assertThat(all.stream().map(entry -> entry.path().toString()))
        .containsExactlyInAnyOrder("/home/u/x", "/home/u", "/home");
  }

  @Test
  void ownsWhatItAddsByRootReadableByAll() {
    LayerEntry added = folders.withParents(List.of(file("/srv/x"))).get(1);
    assertThat(added)
        .isEqualTo(new LayerEntry.Directory(AbsoluteUnixPath.get("/srv"), 0755, Owner.ROOT));
  }

  @Test
  void addsNothingForWhatStandsAtTheRoot() {
    assertThat(added(file("/x"))).isEmpty();
  }
}
