package io.hecktor.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.EnvironmentException;
import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import io.hecktor.oci.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootfsCacheTest {

  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  @TempDir Path temp;

  /** JUnit would warn of each link that leads out of its folder. */
  @AfterEach
  void deleteWithoutFollowing() throws IOException {
    try (Stream<Path> children = Files.list(temp)) {
      for (Path child : (Iterable<Path>) children::iterator) {
        FileTrees.delete(child);
      }
    }
  }

  private TestLayers layers;
  private RawTar base;
  private RawTar model;
  private RawTar otherModel;

  @BeforeEach
  void makeLayers() throws IOException {
    layers = new TestLayers(temp.resolve("blobs"));
    base = new RawTar().directory("usr").file("usr/tool", "tool").file("usr/secret", "s", 0600, 0);
    model = new RawTar().directory("opt").file("opt/model", "one");
    otherModel = new RawTar().directory("opt").file("opt/model", "two");
  }

  private RootfsCache cache(Retention retention) {
    return new RootfsCache(
        temp.resolve("rootfs"), new BlobStore(temp.resolve("store")), retention, Progress.silent());
  }

  private RootfsCache cache() {
    return cache(Retention.standard());
  }

  private static void prepareAndPrune(RootfsCache cache, RootfsRequest request, Instant now)
      throws Exception {
    cache.prepare(request, now).close();
    cache.prune(now);
  }

  private List<String> made(String folder) throws IOException {
    try (var files = Files.list(temp.resolve("rootfs/v1").resolve(folder))) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void givesAnUnchangedImageTheSameRootfsWithoutItsBlobs() throws Exception {
    RootfsRequest request = layers.request(base, model);
    Path first;
    try (Rootfs rootfs = cache().prepare(request, NOON)) {
      first = rootfs.folder();
      assertThat(Listing.of(first)).contains("/usr/tool = tool", "/opt/model = one");
    }
    FileTrees.delete(temp.resolve("blobs"));
    try (Rootfs rootfs = cache().prepare(request, NOON)) {
      assertThat(rootfs.folder()).isEqualTo(first);
    }
  }

  @Test
  void unpacksNothingButTheModelWhenTheModelChanges() throws Exception {
    Object baseFile;
    try (Rootfs rootfs = cache().prepare(layers.request(base, model), NOON)) {
      baseFile = Files.getAttribute(rootfs.folder().resolve("usr/tool"), "unix:ino");
    }
    RootfsRequest changed = layers.request(base, otherModel);
    Files.delete(layers.blob(changed.layers().get(0).descriptor().digest()));
    try (Rootfs rootfs = cache().prepare(changed, NOON)) {
      assertThat(Files.getAttribute(rootfs.folder().resolve("usr/tool"), "unix:ino"))
          .isEqualTo(baseFile);
      assertThat(rootfs.folder().resolve("opt/model")).hasContent("two");
    }
  }

  @Test
  void unpacksNothingButTheJarWhenALayerBelowTheModelChanges() throws Exception {
    RawTar jar = new RawTar().file("app.jar", "1");
    RawTar otherJar = new RawTar().file("app.jar", "2");
    cache().prepare(layers.request(base, jar, model), NOON).close();
    RootfsRequest changed = layers.request(base, otherJar, model);
    Files.delete(layers.blob(changed.layers().get(2).descriptor().digest()));
    try (Rootfs rootfs = cache().prepare(changed, NOON)) {
      assertThat(Listing.of(rootfs.folder())).contains("/app.jar = 2", "/opt/model = one");
    }
  }

  @Test
  void keepsPermissionsAsTheImagesUserHasThem() throws Exception {
    RawTar tar =
        new RawTar()
            .file("theirs", "", 0640, 0)
            .file("own", "", 0640, 1000)
            .file("program", "", 06755, 0)
            .directory("home", 0700, 1000)
            .directory("root", 0700, 0);
    try (Rootfs rootfs = cache().prepare(layers.request(tar), NOON)) {
      assertThat(mode(rootfs, "theirs")).isEqualTo("---------");
      assertThat(mode(rootfs, "own")).isEqualTo("rw-rw-rw-");
      assertThat(mode(rootfs, "program")).isEqualTo("r-xr-xr-x");
      assertThat(mode(rootfs, "home")).isEqualTo("rwxrwxrwx");
      assertThat(mode(rootfs, "root")).isEqualTo("---------");
      assertThat(Files.readAllLines(rootfs.ownership()))
          .containsExactly(
              "/home\t1000\t1000\t0700",
              "/own\t1000\t1000\t0640",
              "/root\t0\t0\t0700",
              "/theirs\t0\t0\t0640");
      assertThat(Files.getLastModifiedTime(rootfs.folder().resolve("own")).toInstant())
          .isEqualTo(Instant.ofEpochSecond(1_000_000_000));
    }
  }

  private static String mode(Rootfs rootfs, String name) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(rootfs.folder().resolve(name)));
  }

  @Test
  void makesMountPointsThatTheImageLacks() throws Exception {
    RootfsRequest request =
        TestLayers.withMountPoints(
            layers.request(new RawTar().link("var/run", "/run").link("etc/hosts", "/out")),
            MountPoint.directory("/var/run/in/put"),
            MountPoint.file("/etc/hosts"),
            MountPoint.file("/hostname"));
    try (Rootfs rootfs = cache().prepare(request, NOON)) {
      assertThat(rootfs.mountPoints())
          .containsEntry("/var/run/in/put", "/run/in/put")
          .containsEntry("/etc/hosts", "/etc/hosts")
          .containsEntry("/hostname", "/hostname");
      assertThat(rootfs.folder().resolve("run/in/put")).isDirectory();
      assertThat(rootfs.folder().resolve("etc/hosts")).isRegularFile().isEmptyFile();
    }
  }

  @Test
  void prunesWhatIsOldAndTheLayersThatOnlyItHad() throws Exception {
    Retention two = new Retention(2, Duration.ofDays(30), Long.MAX_VALUE);
    cache(two).prepare(layers.request(base, model), NOON).close();
    cache(two).prepare(layers.request(base, otherModel), NOON.plusSeconds(1)).close();
    List<String> before = made("layers");
    prepareAndPrune(cache(two), layers.request(base), NOON.plusSeconds(2));
    assertThat(made("trees")).hasSize(2);
    assertThat(before).hasSize(3);
    assertThat(made("layers")).hasSize(2).isSubsetOf(before);
  }

  @Test
  void prunesByAgeAndByBytes() throws Exception {
    cache().prepare(layers.request(base, model), NOON).close();
    prepareAndPrune(cache(), layers.request(base, otherModel), NOON.plus(Duration.ofDays(31)));
    assertThat(made("trees")).hasSize(1);
    Retention small = new Retention(9, Duration.ofDays(99), 2 * model.bytes().length);
    prepareAndPrune(cache(small), layers.request(model), NOON.plus(Duration.ofDays(32)));
    assertThat(made("trees")).hasSize(1);
    assertThat(made("layers")).hasSize(1);
  }

  @Test
  void doesNotPruneWhatIsInUse() throws Exception {
    Retention one = new Retention(1, Duration.ofDays(30), Long.MAX_VALUE);
    try (Rootfs used = cache(one).prepare(layers.request(base, model), NOON)) {
      prepareAndPrune(cache(one), layers.request(base), NOON.plusSeconds(1));
      assertThat(used.folder().resolve("opt/model")).hasContent("one");
    }
    prepareAndPrune(cache(one), layers.request(model), NOON.plusSeconds(2));
    assertThat(made("trees")).hasSize(1);
  }

  @Test
  void forgetsTheMarksOfTheDead() throws Exception {
    Retention one = new Retention(1, Duration.ofDays(30), Long.MAX_VALUE);
    cache(one).prepare(layers.request(base), NOON).close();
    Path marks = temp.resolve("rootfs/v1/in-use").resolve(made("trees").get(0));
    Files.createFile(marks.resolve("0-killed"));
    prepareAndPrune(cache(one), layers.request(model), NOON.plusSeconds(1));
    assertThat(made("trees")).hasSize(1);
    assertThat(marks).doesNotExist();
  }

  @Test
  void removesWhatAKilledProcessLeftHalfMade() throws Exception {
    cache().prepare(layers.request(base), NOON).close();
    Path tree = temp.resolve("rootfs/v1/trees/dead.part/root/closed/deep");
    Path layer = temp.resolve("rootfs/v1/layers/dead.part/files");
    Files.createDirectories(tree);
    Files.createDirectories(layer);
    FileTrees.setMode(tree.getParent(), 0);
    cache().prepare(layers.request(model), NOON).close();
    assertThat(made("trees")).hasSize(2).noneMatch(name -> name.endsWith(".part"));
    assertThat(made("layers")).hasSize(2).noneMatch(name -> name.endsWith(".part"));
  }

  @Test
  void givesParallelRunsOneRootfs() throws Exception {
    RootfsRequest request = layers.request(base, model);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Rootfs>> all =
          threads.invokeAll(
              java.util.Collections.nCopies(4, () -> cache().prepare(request, NOON)),
              60,
              TimeUnit.SECONDS);
      for (Future<Rootfs> one : all) {
        try (Rootfs rootfs = one.get()) {
          assertThat(rootfs.folder().resolve("opt/model")).hasContent("one");
        }
      }
      assertThat(made("trees")).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void refusesALayerThatIsCutAndLeavesNothing() throws Exception {
    byte[] tar = model.bytes();
    Layer whole = layers.layer(tar);
    Path blob = layers.blob(whole.descriptor().digest());
    byte[] bytes = Files.readAllBytes(blob);
    for (int length : new int[] {0, 5, 30, bytes.length - 4}) {
      Files.write(blob, Arrays.copyOf(bytes, length));
      refuses(whole, "is spoilt");
    }
    Files.write(blob, bytes);
    cache().prepare(layers.request(List.of(whole)), NOON).close();
  }

  @Test
  void refusesALayerInWhoseBlobABitIsFlipped() throws Exception {
    Layer whole = layers.layer(model.bytes());
    Path blob = layers.blob(whole.descriptor().digest());
    byte[] bytes = Files.readAllBytes(blob);
    bytes[bytes.length / 2] ^= 1;
    Files.write(blob, bytes);
    refuses(whole, "is spoilt");
  }

  @Test
  void refusesALayerOfAnotherDiffIdOrSize() throws Exception {
    Layer whole = layers.layer(model.bytes());
    Layer other = layers.layer(otherModel.bytes());
    refuses(
        new Layer(whole.descriptor(), other.diffId(), whole.uncompressedSizeBytes()),
        "its diffID is " + whole.diffId());
    refuses(
        new Layer(whole.descriptor(), whole.diffId(), whole.uncompressedSizeBytes() - 1),
        "it has more than the");
  }

  private void refuses(Layer layer, String why) throws IOException {
    assertThatThrownBy(() -> cache().prepare(layers.request(List.of(layer)), NOON))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining(layer.descriptor().digest().toString())
        .hasMessageContaining(why);
    assertThat(made("trees")).isEmpty();
    assertThat(made("layers")).isEmpty();
  }
}
