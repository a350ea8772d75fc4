package io.hecktor.base;

import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import io.hecktor.plan.BaseImage;
import io.hecktor.plan.BaseReference;
import io.hecktor.plan.BuildRequest;
import java.io.IOException;
import java.nio.file.Path;

/** Finds bases of every kind and brings them into the store. */
public final class BaseResolver {

  private final BlobStore store;
  private final Progress progress;
  private final RegistrySettings registries;
  private final boolean hostAnnounced;

  /** Resolves into a store. */
  public BaseResolver(BlobStore store, Progress progress, RegistrySettings registries) {
    this(store, progress, registries, true);
  }

  /**
   * Resolves into a store.
   *
   * @param hostAnnounced whether to warn of the {@code host} base, which a lock makes needless
   */
  public BaseResolver(
      BlobStore store, Progress progress, RegistrySettings registries, boolean hostAnnounced) {
    this.store = store;
    this.progress = progress;
    this.registries = registries;
    this.hostAnnounced = hostAnnounced;
  }

  /**
   * The base that a request asks for, its blobs verified and in the store.
   *
   * @param demand of the image's own files, for which the {@code host} base finds libraries
   * @throws HecktorException if the base is wrong, or cannot be reached
   * @throws IOException if the store or a library of this machine cannot be read or written
   */
  public BaseImage resolve(BuildRequest request, HostBase.Demand demand)
      throws IOException, HecktorException {
    BaseReference reference = request.base();
    if (reference instanceof BaseReference.Registry registry) {
      return new RegistryBase(store, progress, registries).resolve(registry);
    } else if (reference instanceof BaseReference.Archive archive) {
      return new ArchiveBase(store, progress).resolve(archive);
    } else if (reference instanceof BaseReference.Layout layout) {
      return new LayoutBase(store, progress).resolve(layout);
    }
    return new HostBase(store, request.settings().framing(), progress, hostAnnounced)
        .resolve(
            new HostBase.Request(
                Path.of("/"),
                demand,
                request.program().jars(),
                store.folder("work"),
                request.settings().time()));
  }
}
