package io.hecktor.layer;

import io.hecktor.Progress;
import io.hecktor.blob.AtomicFile;
import io.hecktor.blob.BackgroundDigest;
import io.hecktor.blob.HashingOutputStream;
import io.hecktor.deflate.Framing;
import io.hecktor.oci.Digest;
import io.hecktor.plan.LayerPlan;
import java.io.IOException;
import java.io.OutputStream;

/** A plan's files as a {@code .tar.gz} of its own, as deterministic as a layer. */
public final class TarGz {

  private TarGz() {}

  /**
   * Writes the file; the caller commits it.
   *
   * @return the SHA-256 of the {@code .tar.gz}
   */
  public static Digest write(LayerPlan plan, Framing framing, AtomicFile file, Progress.Work work)
      throws IOException {
    try (BackgroundDigest sha256 = new BackgroundDigest();
        OutputStream gzip = framing.gzip(new HashingOutputStream(file.output(), sha256))) {
      LayerTar.write(plan, gzip, work);
      gzip.close();
      return sha256.finish();
    }
  }
}
