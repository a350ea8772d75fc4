package io.hecktor.base;

import io.hecktor.ByteSize;
import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import io.hecktor.layer.BaseLayers;
import io.hecktor.oci.Descriptor;
import io.hecktor.oci.Digest;
import io.hecktor.oci.ImageConfig;
import io.hecktor.oci.ImageManifest;
import io.hecktor.plan.BaseImage;
import io.hecktor.plan.BaseReference;
import java.io.IOException;
import java.util.List;

/**
 * Bases from registries. Each blob comes into the store once; a base named by its digest whose
 * blobs are there needs no registry at all.
 */
public final class RegistryBase {

  private final BlobStore store;
  private final Progress progress;
  private final RegistrySettings settings;
  private final Patience patience;

  /** Pulls into a store. */
  public RegistryBase(BlobStore store, Progress progress, RegistrySettings settings) {
    this(store, progress, settings, Patience.STANDARD);
  }

  RegistryBase(BlobStore store, Progress progress, RegistrySettings settings, Patience patience) {
    this.store = store;
    this.progress = progress;
    this.settings = settings;
    this.patience = patience;
  }

  /**
   * Pulls what is missing of a base; a reference without a digest is resolved and warned about.
   *
   * @throws HecktorException if the reference is wrong, the image cannot be used, the registry or
   *     the network fails, or, offline, something is missing
   */
  public BaseImage resolve(BaseReference.Registry base) throws HecktorException {
    RegistryReference reference = RegistryReference.parse(base.text());
    PullContext context = new PullContext(reference, settings, patience, progress);
    try (RegistryClient client = new RegistryClient(context)) {
      return resolve(context, client);
    } catch (IOException e) {
      throw context.problems().disk(e);
    }
  }

  private BaseImage resolve(PullContext context, RegistryClient client)
      throws IOException, HecktorException {
    RegistryReference reference = context.reference();
    BaseDocuments documents = new BaseDocuments(store, client, context);
    Digest asked = documents.asked();
    String pinned = reference.pinned(asked);
    ManifestChoice choice = new ManifestChoice(documents, context.problems());
    ImageManifest manifest = choice.manifest(asked);
    ImageConfig config = choice.config(manifest);
    if (reference.digest().isEmpty()) {
      progress.warn(context.problems().floats(pinned));
    }
    List<BaseLayers.BaseLayer> layers =
        new LayerPulls(new LayerPull(store, client, context), client, context.problems())
            .all(manifest.layers());
    choice.checkDiffIds(manifest, config, layers);
    long bytes = manifest.layers().stream().mapToLong(Descriptor::sizeBytes).sum();
    progress.stage(
        "Base %s: %d layers, %s".formatted(pinned, layers.size(), ByteSize.format(bytes)));
    return new BaseImage(
        reference.text(),
        pinned,
        config,
        layers.stream().map(BaseLayers.BaseLayer::layer).toList(),
        layers.stream().map(BaseLayers.BaseLayer::facts).toList());
  }
}
