package io.hecktor.layer;

import io.hecktor.blob.BackgroundDigest;
import io.hecktor.blob.HashingOutputStream;
import io.hecktor.oci.Digest;
import io.hecktor.plan.LayerEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists a layer while it is written: large files are hashed beside, small ones on the way. */
final class ListingBuilder implements LayerLister, AutoCloseable {

  /** Less is hashed before a thread has started. */
  private static final long WORTH_A_THREAD_BYTES = 1 << 22;

  private final List<LayerListing.File> files = new ArrayList<>();
  private final MessageDigest sha256 = Digest.sha256();
  private Optional<BackgroundDigest> beside = Optional.empty();

  @Override
  public OutputStream telling(LayerEntry.RegularFile file, OutputStream tar) {
    if (file.content().sizeBytes() < WORTH_A_THREAD_BYTES) {
      return new DigestOutputStream(tar, sha256);
    }
    BackgroundDigest digest = new BackgroundDigest();
    beside = Optional.of(digest);
    return new HashingOutputStream(tar, digest);
  }

  @Override
  public void end(LayerEntry entry) throws IOException {
    String path = entry.path().toString().substring(1);
    if (entry instanceof LayerEntry.RegularFile file) {
      files.add(new LayerListing.File(path, file.content().sizeBytes(), finish()));
    } else if (entry instanceof LayerEntry.SymbolicLink link) {
      Digest target = Digest.of(link.target().getBytes(StandardCharsets.UTF_8));
      files.add(new LayerListing.File(path, 0, target));
    }
  }

  private Digest finish() throws IOException {
    if (beside.isEmpty()) {
      return Digest.of(sha256);
    }
    try (BackgroundDigest large = beside.get()) {
      return large.finish();
    } finally {
      beside = Optional.empty();
    }
  }

  /** The listing, once all is written. */
  LayerListing listing() {
    return new LayerListing(files);
  }

  @Override
  public void close() {
    beside.ifPresent(BackgroundDigest::close);
  }
}
