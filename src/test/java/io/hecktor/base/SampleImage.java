package io.hecktor.base;

import io.hecktor.oci.Digest;
import io.hecktor.testing.TarBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** A base of three layers, two of them the same, in each of the forms that tools write. */
record SampleImage(String config, List<byte[]> tars) {

  static final String OCI = "application/vnd.oci.image.";

  static SampleImage linuxAmd64() {
    return on("amd64");
  }

  static SampleImage on(String architecture) {
    byte[] noise = new byte[100_000];
    new Random(7).nextBytes(noise);
    byte[] lower =
        new TarBytes()
            .folder("etc")
            .file("etc/passwd", "root:x:0:0:root:/root:/bin/sh\n")
            .file("opt/noise", noise)
            .hardLink("opt/same", "opt/noise")
            .bytes();
    byte[] upper = new TarBytes().file("opt/text", "text ".repeat(2_000)).bytes();
    return of(architecture, List.of(lower, upper, upper));
  }

  static SampleImage of(String architecture, List<byte[]> tars) {
    String diffIds = String.join(",", tars.stream().map(t -> "\"" + Digest.of(t) + "\"").toList());
    return new SampleImage(
        """
        {"architecture":"%s","os":"linux","x-unknown":{"pi":3.10,"keep":null},
         "config":{"Env":["A=1"],"Healthcheck":{"Test":["NONE"]},"Labels":{"l":"v"}},
         "rootfs":{"type":"layers","diff_ids":[%s]}}"""
            .formatted(architecture, diffIds),
        tars);
  }

  byte[] configBytes() {
    return config.getBytes(StandardCharsets.UTF_8);
  }

  Digest imageId() {
    return Digest.of(configBytes());
  }

  private static String hex(byte[] bytes) {
    return Digest.of(bytes).hex();
  }

  private static String quoted(List<String> names) {
    return String.join(",", names.stream().map(name -> "\"" + name + "\"").toList());
  }

  static String manifestJson(String config, String tag, List<String> layers) {
    return "{\"Config\":\"%s\",\"RepoTags\":[\"%s\"],\"Layers\":[%s]}"
        .formatted(config, tag, quoted(layers));
  }

  /** Docker up to 24: folders with plain layers, a link for the one that repeats, manifest last. */
  byte[] dockerOld() {
    String name = imageId().hex() + ".json";
    return new TarBytes()
        .folder("aaa")
        .file("aaa/VERSION", "1.0")
        .file("aaa/json", "{\"id\":\"aaa\"}")
        .symbolicLink("ccc/layer.tar", "../bbb/layer.tar")
        .file("aaa/layer.tar", tars.get(0))
        .file("bbb/layer.tar", tars.get(1))
        .file(name, configBytes())
        .file(
            "manifest.json",
            "["
                + manifestJson(
                    name, "base:1", List.of("aaa/layer.tar", "bbb/layer.tar", "ccc/layer.tar"))
                + "]")
        .file("repositories", "{\"base\":{\"1\":\"ccc\"}}")
        .bytes();
  }

  /** Podman and skopeo: layers named after their diffIDs. */
  byte[] podman() {
    TarBytes tar = new TarBytes();
    List<String> layers = tars.stream().map(t -> hex(t) + ".tar").toList();
    tars.stream().distinct().forEach(t -> tar.file(hex(t) + ".tar", t));
    tars.forEach(t -> tar.symbolicLink("x" + hex(t) + "/layer.tar", "../" + hex(t) + ".tar"));
    String name = imageId().hex() + ".json";
    return tar.file(name, configBytes())
        .file("manifest.json", "[" + manifestJson(name, "base:1", layers) + "]")
        .bytes();
  }

  /** Crane, ko and kaniko: gzip layers named after their own digests. */
  byte[] crane() {
    List<byte[]> blobs = tars.stream().map(TarBytes::gzip).toList();
    TarBytes tar = new TarBytes().file(imageId().toString(), configBytes());
    blobs.forEach(blob -> tar.file(hex(blob) + ".tar.gz", blob));
    List<String> layers = blobs.stream().map(blob -> hex(blob) + ".tar.gz").toList();
    return tar.file("manifest.json", "[" + manifestJson("" + imageId(), "base:1", layers) + "]")
        .bytes();
  }

