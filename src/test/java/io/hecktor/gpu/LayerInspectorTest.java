package io.hecktor.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import io.hecktor.deflate.Framing;
import io.hecktor.layer.LayerWriter;
import io.hecktor.oci.Layer;
import io.hecktor.plan.Content;
import io.hecktor.plan.LayerEntry;
import io.hecktor.plan.LayerPlan;
import io.hecktor.plan.Owner;
import io.hecktor.testing.TestElf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LayerInspectorTest {

  @TempDir Path folder;
  private BlobStore store;
  private LayerInspector inspector;
  private final List<LayerEntry> entries = new ArrayList<>();

  @BeforeEach
  void open() {
    store = new BlobStore(folder.resolve("store"));
    inspector = new LayerInspector(store, Progress.silent());
  }

  private void add(String path, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve(path.replace('/', '_')), bytes);
    entries.add(
        new LayerEntry.RegularFile(
            AbsoluteUnixPath.get(path), 0644, Owner.ROOT, new Content.OfFile(file, bytes.length)));
  }

  private static byte[] jar(Object... namesAndBytes) throws IOException {
    var bytes = new java.io.ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndBytes.length; i += 2) {
        zip.putNextEntry(new ZipEntry((String) namesAndBytes[i]));
        zip.write((byte[]) namesAndBytes[i + 1]);
      }
    }
    return bytes.toByteArray();
  }

  private LayerPlan plan() throws IOException {
    byte[] model = Proto.model(new Proto().message(5, Proto.tensor(1, 3))).bytes();
    add("/opt/libscale.so", Fixtures.bytes("libscale-size.so"));
    add("/opt/model.onnx", model);
    add("/opt/notes.txt", "no model".getBytes(StandardCharsets.UTF_8));
    add("/etc/ld.so.conf.d/cuda.conf", "# where\n/usr/local/cuda/lib64\n".getBytes("UTF-8"));
    add(
        "/opt/app/lib/a.jar",
        jar(
            "linux/libneeds.so", TestElf.library("libneeds.so.1", "libcudart.so.12"),
            "win/needs.dll", new byte[] {'M', 'Z', 0, 0},
            "mac/libneeds.dylib", new byte[] {(byte) 0xcf, (byte) 0xfa, (byte) 0xed, (byte) 0xfe},
            "models/m.onnx", model,
            "A.class", new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe}));
    entries.add(
        new LayerEntry.SymbolicLink(
            AbsoluteUnixPath.get("/opt/libscale.so.1"), Owner.ROOT, "libscale.so"));
    return new LayerPlan("all", entries, Instant.EPOCH);
  }

  private void assertAllFound(LayerContents contents) {
    assertThat(contents.libraries())
        .extracting(library -> library.path() + " " + library.code().text())
        .containsExactlyInAnyOrder(
            "/opt/libscale.so sm_75 1, sm_80 1, compute_90 1",
            "/opt/app/lib/a.jar!linux/libneeds.so ");
    assertThat(contents.models())
        .extracting(OnnxModel::path)
        .containsExactlyInAnyOrder("/opt/model.onnx", "/opt/app/lib/a.jar!models/m.onnx");
    assertThat(contents.foreign())
        .extracting(foreign -> foreign.path() + " " + foreign.system())
        .containsExactlyInAnyOrder(
            "/opt/app/lib/a.jar!win/needs.dll Windows",
            "/opt/app/lib/a.jar!mac/libneeds.dylib macOS");
    assertThat(contents.links()).containsEntry("opt/libscale.so.1", "libscale.so");
    assertThat(contents.loaderFolders()).containsExactly("/usr/local/cuda/lib64");
  }

  @Test
  void findsTheSameInAPlanAndInTheBlobOfItsLayer() throws IOException {
    LayerPlan plan = plan();
    Layer layer = new LayerWriter(store, Framing.STORED, Progress.silent()).layer(plan);

    assertAllFound(inspector.base(layer));
    assertAllFound(
        new LayerInspector(new BlobStore(folder.resolve("another")), Progress.silent())
            .own(plan, layer));
  }

  @Test
  void looksIntoALayerOnce() throws IOException {
    Layer layer = new LayerWriter(store, Framing.STORED, Progress.silent()).layer(plan());
    LayerContents first = inspector.base(layer);
    store.evict(layer.descriptor().digest());

    assertThat(new LayerInspector(store, Progress.silent()).base(layer)).isEqualTo(first);
  }

  @Test
  void looksAgainWhereItsRecordIsSpoilt() throws IOException {
    Layer layer = new LayerWriter(store, Framing.STORED, Progress.silent()).layer(plan());
    store.putRecord("contents-1", layer.diffId().digest().hex(), new byte[] {'{'});

    assertAllFound(inspector.base(layer));
  }

  @Test
  void leavesNothingBehind() throws IOException {
    inspector.base(new LayerWriter(store, Framing.STORED, Progress.silent()).layer(plan()));

    try (var left = Files.list(store.folder("work"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void findsTelemetryInOnnxRuntimeAlone() throws IOException {
    byte[] head = TestElf.library("libonnxruntime.so.1");
    byte[] library = java.util.Arrays.copyOf(head, (1 << 20) + 100);
    byte[] marker = "ORT_DISABLE_TELEMETRY".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(marker, 0, library, (1 << 20) - 10, marker.length);
    add("/a/libonnxruntime.so", library);
    add("/b/libonnxruntime.so", head);
    add("/c/libother.so", library);
    LayerPlan plan = new LayerPlan("libraries", entries, Instant.EPOCH);

    assertThat(
            inspector
                .own(plan, new LayerWriter(store, Framing.STORED, Progress.silent()).layer(plan))
                .libraries())
        .extracting(library1 -> library1.path() + " " + library1.phonesHome())
        .containsExactlyInAnyOrder(
            "/a/libonnxruntime.so true", "/b/libonnxruntime.so false", "/c/libother.so false");
  }

  @Test
  void survivesAFileThatIsNoJar() throws IOException {
    add("/opt/broken.jar", new byte[100]);
    LayerPlan plan = new LayerPlan("jars", entries, Instant.EPOCH);

    assertThat(
            inspector.own(
                plan, new LayerWriter(store, Framing.STORED, Progress.silent()).layer(plan)))
        .isEqualTo(LayerContents.empty());
  }
}
