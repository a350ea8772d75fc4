package io.hecktor.base;

import static java.util.function.UnaryOperator.identity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import io.hecktor.Progress;
import io.hecktor.ProjectException;
import io.hecktor.layer.ForeignTar;
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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveBaseTest extends ArchiveTrial {

  private byte[] unpacked(Layer layer) throws IOException {
    try (InputStream in = ForeignTar.open(store().open(layer.descriptor()))) {
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
}
