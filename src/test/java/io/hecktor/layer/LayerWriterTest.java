package io.hecktor.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import io.hecktor.deflate.Framing;
import io.hecktor.oci.Digest;
import io.hecktor.oci.Layer;
import io.hecktor.plan.Content;
import io.hecktor.plan.LayerEntry;
import io.hecktor.plan.LayerPlan;
import io.hecktor.plan.Owner;
import io.hecktor.testing.RecordingProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayerWriterTest {

  private static final Instant TIME = Instant.parse("2026-11-23T00:00:00Z");
  private static final String LONG = "n".repeat(120);

  @TempDir Path folder;

  private final RecordingProgress progress = new RecordingProgress();

  private BlobStore store() {
    return new BlobStore(folder.resolve("cache"));
  }

  private Layer write(LayerPlan plan) throws IOException {
    return write(plan, Framing.STORED);
  }

  private Layer write(LayerPlan plan, Framing framing) throws IOException {
    return new LayerWriter(store(), framing, progress).layer(plan);
  }

  private List<LayerEntry> entries(Path onDisk) throws IOException {
    Content model = new Content.OfFile(onDisk, Files.size(onDisk));
    Content text = new Content.OfBytes("text\n".getBytes(StandardCharsets.UTF_8));
    return new ArrayList<>(
        List.of(
            new LayerEntry.Directory(AbsoluteUnixPath.get("/opt"), 0755, Owner.ROOT),
            new LayerEntry.Directory(AbsoluteUnixPath.get("/opt/app"), 0755, Owner.ROOT),
            new LayerEntry.RegularFile(
                AbsoluteUnixPath.get("/opt/app/model.bin"), 0644, Owner.ROOT, model),
            new LayerEntry.RegularFile(
                AbsoluteUnixPath.get("/opt/app/größe"), 0600, new Owner(1000, 1000), text),
            new LayerEntry.RegularFile(
                AbsoluteUnixPath.get("/opt/app/" + LONG), 0755, new Owner(3_000_000, 7), text),
            new LayerEntry.SymbolicLink(
                AbsoluteUnixPath.get("/opt/app/link"), Owner.ROOT, "../app/model.bin")));
  }

  private Path model(String name) throws IOException {
    return Files.writeString(folder.resolve(name), "weights".repeat(1_000));
  }

  private LayerPlan plan(Path onDisk) throws IOException {
    return new LayerPlan("application", entries(onDisk), TIME);
  }

  @ParameterizedTest
  @EnumSource
  void listsWhatReadingTheLayerAgainWouldList(Framing framing) throws IOException {
    Path large = folder.resolve("large.bin");
    byte[] bytes = new byte[5_000_001];
    new java.util.Random(3).nextBytes(bytes);
    Files.write(large, bytes);
    List<LayerEntry> all = entries(model("model.bin"));
    Content content = new Content.OfFile(large, bytes.length);
    all.add(
        new LayerEntry.RegularFile(
            AbsoluteUnixPath.get("/opt/app/large"), 0644, Owner.ROOT, content));
    Layer layer = write(new LayerPlan("resources", all, TIME), framing);

    LayerListing kept = new LayerListings(store(), progress).of(layer);
    assertThat(progress.begun).noneMatch(work -> work.contains("listing"));
    Files.delete(folder.resolve("cache/v1/records/listings/" + layer.diffId().digest().hex()));
    assertThat(kept).isEqualTo(new LayerListings(store(), progress).of(layer));
    assertThat(kept.byPath().get("/opt/app/large").sha256()).isEqualTo(Digest.of(bytes));
    assertThat(kept.files()).hasSize(5);
  }

  @Test
  void writesTheSameBytesOnEveryMachineAndInEveryVersion() throws IOException {
    Layer layer = write(plan(model("model")));

    assertThat(layer.diffId())
        .hasToString("sha256:e5da58a9d9bae09b744e7d43ea2623ca6cbb2307dbe3f03374bb1b9e813d27c0");
    assertThat(layer.isPlain()).isTrue();
    assertThat(layer.descriptor().mediaType()).isEqualTo("application/vnd.oci.image.layer.v1.tar");
    assertThat(store().contains(layer.descriptor())).isTrue();
  }

  @Test
  void isPlainUntilSomethingShrinksAndLeavesNoOtherBlob() throws IOException {
    byte[] weights = new byte[3 << 20];
    new java.util.Random(5).nextBytes(weights);
    Path file = Files.write(folder.resolve("large"), weights);
    List<LayerEntry> entries = new ArrayList<>(List.of(large(file)));
    Layer plain = write(new LayerPlan("resources", entries, TIME), Framing.AUTO);
    Path text = Files.writeString(folder.resolve("words"), "weights ".repeat(100_000));
    Content words = new Content.OfFile(text, Files.size(text));
    entries.add(
        new LayerEntry.RegularFile(
            AbsoluteUnixPath.get("/opt/app/words"), 0644, Owner.ROOT, words));
    Layer mixed = write(new LayerPlan("resources", entries, TIME), Framing.AUTO);

    assertThat(plain.isPlain()).isTrue();
    assertThat(mixed.isPlain()).isFalse();
    assertThat(mixed.descriptor().mediaType())
        .isEqualTo("application/vnd.oci.image.layer.v1.tar+gzip");
    assertThat(unpack(mixed).get(0)).isEqualTo(weights);
    assertThat(Digest.of(ForeignTar.open(store().open(mixed.descriptor())).readAllBytes()))
        .isEqualTo(mixed.diffId().digest());
    try (var blobs = Files.list(folder.resolve("cache/v1/blobs/sha256"))) {
      assertThat(blobs)
          .containsExactlyInAnyOrder(
              store().path(plain.descriptor().digest()), store().path(mixed.descriptor().digest()));
    }
  }

  private static LayerEntry large(Path file) throws IOException {
    return new LayerEntry.RegularFile(
        AbsoluteUnixPath.get("/opt/app/large"),
        0644,
        Owner.ROOT,
        new Content.OfFile(file, Files.size(file)));
  }

  @Test
  void comparesADeflatedLayerOfTheCachesOwnFilesWithoutInflatingIt() throws IOException {
    Path own = Files.createDirectories(store().root().resolve("runtime-images/x"));
    Path file = Files.writeString(own.resolve("modules"), "weights".repeat(10_000));
    Layer first = write(plan(file), Framing.DEFLATE);
    assertThat(write(plan(file), Framing.DEFLATE)).isEqualTo(first);
    assertThat(store().recordKeys("matched-layers"))
        .containsExactly(first.descriptor().digest().hex());
    progress.begun.clear();
    assertThat(write(plan(file), Framing.DEFLATE)).isEqualTo(first);
    assertThat(progress.begun).noneMatch(work -> work.startsWith("writing layer"));

    Files.writeString(file, "weighty".repeat(10_000));
    Layer changed = write(plan(file), Framing.DEFLATE);
    assertThat(changed.diffId()).isNotEqualTo(first.diffId());
    Files.writeString(file, "weights".repeat(10_000));
    assertThat(write(plan(file), Framing.DEFLATE)).isEqualTo(first);
  }

  @Test
  void comparesADeflatedLayerOfTheSystemsFilesWithoutInflatingIt() throws IOException {
    Path system = Files.createDirectories(folder.resolve("usr/lib"));
    Path file = Files.writeString(system.resolve("libc.so.6"), "library".repeat(10_000));
    LayerWriter writer =
        new LayerWriter(store(), Framing.DEFLATE, progress, one -> one.startsWith(system));
    Layer first = writer.layer(plan(file));
    assertThat(writer.layer(plan(file))).isEqualTo(first);
    assertThat(store().recordKeys("matched-layers"))
        .containsExactly(first.descriptor().digest().hex());

    // A spoilt blob shows only where it is read, which is what comparing contents would do here.
    Path blob = store().path(first.descriptor().digest());
    byte[] bytes = Files.readAllBytes(blob);
    bytes[bytes.length / 2] ^= 1;
    Files.setPosixFilePermissions(blob, PosixFilePermissions.fromString("rw-r--r--"));
    Files.write(blob, bytes);
    assertThat(writer.layer(plan(file))).isEqualTo(first);
    assertThat(write(plan(model("model")), Framing.DEFLATE)).isNotEqualTo(first);

    Files.writeString(file, "another".repeat(10_000));
    assertThat(writer.layer(plan(file)).diffId()).isNotEqualTo(first.diffId());
  }

  @Test
  void comparesAFileThatWasLongLeftAloneOnlyIfItIsTouchedWhileItIsRead() throws IOException {
    Path file = model("model");
    Path later = Files.createFile(folder.resolve("later"));
    Files.setLastModifiedTime(later, FileTime.from(Instant.now().plusSeconds(60)));
    var before = Sources.stamps(plan(file), later);
    assertThat(before).isPresent().isEqualTo(Sources.stamps(plan(file), later));
    assertThat(Sources.stamps(plan(file), file)).isEmpty(); // Too young to tell.
    Files.writeString(file, "weighty".repeat(1_000));
    assertThat(Sources.stamps(plan(file), later)).isPresent().isNotEqualTo(before);
  }

  @Test
  void doesNotShowOrderTimesModesPathsLocaleOrZone() throws IOException {
    Layer expected = write(plan(model("model")));
    Path other = Files.createDirectories(folder.resolve("elsewhere")).resolve("renamed");
    Files.copy(model("model"), other);
    Files.setLastModifiedTime(other, FileTime.fromMillis(1_234_567));
    Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rwxrwxrwx"));
    List<LayerEntry> shuffled = entries(other);
    Collections.reverse(shuffled);
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-SA-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
      BlobStore fresh = new BlobStore(folder.resolve("fresh"));

      assertThat(
              new LayerWriter(fresh, Framing.STORED, progress)
                  .layer(new LayerPlan("other name", shuffled, TIME)))
          .isEqualTo(expected);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @ParameterizedTest
  @EnumSource
  void findsALayerAgainWithoutWritingIt(Framing framing) throws IOException {
    Layer first = write(plan(model("model")), framing);
    progress.begun.clear();

    assertThat(write(plan(model("another place")), framing)).isEqualTo(first);
    assertThat(progress.begun).containsExactly("comparing layer application");
  }

  @ParameterizedTest
  @EnumSource
  void shipsNewBytesUnderTheSamePathTimeAndSize(Framing framing) throws IOException {
    Path model = model("model");
    FileTime time = Files.getLastModifiedTime(model);
    Layer first = write(plan(model), framing);
    byte[] bytes = Files.readAllBytes(model);
    bytes[3_000] ^= 1;
    Files.write(model, bytes);
    Files.setLastModifiedTime(model, time);

    Layer second = write(plan(model), framing);

    assertThat(second.diffId()).isNotEqualTo(first.diffId());
    assertThat(unpack(second)).contains(bytes);
  }

  @Test
  void makesAnotherLayerOfAnotherModeOwnerTimeOrTarget() throws IOException {
    Layer first = write(plan(model("model")));
    Owner root = Owner.ROOT;
    AbsoluteUnixPath path = AbsoluteUnixPath.get("/opt/app/link");
    List<LayerEntry> others =
        List.of(
            new LayerEntry.SymbolicLink(path, root, "elsewhere"),
            new LayerEntry.SymbolicLink(path, new Owner(1, 0), "../app/model.bin"),
            new LayerEntry.Directory(path, 0755, root),
            new LayerEntry.Directory(path, 0700, root));
    List<Layer> layers = new ArrayList<>(List.of(first));
    for (LayerEntry other : others) {
      List<LayerEntry> entries = entries(model("model"));
      entries.set(5, other);
      layers.add(write(new LayerPlan("application", entries, TIME)));
    }
    layers.add(write(new LayerPlan("application", entries(model("model")), TIME.plusSeconds(1))));

    assertThat(layers.stream().map(Layer::diffId).distinct()).hasSize(6);
  }

  @Test
  void writesWhatThePlanSays() throws IOException {
    Layer layer = write(plan(model("model")));
    List<String> seen = new ArrayList<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(ForeignTar.open(store().open(layer.descriptor())), "UTF-8")) {
      for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
        assertThat(entry.getLastModifiedTime()).isEqualTo(FileTime.from(TIME));
        assertThat(entry.getUserName() + entry.getGroupName()).isEmpty();
        seen.add(
            "%s %o %d:%d %d %s"
                .formatted(
                    entry.getName(),
                    entry.getMode() & 0777,
                    entry.getLongUserId(),
                    entry.getLongGroupId(),
                    entry.getSize(),
                    entry.getLinkName()));
      }
    }
    assertThat(seen)
        .containsExactly(
            "opt/ 755 0:0 0 ",
            "opt/app/ 755 0:0 0 ",
            "opt/app/größe 600 1000:1000 5 ",
            "opt/app/link 777 0:0 0 ../app/model.bin",
            "opt/app/model.bin 644 0:0 7000 ",
            "opt/app/" + LONG + " 755 3000000:7 5 ");
  }

  private List<byte[]> unpack(Layer layer) throws IOException {
    List<byte[]> contents = new ArrayList<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(ForeignTar.open(store().open(layer.descriptor())), "UTF-8")) {
      while (tar.getNextEntry() != null) {
        contents.add(tar.readAllBytes());
      }
    }
    return contents;
  }

  @ParameterizedTest
  @EnumSource
  void healsACutBlobAndASpoiltRecord(Framing framing) throws IOException {
    Layer first = write(plan(model("model")), framing);
    Path blob = store().path(first.descriptor().digest());
    byte[] bytes = Files.readAllBytes(blob);
    Files.delete(blob);
    Files.write(blob, Arrays.copyOf(bytes, 100));
    assertThat(write(plan(model("model")), framing)).isEqualTo(first);
    assertThat(Files.readAllBytes(blob)).isEqualTo(bytes);
    try (var records = Files.list(folder.resolve("cache/v1/records/layer-shapes"))) {
      for (Path record : records.toList()) {
        Files.writeString(record, "{");
      }
    }

    assertThat(write(plan(model("model")), framing)).isEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource
  void findsEachOfSeveralModelsOfOneSizeAgain(Framing framing) throws IOException {
    List<Layer> written = new ArrayList<>();
    for (String weights : List.of("first", "other", "third")) {
      Path model = Files.writeString(folder.resolve(weights), weights.repeat(1_000));
      written.add(write(plan(model), framing));
    }
    progress.begun.clear();

    for (String weights : List.of("other", "first", "third")) {
      Layer again = write(plan(folder.resolve(weights)), framing);
      assertThat(again).isIn(written);
      assertThat(unpack(again)).contains(weights.repeat(1_000).getBytes(StandardCharsets.UTF_8));
    }
    assertThat(progress.begun).containsOnly("comparing layer application");
  }

  @ParameterizedTest
  @EnumSource
  void healsABlobWhoseContentIsSpoilt(Framing framing) throws IOException {
    Layer first = write(plan(model("model")), framing);
    Path blob = store().path(first.descriptor().digest());
    byte[] bytes = Files.readAllBytes(blob);
    byte[] spoilt = bytes.clone();
    // Stored, it is one of the weights; deflated, of a Huffman code.
    spoilt[Math.min(bytes.length / 2, 6_000)] ^= 1;
    Files.delete(blob);
    Files.write(blob, spoilt);

    assertThat(write(plan(model("model")), framing)).isEqualTo(first);
    assertThat(Files.readAllBytes(blob)).isEqualTo(bytes);
  }

  @Test
  void refusesFilesThatChangeWhileTheyAreWritten() throws IOException {
    Path model = model("model");
    LayerPlan plan = plan(model);
    Progress changing =
        new Progress() {
          @Override
          public void stage(String line) {}

          @Override
          public void detail(String line) {}

          @Override
          public void warn(io.hecktor.Problem problem) {}

          @Override
          public Work begin(String what, long totalBytes) {
            return new Work() {
              @Override
              public void advance(long bytes) {
                try {
                  if (bytes == 7_000) { // The model has just been read.
                    Files.writeString(model, "changed".repeat(1_000));
                  }
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }

              @Override
              public void close() {}
            };
          }
        };

    assertThatThrownBy(() -> new LayerWriter(store(), Framing.STORED, changing).layer(plan))
        .hasMessage("the files of the layer 'application' changed meanwhile");
    try (var blobs = Files.list(folder.resolve("cache/v1/blobs/sha256"))) {
      assertThat(blobs).isEmpty();
    }
  }

  @Test
  void refusesAFileThatIsNotAsLongAsPlanned() throws IOException {
    Content grown = new Content.OfFile(model("model"), 7_001);
    LayerPlan plan =
        new LayerPlan(
            "resources",
            List.of(
                new LayerEntry.RegularFile(AbsoluteUnixPath.get("/m"), 0644, Owner.ROOT, grown)),
            TIME);

    assertThatThrownBy(() -> write(plan))
        .hasMessageContaining("/m had 7001 bytes and now has 7000");
    try (var blobs = Files.list(folder.resolve("cache/v1/blobs/sha256"))) {
      assertThat(blobs).isEmpty();
    }
  }

  @Test
  void framesAsItIsToldAndTellsTheResultsApart() throws IOException {
    LayerPlan plan = plan(model("model"));
    Layer stored = write(plan);
    Layer deflated = new LayerWriter(store(), Framing.AUTO, progress).layer(plan);

    assertThat(deflated.diffId()).isEqualTo(stored.diffId());
    assertThat(deflated.descriptor().digest())
        .hasToString("sha256:d3767f24f0cc2df8503cbe67468fdefaab718c2418cd6fef2eb0a177703cee36");
    assertThat(deflated.descriptor().sizeBytes()).isLessThan(stored.descriptor().sizeBytes() / 10);
    assertThat(unpack(deflated)).containsExactlyElementsOf(unpack(stored));
    assertThat(write(plan)).isEqualTo(stored);
  }

  @Test
  void writesAnEmptyLayerAsEveryoneDoes() throws IOException {
    Layer layer = write(new LayerPlan("empty", List.of(), TIME));

    // Two zero blocks, and no entry: the diffID that every empty tar of that size has.
    assertThat(layer.uncompressedSizeBytes()).isEqualTo(1_024);
    assertThat(layer.diffId())
        .hasToString("sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef");
  }
}
