package io.hecktor.goal;

import io.hecktor.ByteSize;
import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.archive.CacheUse;
import io.hecktor.archive.ImageLayout;
import io.hecktor.base.BaseResolver;
import io.hecktor.blob.AtomicFile;
import io.hecktor.blob.BlobStore;
import io.hecktor.layer.LayerWriter;
import io.hecktor.lock.Lockfile;
import io.hecktor.oci.ConfigChange;
import io.hecktor.oci.Descriptor;
import io.hecktor.oci.Image;
import io.hecktor.oci.ImageConfig;
import io.hecktor.oci.Layer;
import io.hecktor.plan.BaseImage;
import io.hecktor.plan.BuildRequest;
import io.hecktor.plan.ImagePaths;
import io.hecktor.plan.ImagePlan;
import io.hecktor.plan.LayerPlan;
import io.hecktor.plan.Planner;
import io.hecktor.plan.TaskRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code hecktor:build}: one OCI image per task, in an image layout each. */
public final class BuildGoal {

  private final BlobStore store;
  private final BaseResolver bases;
  private final Bookkeeping books;
  private final Progress progress;
  private final GpuCheck gpu;

  /** Builds into a store with what the resolver finds, and neither reads nor writes a lock. */
  public BuildGoal(BlobStore store, BaseResolver bases, Progress progress) {
    this(store, bases, Bookkeeping.none(store), progress);
  }

  /** Builds into a store with what the resolver finds, and writes down what is to be known. */
  public BuildGoal(BlobStore store, BaseResolver bases, Bookkeeping books, Progress progress) {
    this.store = store;
    this.bases = bases;
    this.books = books;
    this.progress = progress;
    this.gpu = new GpuCheck(store, progress);
  }

  Bookkeeping books() {
    return books;
  }

  /**
   * Builds the images of all tasks asked for.
   *
   * @return one per task, in the order of the request
   * @throws HecktorException if something that the user brings will not do, or the network, the
   *     disk or a program stands in the way
   */
  public List<BuiltImage> run(BuildRequest request) throws HecktorException {
    try (Begun begun = begin(request)) {
      return begun.images();
    }
  }

  /** Builds the images and leaves their bills of materials to be written meanwhile. */
  Begun begin(BuildRequest request) throws HecktorException {
    Planner.check(request);
    try {
      Built all = buildAll(request);
      // Not before nothing can go wrong any more: somebody has to wait for them.
      List<Housekeeping> bills = new ArrayList<>();
      for (int i = 0; i < all.made().size(); i++) {
        bills.add(describe(request, all.made().get(i), all.images().get(i)));
      }
      return new Begun(all.images(), List.copyOf(bills));
    } catch (IOException e) {
      throw Failures.of(e, "the images were built");
    }
  }

  /**
   * Builds images that nobody hands over. To make a bill of materials takes longer than all else
   * after a change of the model, so one is laid beside an image where it is known, and that of
   * another image is taken away.
   *
   * @return as {@link #run}
   * @throws HecktorException as {@link #run} does
   */
  List<BuiltImage> runToTry(BuildRequest request) throws HecktorException {
    Planner.check(request);
    try {
      List<BuiltImage> images = buildAll(request).images();
      for (BuiltImage image : images) {
        Optional<byte[]> known = books.describer().knownBom(request, image);
        if (known.isPresent()) {
          AtomicFile.writeIfOther(image.bom(), known.get());
        } else {
          Files.deleteIfExists(image.bom());
        }
      }
      return images;
    } catch (IOException e) {
      throw Failures.of(e, "the images were built");
    }
  }

  /**
   * Images that are built.
   *
   * @param images one per task, in the order of the request
   * @param bills of materials, being written
   */
  record Begun(List<BuiltImage> images, List<Housekeeping> bills) implements AutoCloseable {

    /** Waits until all is written; may be asked any number of times. */
    void finish() throws HecktorException {
      try {
        for (Housekeeping bill : bills) {
          bill.close();
        }
      } catch (IOException e) {
        throw Failures.of(e, "the images were described");
      }
    }

    @Override
    public void close() throws HecktorException {
      finish();
    }
  }

  /** What was made, and what became of it, in one order. */
  private record Built(List<Made> made, List<BuiltImage> images) {}

