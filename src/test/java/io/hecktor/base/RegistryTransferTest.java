package io.hecktor.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hecktor.EnvironmentException;
import io.hecktor.oci.Digest;
import io.hecktor.oci.Platform;
import io.hecktor.testing.ImageFixtures;
import io.hecktor.testing.ImageFixtures.Image;
import io.hecktor.testing.ImageFixtures.LayerBlob;
import io.hecktor.testing.InProcessRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RegistryTransferTest {

  private static final LayerBlob LAYER =
      ImageFixtures.gzipLayer(ImageFixtures.tar("model", ImageFixtures.noise(3_000_000, 3)));
  private static final Image IMAGE = ImageFixtures.ociImage(Platform.LINUX_AMD64, LAYER);

  @TempDir private Path folder;
  private InProcessRegistry registry;
  private Puller puller;

  @BeforeEach
  void start() throws IOException {
    registry = InProcessRegistry.start().add("1", IMAGE);
    puller = Puller.in(folder);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private void pull() throws Exception {
    puller.pull(registry.host() + "/team/base:1");
    assertThat(Files.readAllBytes(puller.store().path(LAYER.digest())))
        .isEqualTo(LAYER.blob().bytes());
    assertThat(puller.store().download(LAYER.digest())).doesNotExist();
  }

  private String lastRange() {
    var all = registry.requests(LAYER.digest());
    return all.get(all.size() - 1).range();
  }

  @Test
  void goesOnWhereAConnectionBroke() throws Exception {
    registry.cutAfter(1_000_000);

    pull();

    assertThat(registry.requests(LAYER.digest())).hasSize(2);
    assertThat(lastRange()).isEqualTo("bytes=1000000-");
  }

  @Test
  void goesOnWithWhatAnEarlierProcessLeft() throws Exception {
    registry.cutAfter(1_000_000).answer(503).answer(503).answer(503);
    assertThatThrownBy(this::pull)
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining(LAYER.digest().toString())
        .hasMessageContaining("503");
    assertThat(puller.store().download(LAYER.digest())).hasSize(1_000_000);

    puller = Puller.in(folder);
    pull();

    assertThat(lastRange()).isEqualTo("bytes=1000000-");
  }

  @Test
  void doesNotGiveUpWhileBytesCome() throws Exception {
    for (int i = 1; i <= 10; i++) {
      registry.cutAfter(200_000);
    }

    pull();

    assertThat(registry.requests(LAYER.digest())).hasSize(11);
  }

  @Test
  void managesWithoutRanges() throws Exception {
    registry.ignoreRanges();
    registry.cutAfter(1_000_000).cutAfter(500_000).cutAfter(2_000_000);

    pull();

    assertThat(registry.requests(LAYER.digest())).hasSize(4);
    assertThat(puller.progress().details).noneMatch(line -> line.contains("spoilt"));
  }

  @Test
  void asksAgainWhereAConnectionStalls() throws Exception {
    registry.stallAfter(400_000);

    pull();

    assertThat(lastRange()).isEqualTo("bytes=400000-");
  }

  @Test
  void asksAgainAfter503And429() throws Exception {
    registry.answer(503).answer(429);

    pull();

    assertThat(registry.requests(LAYER.digest())).hasSize(3);
  }

  @Test
  void givesUpOn429WithAdvice() {
    registry.answer(429).answer(429).answer(429);

    assertThatThrownBy(this::pull)
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("docker login");
  }

  @Test
  void pullsASpoiltBlobOnceMore() throws Exception {
    registry.flip(2_000_000);

    pull();

    assertThat(registry.requests(LAYER.digest())).hasSize(2);
  }

  @Test
  void namesABlobThatComesSpoiltTwiceAndKeepsNothingOfIt() {
    registry.flip(2_000_000).flip(1_000_000);

    assertThatThrownBy(this::pull)
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining(LAYER.digest().toString())
        .hasMessageContaining("spoilt");
    assertThat(puller.store().path(LAYER.digest())).doesNotExist();
    assertThat(puller.store().download(LAYER.digest())).doesNotExist();
  }

  @Test
  void startsAnewWhereWhatAnEarlierRunLeftIsSpoilt() throws Exception {
    byte[] left = Arrays.copyOf(LAYER.blob().bytes(), 1_500_000);
    left[700_000] ^= 1;
    leave(left);

    pull();

    assertThat(lastRange()).isEmpty();
  }

  @Test
  void startsAnewWhereTooMuchIsLeft() throws Exception {
    leave(Arrays.copyOf(LAYER.blob().bytes(), LAYER.blob().bytes().length + 1));

    pull();
  }

  @Test
  void asksForNothingWhereAllIsLeft() throws Exception {
    leave(LAYER.blob().bytes());

    pull();

    assertThat(registry.requests(LAYER.digest())).isEmpty();
  }

  @Test
  void startsAnewWhereTheRegistryHasNoSuchRange() throws Exception {
    leave(Arrays.copyOf(LAYER.blob().bytes(), 1000));
    registry.answer(416);

    pull();

    assertThat(lastRange()).isEmpty();
  }

  private void leave(byte[] bytes) throws IOException {
    Path file = puller.store().download(LAYER.digest());
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  @Test
  void endsAllPullsWhenOneFailsAndGoesOnWithThemLater() throws Exception {
    LayerBlob missing = ImageFixtures.gzipLayer(ImageFixtures.tar("x", new byte[9]));
    Image image = ImageFixtures.ociImage(Platform.LINUX_AMD64, LAYER, missing);
    registry.add("2", new Image(image.manifest(), image.config(), List.of(LAYER)));
    registry.stallAfter(1000);
    assertThatThrownBy(() -> puller.pull(registry.host() + "/team/base:2"))
        .hasMessageContaining("no layer " + missing.digest());

    registry.add("2", image);

    assertThat(puller.pull(registry.host() + "/team/base:2").layers()).hasSize(2);
    assertThat(Files.readAllBytes(puller.store().path(LAYER.digest())))
        .isEqualTo(LAYER.blob().bytes());
  }

  @Test
  void saysThatAConnectionIsRefused() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }

    assertThatThrownBy(() -> puller.pull("127.0.0.1:" + port + "/team/base:1"))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("refused the connection")
        .hasMessageContaining("127.0.0.1:" + port);
  }

  @Test
  void saysThatAHostIsUnknown() {
    Digest any = LAYER.digest();

    assertThatThrownBy(() -> puller.pull("registry.invalid/team/base@" + any))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("no address was found for `registry.invalid`");
  }

  @Test
  void saysThatTheCacheCannotBeUsed() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> Puller.in(file).pull(registry.host() + "/team/base:1"))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("cache cannot be used")
        .hasMessageContaining("-Dhecktor.cache")
        .hasMessageNotContaining(folder.toString());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void saysThatTheDiskIsFull() throws Exception {
    Path file = puller.store().download(LAYER.digest());
    Files.createDirectories(file.getParent());
    Files.createSymbolicLink(file, Path.of("/dev/full"));

    assertThatThrownBy(this::pull)
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("disk of the cache is full");
  }
}
