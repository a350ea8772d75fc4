package io.hecktor.base;

import static java.util.function.UnaryOperator.identity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.ProjectException;
import io.hecktor.blob.BlobStore;
import io.hecktor.oci.Digest;
import io.hecktor.oci.Layer;
import io.hecktor.plan.BaseImage;
import io.hecktor.plan.BaseReference;
import io.hecktor.testing.RecordingProgress;
import io.hecktor.testing.TarBytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveBaseTest {

  private static final SampleImage IMAGE = SampleImage.linuxAmd64();

  @TempDir Path folder;

  private final RecordingProgress progress = new RecordingProgress();

  private BlobStore store() {
    return new BlobStore(folder.resolve("cache"));
  }

  private BaseReference.Archive archive(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("base.tar"), bytes);
    return new BaseReference.Archive("tar:base.tar", file);
  }

  private BaseImage resolve(byte[] bytes) throws IOException, HecktorException {
    return new ArchiveBase(store(), progress).resolve(archive(bytes));
  }

  private Set<String> files(String below) throws IOException {
    Path root = folder.resolve("cache/v1").resolve(below);
    if (!Files.exists(root)) {
      return Set.of();
    }
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .collect(Collectors.toSet());
    }
  }

  private byte[] unpacked(Layer layer) throws IOException {
    try (InputStream in = new GZIPInputStream(store().open(layer.descriptor()))) {
      return in.readAllBytes();
    }
  }

  static Stream<Arguments> everyForm() {
    List<Arguments> forms =
        List.of(
            Arguments.of("docker save up to 24", IMAGE.dockerOld()),
            Arguments.of("docker save from 25 on", IMAGE.docker25(identity())),
            Arguments.of("docker save from 25 on, gzip layers", IMAGE.docker25(TarBytes::gzip)),
            Arguments.of("podman and skopeo", IMAGE.podman()),
            Arguments.of("crane", IMAGE.crane()),
            Arguments.of("our submission", IMAGE.submission()),
            Arguments.of("OCI, gzip", IMAGE.ociArchive("", TarBytes::gzip, false)),
            Arguments.of("OCI, plain, ./", IMAGE.ociArchive("./", identity(), false)),
            Arguments.of("OCI, zstd, nested", IMAGE.ociArchive("", TarBytes::zstd, true)));
    return forms.stream()
        .flatMap(
            form ->
                outerCompressions()
                    .map(
                        outer ->
                            Arguments.of(
                                form.get()[0] + ", " + outer.get()[0],
                                form.get()[1],
                                outer.get()[1])));
  }

  private static Stream<Arguments> outerCompressions() {
    UnaryOperator<byte[]> plain = identity();
    UnaryOperator<byte[]> gzip = TarBytes::gzip;
    UnaryOperator<byte[]> spliced = bytes -> TarBytes.gzipMembers(bytes, 7);
    UnaryOperator<byte[]> zstd = TarBytes::zstd;
    return Stream.of(
        Arguments.of("plain", plain),
        Arguments.of("gzipped", gzip),
        Arguments.of("spliced", spliced),
        Arguments.of("zstd", zstd));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyForm")
  void readsEveryFormThatToolsWrite(String form, byte[] bytes, UnaryOperator<byte[]> outer)
      throws Exception {
    BaseImage base = resolve(outer.apply(bytes));

    assertThat(base.config().imageId()).isEqualTo(IMAGE.imageId());
    assertThat(base.config().bytes()).isEqualTo(IMAGE.configBytes());
    assertThat(base.layers()).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(unpacked(base.layers().get(i))).isEqualTo(IMAGE.tars().get(i));
      assertThat(base.layers().get(i).uncompressedSizeBytes())
          .isEqualTo(IMAGE.tars().get(i).length);
    }
    assertThat(base.files().text("/etc/passwd")).contains("root:x:0:0:root:/root:/bin/sh\n");
    assertThat(progress.advanced.get()).isGreaterThan(0);
  }

  @ParameterizedTest
  @EnumSource(ImageFormat.class)
  void readsWhatJibWrites(ImageFormat format) throws Exception {
    Path content = Files.writeString(folder.resolve("hello.txt"), "hello");
    Path file = folder.resolve("jib.tar");
    Jib.fromScratch()
        .setFormat(format)
        .addLayer(List.of(content), "/opt")
        .addEnvironmentVariable("FROM", "jib")
        .containerize(
            Containerizer.to(TarImage.at(file).named("jib:1"))
                .setOfflineMode(true)
                .setBaseImageLayersCache(folder.resolve("jib-base"))
                .setApplicationLayersCache(folder.resolve("jib-layers")));

    BaseImage base =
        new ArchiveBase(store(), progress).resolve(new BaseReference.Archive("tar:jib.tar", file));

    assertThat(base.config().environment()).containsEntry("FROM", "jib");
    assertThat(base.layers()).hasSize(1);
    assertThat(base.files().hasFile("/opt/hello.txt")).isTrue();
  }

  @Test
  void keepsGzipLayersByteForByte() throws Exception {
    BaseImage base = resolve(IMAGE.docker25(TarBytes::gzip));

    assertThat(base.layers().get(0).descriptor().digest())
        .isEqualTo(Digest.of(TarBytes.gzip(IMAGE.tars().get(0))));
  }

  @Test
  void unpacksAnArchiveOnlyOnceUnderWhateverName() throws Exception {
    BaseImage first = resolve(IMAGE.dockerOld());
    progress.begun.clear();
    Path moved = folder.resolve("elsewhere.tar");
    Files.move(folder.resolve("base.tar"), moved);
    Files.setLastModifiedTime(moved, FileTime.fromMillis(12_345_000));

    BaseImage second =
        new ArchiveBase(store(), progress)
            .resolve(new BaseReference.Archive("tar:elsewhere.tar", moved));

    assertThat(progress.begun).containsExactly("hashing tar:elsewhere.tar");
    assertThat(second.layers()).isEqualTo(first.layers());
    assertThat(second.facts()).isEqualTo(first.facts());
    assertThat(second.pinned()).isEqualTo(first.pinned());
  }

  @Test
  void seesOtherBytesUnderTheSameNameTimeAndSize() throws Exception {
    Path file = archive(IMAGE.dockerOld()).file();
    FileTime time = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(file, time);
    BaseImage first = new ArchiveBase(store(), progress).resolve(archive(IMAGE.dockerOld()));
    byte[] lower = IMAGE.tars().get(0).clone();
    int noise = new String(lower, StandardCharsets.ISO_8859_1).indexOf("root:x:0");
    lower[noise] = 'R';
    SampleImage other =
        SampleImage.of("amd64", List.of(lower, IMAGE.tars().get(1), IMAGE.tars().get(2)));
    BaseReference.Archive changed = archive(other.dockerOld());
    Files.setLastModifiedTime(changed.file(), time);
    assertThat(other.dockerOld()).hasSameSizeAs(IMAGE.dockerOld());

    BaseImage second = new ArchiveBase(store(), progress).resolve(changed);

    assertThat(second.config().imageId()).isEqualTo(other.imageId());
    assertThat(second.layers().get(0)).isNotEqualTo(first.layers().get(0));
  }

  @Test
  void pinsTheContentAndNotThePacking() throws Exception {
    String plain = resolve(IMAGE.dockerOld()).pinned();

    assertThat(resolve(TarBytes.gzip(IMAGE.podman())).pinned()).isEqualTo(plain);
    assertThat(resolve(IMAGE.crane()).pinned()).isNotEqualTo(plain).startsWith("archive@sha256:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut", "missing"})
  void healsTheCache(String harm) throws Exception {
    BaseImage first = resolve(IMAGE.dockerOld());
    Path blob = store().path(first.layers().get(0).descriptor().digest());
    byte[] bytes = Files.readAllBytes(blob);
    Files.delete(blob);
    if (harm.equals("cut")) {
      Files.write(blob, Arrays.copyOf(bytes, bytes.length - 1));
    }

    assertThat(resolve(IMAGE.dockerOld()).layers()).isEqualTo(first.layers());
    assertThat(Files.readAllBytes(blob)).isEqualTo(bytes);
  }

  @Test
  void healsASpoiltConfigAndSpoiltRecords() throws Exception {
    BaseImage first = resolve(IMAGE.dockerOld());
    Path config = store().path(first.config().imageId());
    byte[] flipped = Files.readAllBytes(config);
    flipped[5] ^= 1;
    Files.delete(config);
    Files.write(config, flipped);
    assertThat(resolve(IMAGE.dockerOld()).config().bytes()).isEqualTo(IMAGE.configBytes());
    for (String record : files("records")) {
      Files.writeString(folder.resolve("cache/v1/records").resolve(record), "{\"diffId\":7");
    }

    assertThat(resolve(IMAGE.dockerOld()).layers()).isEqualTo(first.layers());
    assertThat(Files.readAllBytes(config)).isEqualTo(IMAGE.configBytes());
  }

  static Stream<Arguments> layersInEveryForm() {
    byte[] plain = IMAGE.tars().get(0);
    return Stream.of(
        Arguments.of("docker, plain", IMAGE.dockerOld(), plain, "aaa/layer.tar"),
        Arguments.of(
            "OCI, gzip", IMAGE.ociArchive("", TarBytes::gzip, false), TarBytes.gzip(plain), ""),
        Arguments.of(
            "OCI, zstd", IMAGE.ociArchive("", TarBytes::zstd, true), TarBytes.zstd(plain), ""),
        Arguments.of("OCI, plain", IMAGE.ociArchive("", identity(), true), plain, ""),
        Arguments.of("crane, gzip", IMAGE.crane(), TarBytes.gzip(plain), ".tar.gz"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layersInEveryForm")
  void findsAFlippedByteAnywhereInALayer(String form, byte[] archive, byte[] blob, String name)
      throws Exception {
    int start = indexOf(archive, blob);
    String entry = name.equals("aaa/layer.tar") ? name : Digest.of(blob).hex() + name;
    for (int at : new int[] {4, 9, 100, 600, blob.length / 2, blob.length - 1}) {
      byte[] flipped = archive.clone();
      flipped[start + at] ^= 0x10;

      assertThatThrownBy(() -> resolve(flipped))
          .as("byte %d of %s", at, form)
          .isInstanceOf(ProjectException.class)
          .hasMessageContaining("tar:base.tar")
          .hasMessageContaining(entry);
      assertThat(files("blobs")).as("byte %d", at).isEmpty();
      assertThat(files("records")).isEmpty();
    }
  }

  @Test
  void namesBothHashesOfALayerThatIsNotTheConfigs() throws Exception {
    byte[] archive = IMAGE.dockerOld();
    int at = indexOf(archive, IMAGE.tars().get(0)) + 70_000;
    archive[at] ^= 1;
    byte[] layer = IMAGE.tars().get(0).clone();
    layer[70_000] ^= 1;

    assertThatThrownBy(() -> resolve(archive))
        .hasMessageContaining("`aaa/layer.tar` of the base `tar:base.tar`")
        .hasMessageContaining(Digest.of(IMAGE.tars().get(0)).toString())
        .hasMessageContaining(Digest.of(layer).toString());
  }

  @Test
  void namesTheLayerThoughOnlyTheGzipCheckSumAtTheEndIsWrong() throws Exception {
    byte[] archive = IMAGE.dockerOld();
    int at = indexOf(archive, IMAGE.tars().get(0)) + 70_000;
    archive[at] ^= 1;
    byte[] gzipped = TarBytes.gzip(archive);
    byte[] right = TarBytes.gzip(IMAGE.dockerOld());
    System.arraycopy(right, right.length - 8, gzipped, gzipped.length - 8, 8);

    assertThatThrownBy(() -> resolve(gzipped)).hasMessageContaining("`aaa/layer.tar`");
  }

  @Test
  void findsAFlippedByteInAConfigThatIsNamedAfterItsDigest() throws Exception {
    byte[] archive = IMAGE.dockerOld();
    int at = indexOf(archive, "A=1".getBytes(StandardCharsets.UTF_8));
    archive[at] = 'B';

    assertThatThrownBy(() -> resolve(archive))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining(IMAGE.imageId().hex() + ".json");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void findsACutArchiveWhereverItIsCut(boolean gzipped) throws Exception {
    byte[] whole = gzipped ? TarBytes.gzip(IMAGE.dockerOld()) : IMAGE.dockerOld();
    int end =
        gzipped ? whole.length : indexOf(whole, "repositories".getBytes(StandardCharsets.UTF_8));
    for (int size = 1; size < end; size += end / 40) {
      byte[] cut = Arrays.copyOf(whole, size);

      assertThatThrownBy(() -> resolve(cut))
          .as("cut to %d of %d bytes", size, whole.length)
          .isInstanceOf(ProjectException.class)
          .hasMessageContaining("tar:base.tar");
    }
    assertThat(files("records/archives")).isEmpty();
  }

  @Test
  void refusesAnotherPlatform() {
    assertThatThrownBy(() -> resolve(SampleImage.on("arm64").dockerOld()))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("linux/arm64")
        .hasMessageContaining("--platform linux/amd64");
  }

  @Test
  void listsTheTagsWhereThereAreSeveralImages() {
    byte[] archive =
        new TarBytes()
            .file(
                "manifest.json",
                "["
                    + SampleImage.manifestJson("a.json", "one:1", List.of())
                    + ","
                    + SampleImage.manifestJson("b.json", "two:2", List.of())
                    + "]")
            .bytes();

    assertThatThrownBy(() -> resolve(archive))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("2 images: one:1, two:2");
  }

  static Stream<Arguments> hostileArchives() {
    String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n";
    String config = "x.json";
    return Stream.of(
        Arguments.of("nothing", new byte[0], "not a tar"),
        Arguments.of("a text", "hello".repeat(500).getBytes(StandardCharsets.UTF_8), "not a tar"),
        Arguments.of("a pointer", pointer.getBytes(StandardCharsets.UTF_8), "git lfs pull"),
        Arguments.of(
            "docker export",
            new TarBytes().folder("bin").file("etc/passwd", "").bytes(),
            "docker export"),
        Arguments.of("some tar", new TarBytes().file("a", "b").bytes(), "manifest.json"),
        Arguments.of("no list", manifest("{}"), "`manifest.json`"),
        Arguments.of("an empty list", manifest("[]"), "lists none"),
        Arguments.of("no JSON", manifest("[{]"), "`manifest.json`"),
        Arguments.of("a key twice", manifest("[{\"Config\":\"a\",\"Config\":\"b\"}]"), "manifest"),
        Arguments.of("a number as config", manifest("[{\"Config\":7}]"), "`7` is missing"),
        Arguments.of(
            "a link out",
            new TarBytes()
                .symbolicLink(config, "../../../../etc/passwd")
                .file("manifest.json", "[" + SampleImage.manifestJson(config, "t", List.of()) + "]")
                .bytes(),
            "`x.json` is missing"),
        Arguments.of(
            "links in a circle",
            new TarBytes()
                .symbolicLink(config, "y.json")
                .symbolicLink("y.json", config)
                .file("manifest.json", "[" + SampleImage.manifestJson(config, "t", List.of()) + "]")
                .bytes(),
            "`x.json` is missing"),
        Arguments.of(
            "a layer that is missing",
            new TarBytes()
                .file(config, SampleImage.of("amd64", List.of(new byte[0])).config())
                .file(
                    "manifest.json",
                    "[" + SampleImage.manifestJson(config, "t", List.of("l.tar")) + "]")
                .bytes(),
            "`l.tar` is missing"),
        Arguments.of(
            "a layer that is a pointer",
            new TarBytes()
                .file(config, SampleImage.of("amd64", List.of(new byte[0])).config())
                .file("l.tar", pointer)
                .file(
                    "manifest.json",
                    "[" + SampleImage.manifestJson(config, "t", List.of("l.tar")) + "]")
                .bytes(),
            "`l.tar` of the base `tar:base.tar` is a pointer of git-lfs"),
        Arguments.of(
            "fewer layers than the config says",
            new TarBytes()
                .file(config, IMAGE.config())
                .file("manifest.json", "[" + SampleImage.manifestJson(config, "t", List.of()) + "]")
                .bytes(),
            "lists 0 layers, but the image's config has 3"),
        Arguments.of(
            "a huge document",
            new TarBytes()
                .file(config, "{" + " ".repeat(5 << 20) + "}")
                .file("manifest.json", "[" + SampleImage.manifestJson(config, "t", List.of()) + "]")
                .bytes(),
            "larger than 4 MiB"));
  }

  private static byte[] manifest(String json) {
    return new TarBytes().file("manifest.json", json).bytes();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostileArchives")
  void refusesWhatHoldsNoImage(String what, byte[] bytes, String message) {
    assertThatThrownBy(() -> resolve(bytes))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("tar:base.tar")
        .hasMessageContaining(message);
  }

  @Test
  void remembersNothingOfAnArchiveThatChangesWhileItIsRead() throws Exception {
    BaseReference.Archive reference = archive(IMAGE.dockerOld());
    FileTime time = Files.getLastModifiedTime(reference.file());
    Progress meddling =
        new RecordingProgress(
            what -> {
              if (what.startsWith("reading")) {
                Files.write(reference.file(), IMAGE.podman());
                Files.setLastModifiedTime(reference.file(), time);
              }
            });

    assertThatThrownBy(() -> new ArchiveBase(store(), meddling).resolve(reference))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("changed while it was read");
    assertThat(files("records/archives")).isEmpty();
  }

  @Test
  void namesTheParameterWhereNoFileIs() {
    BaseReference.Archive reference =
        new BaseReference.Archive("tar:lib/none.tar", folder.resolve("lib/none.tar"));

    assertThatThrownBy(() -> new ArchiveBase(store(), progress).resolve(reference))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("`tar:lib/none.tar`")
        .hasMessageContaining("`<base>`")
        .hasMessageContaining("-Dhecktor.base");
  }

  @Test
  void importsOnceForBuildsThatRunAtTheSameTime() throws Exception {
    BaseReference.Archive reference = archive(TarBytes.gzip(IMAGE.dockerOld()));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<BaseImage> build =
          () -> new ArchiveBase(store(), new RecordingProgress()).resolve(reference);
      List<Future<BaseImage>> images = threads.invokeAll(List.of(build, build, build, build));
      BaseImage first = images.get(0).get();
      for (Future<BaseImage> image : images) {
        assertThat(image.get().layers()).isEqualTo(first.layers());
      }
      assertThat(files("blobs/sha256")).noneMatch(name -> name.endsWith(".part"));
    } finally {
      threads.shutdownNow();
    }
  }

  static int indexOf(byte[] bytes, byte[] part) {
    int at =
        new String(bytes, StandardCharsets.ISO_8859_1)
            .indexOf(new String(part, StandardCharsets.ISO_8859_1));
    assertThat(at).isNotNegative();
    return at;
  }
}
