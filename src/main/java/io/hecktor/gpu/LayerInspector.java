package io.hecktor.gpu;

import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import io.hecktor.layer.LayerFiles;
import io.hecktor.oci.Layer;
import io.hecktor.plan.Content;
import io.hecktor.plan.LayerEntry;
import io.hecktor.plan.LayerPlan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** Looks into layers, into each once: what was found is kept in the store, by diffID. */
public final class LayerInspector {

  /** Changes when more is looked for, or another way. */
  private static final String RECORDS = "contents-1";

  private final BlobStore store;
  private final Progress progress;

  /** Keeps what it finds in a store, which holds the blobs of bases. */
  public LayerInspector(BlobStore store, Progress progress) {
    this.store = store;
    this.progress = progress;
  }

  /** What a layer of the image's own holds, read from the files that it was made from. */
  public LayerContents own(LayerPlan plan, Layer layer) throws IOException {
    Optional<LayerContents> known = known(layer);
    if (known.isPresent()) {
      return known.get();
    }
    ContentsBuilder builder = new ContentsBuilder(work());
    try (Progress.Work work =
        progress.begin("looking into layer " + plan.name(), plan.contentBytes())) {
      for (LayerEntry entry : plan.entries()) {
        if (entry instanceof LayerEntry.SymbolicLink link) {
          builder.addLink(link.path().toString().substring(1), link.target());
        } else if (entry instanceof LayerEntry.RegularFile file) {
          add(builder, file);
          work.advance(file.content().sizeBytes());
        }
      }
    }
    return keep(layer, builder.build());
  }

  private void add(ContentsBuilder builder, LayerEntry.RegularFile file) throws IOException {
    String path = file.path().toString();
    if (!ContentsBuilder.matters(path)) {
      return;
    }
    boolean jar = path.endsWith(".jar");
    if (jar && file.content() instanceof Content.OfFile onDisk) {
      builder.addAll(path, new JarContents(store).of(onDisk.file()), true);
    } else if (jar && file.content() instanceof Content.OfParts parts) {
      builder.addAll(path, new JarContents(store).of(parts.file()), parts.whole());
    } else if (file.content() instanceof Content.OfFile onDisk) {
      builder.addFile(path, onDisk.file());
    } else {
      try (InputStream in = file.content().open()) {
        builder.addStream(path, file.content().sizeBytes(), in);
      }
    }
  }

  /** Notes what a layer holds where that is known already. */
  public void learn(Layer layer, LayerContents contents) throws IOException {
    if (known(layer).isEmpty()) {
      keep(layer, contents);
    }
  }

  /** What a base's layer holds, read from its blob in the store. */
  public LayerContents base(Layer layer) throws IOException {
    Optional<LayerContents> known = known(layer);
    if (known.isPresent()) {
      return known.get();
    }
    ContentsBuilder builder = new ContentsBuilder(work());
    try (InputStream in = store.open(layer.descriptor());
        Progress.Work work =
            progress.begin("looking into a base layer", layer.uncompressedSizeBytes())) {
      LayerFiles.visit(in, new BaseVisitor(builder, work));
    }
    return keep(layer, builder.build());
  }

  private record BaseVisitor(ContentsBuilder builder, Progress.Work work)
      implements LayerFiles.Visitor {

    @Override
    public void file(String path, long sizeBytes, InputStream content) throws IOException {
      if (ContentsBuilder.matters(path)) {
        builder.addStream("/" + path, sizeBytes, content);
      }
      work.advance(sizeBytes);
    }

    @Override
    public void link(String path, String target) {
      builder.addLink(path, target);
    }

    @Override
    public void whiteout(String path) {
      builder.addWhiteout(path);
    }
  }

  private Path work() throws IOException {
    return store.folder("work");
  }

  private LayerContents keep(Layer layer, LayerContents contents) throws IOException {
    store.putRecord(RECORDS, layer.diffId().digest().hex(), ContentsJson.format(contents));
    return contents;
  }

  private Optional<LayerContents> known(Layer layer) throws IOException {
    Optional<byte[]> record = store.record(RECORDS, layer.diffId().digest().hex());
    if (record.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(ContentsJson.parse(record.get()));
    } catch (IOException | IllegalArgumentException e) {
      progress.detail("What was known of " + layer.diffId() + " cannot be read.");
      return Optional.empty();
    }
  }
}
