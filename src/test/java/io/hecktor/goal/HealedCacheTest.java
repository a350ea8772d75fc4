package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.doctor.CacheExamination;
import io.hecktor.doctor.Depth;
import io.hecktor.doctor.Remark;
import io.hecktor.lock.LockRequest;
import io.hecktor.oci.Descriptor;
import io.hecktor.oci.Layer;
import io.hecktor.testing.RecordingProgress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor takes out of a spoilt cache comes back with the next build. */
class HealedCacheTest {

  @TempDir Path folder;

  private LockedProject project;

  @BeforeEach
  void begin() throws IOException {
    project = new LockedProject(folder);
  }

  @AfterEach
  void end() {
    project.close();
  }

  private List<Remark> examine(Depth depth) throws IOException {
    return new CacheExamination(
            project.store(), depth, Instant.parse("2025-09-01T00:00:00Z"), new RecordingProgress())
        .examine();
  }

  private void flip(Descriptor blob) throws IOException {
    Path file = project.store().path(blob.digest());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {'X', 'Y'}), blob.sizeBytes() / 2);
    }
  }

  @Test
  void theNextBuildMakesEachSpoiltLayerAnew() throws Exception {
    BuiltImage before = project.build(LockRequest.Mode.KEEP).get(0);
    List<Layer> layers = before.image().layers();
    for (Layer layer : layers) {
      flip(layer.descriptor());
    }
    assertThat(examine(Depth.VERIFY).get(0).found()).startsWith(layers.size() + " of no use");
    assertThat(examine(Depth.FIX).get(0).found()).startsWith("removed " + layers.size());
    for (Layer layer : layers) {
      assertThat(project.store().path(layer.descriptor().digest())).doesNotExist();
    }

    BuiltImage after = project.build(LockRequest.Mode.KEEP).get(0);
    assertThat(after.image().config().imageId()).isEqualTo(before.image().config().imageId());
    assertThat(examine(Depth.VERIFY)).allMatch(remark -> remark.remedy().isEmpty());
    for (Layer layer : layers) {
      Path inLayout = after.layout().blob(layer.descriptor().digest());
      assertThat(io.hecktor.oci.Digest.of(Files.readAllBytes(inLayout)))
          .isEqualTo(layer.descriptor().digest());
    }
  }

  @Test
  void layersThatAreWholeStayWhereTheyAre() throws Exception {
    BuiltImage built = project.build(LockRequest.Mode.KEEP).get(0);
    List<Layer> layers = built.image().layers();
    flip(layers.get(0).descriptor());
    examine(Depth.FIX);
    for (Layer layer : layers.subList(1, layers.size())) {
      assertThat(project.store().contains(layer.descriptor())).isTrue();
      assertThat(
              Files.isSameFile(
                  project.store().path(layer.descriptor().digest()),
                  built.layout().blob(layer.descriptor().digest())))
          .isTrue();
    }
  }
}
