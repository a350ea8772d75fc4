package io.hecktor.plan;

import io.hecktor.oci.DiffId;
import io.hecktor.oci.Digest;
import io.hecktor.oci.ImageConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Bases told by what planning asks of them: paths of their layers, accounts, environment. */
final class SampleBase {

  static final Map<String, String> NO_TEXTS = Map.of();

  private SampleBase() {}

  /**
   * A layer's facts. A path ending in a slash is a folder, {@code a -> b} a link, {@code -a} a
   * whiteout, {@code !a} an opaque one, else it is a file.
   */
  static LayerFacts layer(Map<String, String> texts, String... paths) {
    List<LayerFacts.Entry> entries = new ArrayList<>();
    for (String path : paths) {
      entries.add(entry(path));
    }
    texts.keySet().forEach(path -> entries.add(entry(path)));
    byte[] seed = String.join(",", paths).getBytes(StandardCharsets.UTF_8);
    return new LayerFacts(new DiffId(Digest.of(seed)), 1024, entries, texts);
  }

  static LayerFacts layer(String... paths) {
    return layer(NO_TEXTS, paths);
  }

  private static LayerFacts.Entry entry(String path) {
    if (path.contains(" -> ")) {
      String[] both = path.split(" -> ");
      return new LayerFacts.Entry(both[0], LayerFacts.Kind.LINK, both[1]);
    } else if (path.startsWith("-")) {
      return new LayerFacts.Entry(path.substring(1), LayerFacts.Kind.WHITEOUT, "");
    } else if (path.startsWith("!")) {
      return new LayerFacts.Entry(path.substring(1), LayerFacts.Kind.OPAQUE_WHITEOUT, "");
    } else if (path.endsWith("/")) {
      String name = path.substring(0, path.length() - 1);
      return new LayerFacts.Entry(name, LayerFacts.Kind.DIRECTORY, "");
    }
    return new LayerFacts.Entry(path, LayerFacts.Kind.FILE, "");
  }

  static BaseFiles files(LayerFacts... layers) {
    return new BaseFiles(List.of(layers));
  }

  /** A base with folders as Debian has them, and the given environment. */
  static BaseImage withEnvironment(String... entries) throws IOException {
    String env = String.join(",", Stream.of(entries).map(e -> "\"" + e + "\"").toList());
    String config =
        """
        {"architecture":"amd64","os":"linux","config":{"Env":[%s]},
         "rootfs":{"type":"layers","diff_ids":[]}}\
        """
            .formatted(env);
    return new BaseImage(
        "tar:base.tar",
        "tar:base.tar@sha256:1",
        ImageConfig.parse(config.getBytes(StandardCharsets.UTF_8), "config"),
        List.of(),
        List.of(
            layer(
                Map.of(
                    "etc/passwd", "root:x:0:0:root:/root:/bin/bash\n",
                    "etc/group", "root:x:0:\n"),
                "etc/",
                "home/",
                "usr/",
                "usr/bin/",
                "bin -> usr/bin")));
  }
}
