package io.hecktor.verify;

import io.hecktor.Progress;
import io.hecktor.archive.ArchiveContents;
import io.hecktor.archive.ArchiveReader;
import io.hecktor.oci.Digest;
import io.hecktor.testing.TarBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** An archive that keeps every rule, to be broken in one place at a time. */
final class UploadArchive {

  private final List<byte[]> layers = new ArrayList<>();
  private String config;
  private String manifest;
  UnaryOperator<String> configName = hex -> hex + ".json";
  UnaryOperator<String> layerName = hex -> hex + "/layer.tar";
  String prefix = "";
  UnaryOperator<TarBytes> more = tar -> tar;
  UnaryOperator<byte[]> gzip = bytes -> bytes;
  boolean withConfig = true;
  boolean withManifest = true;
  int linkedLayer = -1;
  int compressedLayer = -1;
  int missingLayer = -1;

  UploadArchive() {
    layers.add(new TarBytes().file("etc/passwd", "root").bytes());
    layers.add(new TarBytes().file("opt/app/a.jar", "jar").bytes());
    config =
        """
        {"architecture":"amd64","os":"linux",
         "config":{"User":"1000:1000","Entrypoint":["/opt/java/bin/java"],"Env":["PATH=/usr/bin"]},
         "rootfs":{"type":"layers","diff_ids":["%s","%s"]}}\
        """
            .formatted(Digest.of(layers.get(0)), Digest.of(layers.get(1)));
    manifest = "[{\"Config\":\"%s\",\"RepoTags\":[\"t:1\"],\"Layers\":[\"%s\",\"%s\"]}]";
  }

  /** Changes the config; its name follows. */
  UploadArchive config(String old, String replacement) {
    config = replaced(config, old, replacement);
    return this;
  }

  /** Changes manifest.json, in which {@code %s} stands for the names. */
  UploadArchive manifest(String old, String replacement) {
    manifest = replaced(manifest, old, replacement);
    return this;
  }

  private static String replaced(String text, String old, String replacement) {
    if (!text.contains(old)) {
      throw new IllegalArgumentException(old + " is not in " + text);
    }
    return text.replace(old, replacement);
  }

  String layer(int index) {
    return layerName.apply(Digest.of(layers.get(index)).hex());
  }

  private byte[] configBytes() {
    return config.getBytes(StandardCharsets.UTF_8);
  }

  private String configName() {
    return configName.apply(Digest.of(configBytes()).hex());
  }

  byte[] tar() {
    TarBytes tar = new TarBytes();
    if (withManifest) {
      tar.file(prefix + "manifest.json", manifest.formatted(configName(), layer(0), layer(1)));
    }
    if (withConfig) {
      tar.file(prefix + configName(), configBytes());
    }
    for (int i = 0; i < layers.size(); i++) {
      if (i == linkedLayer) {
        tar.file("elsewhere.tar", layers.get(i)).symbolicLink(layer(i), "../elsewhere.tar");
      } else if (i != missingLayer) {
        byte[] layer = layers.get(i);
        tar.file(prefix + layer(i), i == compressedLayer ? TarBytes.gzip(layer) : layer);
      }
    }
    return more.apply(tar).bytes();
  }

  ArchiveContents open(Path folder) throws IOException {
    byte[] bytes = gzip.apply(TarBytes.gzip(tar()));
    Path file = Files.write(folder.resolve("submission_task1.tar.gz"), bytes);
    return ArchiveReader.read(file, Progress.silent().begin("reading", bytes.length));
  }
}
