package io.hecktor.base;

import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import io.hecktor.blob.DigestMismatchException;
import io.hecktor.blob.VerifyingInputStream;
import io.hecktor.layer.BaseLayers;
import io.hecktor.layer.LayerScanner;
import io.hecktor.oci.Descriptor;
import io.hecktor.oci.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** Brings one layer into the store, unless it is there, and learns about it on the way. */
final class LayerPull {

  private final BlobStore store;
  private final BaseLayers layers;
  private final RegistryClient client;
  private final PullContext context;
  private final RegistryProblems problems;

  LayerPull(BlobStore store, RegistryClient client, PullContext context) {
    this.store = store;
    this.layers = new BaseLayers(store, context.progress());
    this.client = client;
    this.context = context;
    this.problems = context.problems();
  }

  /** The layer; while another process pulls it, this one waits and then finds it. */
  BaseLayers.BaseLayer pull(Descriptor blob) throws HecktorException {
    try {
      Optional<BaseLayers.BaseLayer> known = layers.known(blob.digest());
      if (known.isPresent()) {
        return known.get();
      }
      try (BlobStore.Lock lock = store.lock("download-" + blob.digest().hex())) {
        Optional<BaseLayers.BaseLayer> meanwhile = known(blob);
        return meanwhile.isPresent() ? meanwhile.get() : download(blob);
      }
    } catch (IOException e) {
      throw problems.disk(e);
    }
  }

  /** A blob whose record is lost is read again; if it is spoilt, it goes. */
  private Optional<BaseLayers.BaseLayer> known(Descriptor blob) throws IOException {
    Optional<BaseLayers.BaseLayer> known = layers.known(blob.digest());
    if (known.isPresent() || !store.contains(blob)) {
      return known;
    }
    try {
      return Optional.of(layers.adopt(blob));
    } catch (IOException e) {
      context.progress().detail("The cached " + blob.digest() + " is spoilt and is pulled again.");
      store.evict(blob.digest());
      return Optional.empty();
    }
  }

  private BaseLayers.BaseLayer download(Descriptor blob) throws IOException, HecktorException {
    LayerScanner.Scan scan = scanPersistently(blob);
    store.adoptDownload(blob.digest());
    return layers.adopt(blob.digest(), blob.sizeBytes(), scan);
  }

  /** What an earlier run left may be spoilt: only what comes anew is the registry's fault. */
  private LayerScanner.Scan scanPersistently(Descriptor blob) throws HecktorException, IOException {
    try {
      return scan(blob, false);
    } catch (TransferFailure e) {
      throw e.failure();
    } catch (IOException e) {
      context.progress().detail("What came of " + blob.digest() + " is spoilt; it is pulled anew.");
      Files.deleteIfExists(store.download(blob.digest()));
    }
    try {
      return scan(blob, true);
    } catch (TransferFailure e) {
      throw e.failure();
    } catch (IOException e) {
      Files.deleteIfExists(store.download(blob.digest()));
      throw problems.spoilt(name(blob.digest()), e);
    }
  }

  private LayerScanner.Scan scan(Descriptor blob, boolean blameImage)
      throws IOException, HecktorException {
    ResumingInputStream.Download download =
        new ResumingInputStream.Download(blob, name(blob.digest()), store.download(blob.digest()));
    String title = "pulling " + blob.digest().abbreviated();
    try (Progress.Work work = context.progress().begin(title, blob.sizeBytes());
        ResumingInputStream raw = new ResumingInputStream(client, problems, download, work);
        VerifyingInputStream in = new VerifyingInputStream(raw, blob, download.what())) {
      return blameImage ? scanOrBlame(in, blob) : scan(in);
    }
  }

  private static LayerScanner.Scan scan(VerifyingInputStream in) throws IOException {
    LayerScanner.Scan scan = LayerScanner.scan(in);
    in.drain();
    return scan;
  }

  /** Bytes that have their digest and cannot be read were pushed so. */
  private LayerScanner.Scan scanOrBlame(VerifyingInputStream in, Descriptor blob)
      throws IOException, HecktorException {
    try {
      return scan(in);
    } catch (TransferFailure | DigestMismatchException e) {
      throw e;
    } catch (IOException e) {
      in.drain();
      throw problems.unusable("Its %s is no tar archive.".formatted(name(blob.digest())));
    }
  }

  private static String name(Digest digest) {
    return "layer " + digest;
  }
}
