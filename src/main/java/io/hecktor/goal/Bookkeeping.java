package io.hecktor.goal;

import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;

/**
 * What is written down about images besides the images.
 *
 * @param lock what they were made from, kept from build to build
 * @param describer what is inside them
 */
public record Bookkeeping(LockKeeper lock, Describer describer) {

  /** No lock, and descriptions of what the build itself knows. */
  static Bookkeeping none(BlobStore store) {
    return new Bookkeeping(
        LockKeeper.none(), new Describer(store, Describer.Sources.none(), Progress.silent()));
  }
}
