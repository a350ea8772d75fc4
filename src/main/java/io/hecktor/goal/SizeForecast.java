package io.hecktor.goal;

import io.hecktor.ByteSize;
import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import io.hecktor.Progress;
import io.hecktor.gpu.Savings;
import io.hecktor.oci.Layer;
import io.hecktor.plan.BuildRequest;
import io.hecktor.plan.ImagePlan;
import io.hecktor.plan.LayerPlan;
import io.hecktor.plan.TaskRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;

/**
 * Tells how large archives will be before any layer is written, so that nobody waits for one that
 * cannot be uploaded. Where all fits even if nothing shrinks, nothing is looked at; else samples of
 * the files tell what compression does to them.
 */
final class SizeForecast {

  /** An archive's documents, and the ends of its tars. */
  private static final long DOCUMENTS = 64L << 10;

  private static final int MOST_SAVINGS = 5;

  private final BuildRequest request;
  private final SizeSamples samples;
  private final Progress progress;

  /** Tasks share layers, and each is sampled once. */
  private final IdentityHashMap<LayerPlan, Long> sampled = new IdentityHashMap<>();

  SizeForecast(BuildRequest request, Progress progress) {
    this.request = request;
    this.samples = new SizeSamples(request.settings().framing());
    this.progress = progress;
  }

  /**
   * A part of an archive.
   *
   * @param name of its layer
   * @param bytes in the archive
   * @param unpackedBytes in the image
   */
  private record Part(String name, long bytes, long unpackedBytes) {}

  /** Tells of one task's archive. */
  void tell(TaskRequest task, BuildGoal.Inputs inputs) throws IOException {
    ImagePlan plan = inputs.plan();
    long limit = task.task().limits().archiveBytes().value();
    List<Part> base = new ArrayList<>();
    for (Layer layer : inputs.base().layers()) {
      base.add(new Part("base", layer.descriptor().sizeBytes(), layer.uncompressedSizeBytes()));
    }
    long most = DOCUMENTS + sum(base);
    for (LayerPlan layer : plan.layers()) {
      most += SizeSamples.storedBytes(layer);
    }
    String name = task.task().name();
    if (most <= limit) {
      progress.stage(name + ": the archive will have at most " + of(most, limit));
      return;
    }
    List<Part> parts = new ArrayList<>(base);
    for (LayerPlan layer : plan.layers()) {
      parts.add(new Part(layer.name(), framed(layer), layer.contentBytes()));
    }
    long about = DOCUMENTS + sum(parts);
    progress.stage(name + ": the archive will have about " + of(about, limit));
    if (about > limit) {
      tellOver(task, about - limit, parts);
      tellSavings(inputs);
    }
  }

  private long framed(LayerPlan layer) throws IOException {
    Long known = sampled.get(layer);
    if (known == null) {
      known = samples.framedBytes(layer);
      sampled.put(layer, known);
    }
    return known;
  }

  private static long sum(List<Part> parts) {
    return parts.stream().mapToLong(Part::bytes).sum();
  }

  private static String of(long bytes, long limit) {
    return ByteSize.format(bytes) + " of the " + ByteSize.format(limit) + " that are allowed";
  }

  private void tellOver(TaskRequest task, long over, List<Part> parts) {
    progress.stage(
        String.format(Locale.ROOT, "%12s  %12s  %s", "in archive", "unpacked", task.task().name()));
    for (Part part : parts) {
      progress.stage(
          String.format(
              Locale.ROOT,
              "%12s  %12s  %s",
              ByteSize.format(part.bytes()),
              ByteSize.format(part.unpackedBytes()),
              part.name()));
    }
    progress.warn(
        new Problem(
            ErrorCode.ARCHIVE_FORECAST,
            "`"
                + task.task().archiveName()
                + "` will probably be over its limit, by about "
                + ByteSize.format(over)
                + ".",
            "This is a forecast from samples of its files; the table above tells its parts.",
            "Stop here and leave something out, or raise -Dhecktor.archiveLimit if the challenge"
                + " gives you more."));
  }

  private void tellSavings(BuildGoal.Inputs inputs) throws IOException {
    List<Savings.Saving> savings = new SizeAdvice(request, samples).of(inputs);
    savings.stream()
        .limit(MOST_SAVINGS)
        .forEach(
            saving ->
                progress.stage(
                    "Would save "
                        + ByteSize.format(saving.bytes())
                        + ": "
                        + saving.what()
                        + ". "
                        + saving.fix()));
  }
}