  private Built buildAll(BuildRequest request) throws IOException, HecktorException {
    List<Made> made = make(request.withBase(books.lock().pin(request.base())));
    Lockfile facts = new LockFacts(store, progress).of(request, made);
    books.lock().settle(facts);
    List<BuiltImage> built = new ArrayList<>();
    for (Made image : made) {
      built.add(write(request, image, facts));
    }
    return new Built(made, List.copyOf(built));
  }

  private Housekeeping describe(BuildRequest request, Made made, BuiltImage built) {
    return Housekeeping.start(
        () ->
            AtomicFile.writeIfOther(
                built.bom(), books.describer().bom(request, made.inputs().base(), built)));
  }

  private List<Made> make(BuildRequest request) throws IOException, HecktorException {
    Runtimes.Prepared java = new Runtimes(store, progress).prepare(request);
    CudaLayer cuda = CudaLayer.of(request, store, progress);
    BaseImage base = bases.resolve(request, cuda.demand(java.nativeFiles()));
    Planner planner = new Planner(request, base, java.in(base), cuda.entries());
    Planner.SharedLayers shared = planner.sharedLayers();
    List<Made> made = new ArrayList<>();
    SizeForecast forecast = new SizeForecast(request, progress);
    for (TaskRequest task : request.tasks()) {
      Inputs inputs = new Inputs(base, java, cuda, planner.plan(task, shared));
      forecast.tell(task, inputs);
      made.add(new Made(task, inputs, image(request, inputs)));
    }
    return made;
  }

  /** What one image is made from. */
  record Inputs(BaseImage base, Runtimes.Prepared java, CudaLayer cuda, ImagePlan plan) {}

  /** An image whose layers are in the store. */
  record Made(TaskRequest task, Inputs inputs, Image image) {}

  private Image image(BuildRequest request, Inputs inputs) throws IOException {
    List<Layer> layers = new ArrayList<>(inputs.base().layers());
    List<ConfigChange.AddedLayer> added = new ArrayList<>();
    LayerWriter writer = new LayerWriter(store, request.settings().framing(), progress);
    for (LayerPlan plan : inputs.plan().layers()) {
      Layer layer = writer.layer(plan);
      layers.add(layer);
      added.add(new ConfigChange.AddedLayer(plan.name(), layer.diffId()));
      progress.detail("Layer " + plan.name() + ": " + layer.descriptor().digest());
    }
    return new Image(config(request, inputs, added), layers);
  }

  private static ImageConfig config(
      BuildRequest request, Inputs inputs, List<ConfigChange.AddedLayer> added) {
    ImagePlan plan = inputs.plan();
    return inputs
        .base()
        .config()
        .extend(
            new ConfigChange(
                request.settings().time(),
                plan.user().toString(),
                ImagePaths.APP.toString(),
                plan.entrypoint(),
                plan.environment(),
                plan.labels(),
                added));
  }

  private BuiltImage write(BuildRequest request, Made made, Lockfile facts) throws IOException {
    TaskRequest task = made.task();
    Image image = made.image();
    Path folder = request.outputFolder().resolve(task.task().name());
    BuiltImage built = new BuiltImage(task, image, new ImageLayout(folder.resolve("image")), facts);
    ImageLayout.Labels labels =
        new ImageLayout.Labels(
            task.task().name(), books.describer().annotations(request, made, facts));
    GpuCheck.Looked looked = gpu.check(request, task, made.inputs(), image);
    try (BlobStore.Lock lock = store.lock("layout-" + CacheUse.key(built.layout()))) {
      Descriptor manifest = built.layout().write(image, labels, store);
      new CacheUse(store).note(built.layout());
      AtomicFile.write(
          folder.resolve("image.json"),
          ImageReport.bytes(
              request, new ImageReport.Subject(task, made.inputs(), image, manifest, looked)));
    }
    progress.stage(
        task.task().name()
            + ": image "
            + image.config().imageId()
            + ", "
            + ByteSize.format(compressedBytes(image))
            + " in "
            + image.layers().size()
            + " layers");
    gpu.tell(looked);
    return built;
  }

  private static long compressedBytes(Image image) {
    return image.layers().stream().mapToLong(layer -> layer.descriptor().sizeBytes()).sum();
  }
}
