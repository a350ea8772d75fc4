package io.hecktor.archive;

import io.hecktor.blob.BlobStore;
import io.hecktor.blob.BlobWriter;
import io.hecktor.blob.StoredGzipOutputStream;
import io.hecktor.oci.Descriptor;
import io.hecktor.oci.DiffId;
import io.hecktor.oci.Digest;
import io.hecktor.oci.Image;
import io.hecktor.oci.ImageConfig;
import io.hecktor.oci.Layer;
import io.hecktor.oci.MediaTypes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Images of layers whose bytes are given, put into a store as our own layers are. */
final class SampleLayers {

  private SampleLayers() {}

  static byte[] noise(int seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** A layer stored as gzip of stored blocks; its bytes need not be a tar for the writer. */
  static Layer layer(BlobStore store, byte[] uncompressed) throws IOException {
    try (BlobWriter blob = store.create();
        OutputStream gzip = new StoredGzipOutputStream(blob)) {
      gzip.write(uncompressed);
      gzip.close();
      BlobWriter.Stored stored = blob.commit();
      return new Layer(
          new Descriptor(MediaTypes.OCI_LAYER_GZIP, stored.digest(), stored.sizeBytes()),
          new DiffId(Digest.of(uncompressed)),
          uncompressed.length);
    }
  }

  static Image image(List<Layer> layers) throws IOException {
    return image(layers, "1000:1000");
  }

  static Image image(List<Layer> layers, String user) throws IOException {
    String diffIds =
        String.join(",", layers.stream().map(layer -> "\"" + layer.diffId() + "\"").toList());
    String config =
        """
        {"architecture":"amd64","os":"linux",
         "config":{"User":"%s","Entrypoint":["/opt/java/bin/java"],"Env":["PATH=/usr/bin"]},
         "rootfs":{"type":"layers","diff_ids":[%s]}}\
        """
            .formatted(user, diffIds);
    return new Image(ImageConfig.parse(config.getBytes(StandardCharsets.UTF_8), "config"), layers);
  }
}
