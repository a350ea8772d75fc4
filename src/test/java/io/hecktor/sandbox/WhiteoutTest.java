package io.hecktor.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whiteouts of layer.md, and the orders and mixtures that it leaves room for. */
class WhiteoutTest {

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

  /** Layers are separated by {@code |}, entries by spaces; {@code a>b} is a link. */
  @ParameterizedTest
  @CsvSource({
    // layer.md, Whiteouts and Opaque Whiteout
    "a/ a/b/ a/b/c/ a/b/c/bar | a/.wh..wh..opq a/b/c/foo, a/ a/b/ a/b/c/ a/b/c/foo",
    "a/ a/b/ a/b/c/ a/b/c/bar | a/b/c/foo a/.wh..wh..opq, a/ a/b/ a/b/c/ a/b/c/foo",
    "a/ a/b/ a/b/c/ a/b/c/bar | a/.wh.b a/b/c/foo, a/ a/b/ a/b/c/ a/b/c/foo",
    "bin/ bin/my-app-binary bin/my-app-tools | bin/.wh.my-app-tools, bin/ bin/my-app-binary",
    "etc/my-app.d/a | .wh.etc etc/b, etc/ etc/b",
    // only of lower layers, wherever it stands
    "a | a .wh.a, a",
    "a | .wh.a a, a",
    "a/x | a/y .wh.a, a/ a/y",
    "x | a .wh.a, a x",
    "a/x | a/.wh..wh..opq | a/y, a/ a/y",
    "a/x | .wh.a | a/x, a/ a/x",
    // a link that gives way to an empty folder
    "b/x a>b | a/ a/.wh..wh..opq a/y, a/ a/y b/ b/x",
    "b/x a>b | a/y a/.wh..wh..opq a/, a/ b/ b/x b/y",
    "b/x a>b | .wh.a, b/ b/x",
    // names that begin alike
    "ab a | .wh.a, ab",
    "a.wh.b | .wh.a.wh.b, ''",
    "a | .wh.b/ , a",
    "a b | .wh..wh..opq, ''",
  })
  void removesWhatTheSpecSays(String layers, String expected) throws Exception {
    List<RawTar> tars = new ArrayList<>();
    for (String layer : layers.split("\\|")) {
      tars.add(tar(layer.trim()));
    }
    TestLayers blobs = new TestLayers(temp.resolve("blobs"));
    RootfsCache cache =
        new RootfsCache(
            temp.resolve("rootfs"),
            new BlobStore(temp.resolve("store")),
            Retention.standard(),
            Progress.silent());
    try (Rootfs rootfs = cache.prepare(blobs.request(tars.toArray(RawTar[]::new)), Instant.EPOCH)) {
      List<String> names =
          Listing.of(rootfs.folder()).stream()
              .map(line -> line.replaceAll(" .*", "").substring(1))
              .toList();
      assertThat(String.join(" ", names)).isEqualTo(expected);
    }
  }

  private static RawTar tar(String entries) {
    RawTar tar = new RawTar();
    for (String entry : entries.split(" ")) {
      int link = entry.indexOf('>');
      if (link > 0) {
        tar.link(entry.substring(0, link), entry.substring(link + 1));
      } else if (entry.endsWith("/")) {
        tar.directory(entry);
      } else {
        tar.file(entry, "");
      }
    }
    return tar;
  }
}
