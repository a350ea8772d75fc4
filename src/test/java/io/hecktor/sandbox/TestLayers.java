package io.hecktor.sandbox;

import io.hecktor.oci.Descriptor;
import io.hecktor.oci.DiffId;
import io.hecktor.oci.Digest;
import io.hecktor.oci.Layer;
import io.hecktor.oci.MediaTypes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Layers as blobs in a folder. */
final class TestLayers {

  static final ImageUser USER = new ImageUser(1000, 1000);

  private final Path folder;

  TestLayers(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  Path blob(Digest digest) {
    return folder.resolve(digest.hex());
  }

  Layer layer(byte[] tar) throws IOException {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(tar);
    }
    return layer(gzip.toByteArray(), new DiffId(Digest.of(tar)), tar.length);
  }

  Layer layer(byte[] blob, DiffId diffId, long tarBytes) throws IOException {
    Digest digest = Digest.of(blob);
    Files.write(blob(digest), blob);
    return new Layer(
        new Descriptor(MediaTypes.OCI_LAYER_GZIP, digest, blob.length), diffId, tarBytes);
  }

  RootfsRequest request(RawTar... tars) throws IOException {
    List<Layer> layers = new ArrayList<>();
    for (RawTar tar : tars) {
      layers.add(layer(tar.bytes()));
    }
    return request(layers);
  }

  RootfsRequest request(List<Layer> layers) {
    return new RootfsRequest(layers, this::blob, USER, List.of());
  }

  static RootfsRequest withMountPoints(RootfsRequest request, MountPoint... points) {
    return new RootfsRequest(
        request.layers(), request.blobs(), request.user(), Arrays.asList(points));
  }
}