  /** This plugin's: manifest first, config after its digest, plain layers after their diffIDs. */
  byte[] submission() {
    String name = imageId().hex() + ".json";
    List<String> layers = tars.stream().map(t -> hex(t) + "/layer.tar").toList();
    TarBytes tar =
        new TarBytes()
            .file("manifest.json", "[" + manifestJson(name, "task1:x", layers) + "]")
            .file(name, configBytes());
    tars.stream().distinct().forEach(t -> tar.file(hex(t) + "/layer.tar", t));
    return tar.bytes();
  }

  /** Docker from 25 on: both documents over one set of blobs. */
  byte[] docker25(UnaryOperator<byte[]> compression) {
    List<String> layers =
        tars.stream().map(t -> "blobs/sha256/" + hex(compression.apply(t))).toList();
    String config = "blobs/sha256/" + imageId().hex();
    return pack("", parts(compression, false))
        .file("manifest.json", "[" + manifestJson(config, "base:1", layers) + "]")
        .bytes();
  }

  byte[] ociArchive(String prefix, UnaryOperator<byte[]> compression, boolean nested) {
    return pack(prefix, parts(compression, nested)).bytes();
  }

  private static TarBytes pack(String prefix, List<Part> parts) {
    TarBytes tar = new TarBytes();
    parts.forEach(part -> tar.file(prefix + part.path(), part.bytes()));
    return tar;
  }

  /** Writes an image layout into a folder. */
  Path layout(Path folder, UnaryOperator<byte[]> compression, boolean nested) throws IOException {
    for (Part part : parts(compression, nested)) {
      Path file = folder.resolve(part.path());
      Files.createDirectories(file.getParent());
      Files.write(file, part.bytes());
    }
    return folder;
  }

  /** A file of a layout. */
  record Part(String path, byte[] bytes) {

    static Part blob(byte[] bytes) {
      return new Part("blobs/sha256/" + hex(bytes), bytes);
    }
  }

  private List<Part> parts(UnaryOperator<byte[]> compression, boolean nested) {
    List<byte[]> blobs = tars.stream().map(compression).toList();
    byte[] manifest = manifest(blobs);
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("oci-layout", utf8("{\"imageLayoutVersion\":\"1.0.0\"}")));
    byte[] index = index(descriptor(OCI + "manifest.v1+json", manifest, platform("amd64")));
    if (nested) {
      // Another platform's manifest and an attestation, both of which are not there.
      byte[] list =
          index(
              descriptor(OCI + "manifest.v1+json", utf8("absent"), platform("arm64"))
                  + ","
                  + descriptor(OCI + "manifest.v1+json", utf8("none"), platform("unknown"))
                  + ","
                  + descriptor(OCI + "manifest.v1+json", manifest, platform("amd64")));
      parts.add(Part.blob(list));
      index = index(descriptor(OCI + "index.v1+json", list, ""));
    }
    parts.add(new Part("index.json", index));
    parts.add(Part.blob(manifest));
    parts.add(Part.blob(configBytes()));
    blobs.forEach(blob -> parts.add(Part.blob(blob)));
    return parts;
  }

  byte[] manifest(List<byte[]> blobs) {
    List<String> layers =
        blobs.stream().map(blob -> descriptor(OCI + "layer.v1.tar", blob, "")).toList();
    return utf8(
        "{\"schemaVersion\":2,\"config\":%s,\"layers\":[%s]}"
            .formatted(
                descriptor(OCI + "config.v1+json", configBytes(), ""), String.join(",", layers)));
  }

  static byte[] index(String descriptors) {
    return utf8("{\"schemaVersion\":2,\"manifests\":[" + descriptors + "]}");
  }

  static String platform(String architecture) {
    String os = architecture.equals("unknown") ? "unknown" : "linux";
    return ",\"platform\":{\"os\":\"%s\",\"architecture\":\"%s\"}".formatted(os, architecture);
  }

  static String descriptor(String type, byte[] bytes, String more) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d%s}"
        .formatted(type, Digest.of(bytes), bytes.length, more);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
