package io.hecktor.goal;

import io.hecktor.ByteSize;
import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import io.hecktor.gpu.GpuFinding;
import io.hecktor.gpu.GpuLint;
import io.hecktor.gpu.GpuTarget;
import io.hecktor.gpu.ImageContents;
import io.hecktor.gpu.LayerContents;
import io.hecktor.gpu.LayerInspector;
import io.hecktor.gpu.NativeLibrary;
import io.hecktor.gpu.Savings;
import io.hecktor.oci.Image;
import io.hecktor.oci.Layer;
import io.hecktor.plan.BuildRequest;
import io.hecktor.plan.LayerEntry;
import io.hecktor.plan.LayerPlan;
import io.hecktor.plan.TaskRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks at images as they are built for what the challenge's GPU will not do. A base is read only
 * where the program wants CUDA, and each layer once.
 */
final class GpuCheck {

  /** Less than this is not worth a line; it stands in {@code image.json}. */
  private static final long WORTH_A_LINE = 32L << 20;

  private final LayerInspector inspector;
  private final Progress progress;

  /** All tasks share layers, so each warning comes once. */
  private final Set<String> told = new HashSet<>();

  GpuCheck(BlobStore store, Progress progress) {
    this.inspector = new LayerInspector(store, progress);
    this.progress = progress;
  }

  /** What came of looking at an image. */
  record Looked(GpuLint.Result result, List<Savings.Saving> savings) {}

  Looked check(BuildRequest request, TaskRequest task, BuildGoal.Inputs inputs, Image image)
      throws IOException {
    List<Layer> base = inputs.base().layers();
    List<LayerContents> own = new ArrayList<>();
    for (int i = 0; i < inputs.plan().layers().size(); i++) {
      LayerPlan plan = inputs.plan().layers().get(i);
      Layer layer = image.layers().get(base.size() + i);
      if (plan.name().equals(CudaLayer.NAME)) {
        inspector.learn(layer, inputs.cuda().contents());
      }
      own.add(inspector.own(plan, layer));
    }
    List<NativeLibrary> libraries = brought(inputs, own);
    List<LayerContents> all = new ArrayList<>();
    if (GpuLint.concerns(libraries)) {
      for (Layer layer : base) {
        all.add(inspector.base(layer));
      }
    }
    List<Savings.Saving> savings = Savings.of(all, own);
    all.addAll(own);
    return new Looked(
        GpuLint.judge(libraries, new ImageContents(all), target(request, task, inputs, image)),
        savings);
  }

  /** What the program loads; of a layer of CUDA it is to be seen what that is. */
  private static List<NativeLibrary> brought(BuildGoal.Inputs inputs, List<LayerContents> own) {
    List<NativeLibrary> all = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      if (!inputs.plan().layers().get(i).name().equals(CudaLayer.NAME)) {
        all.addAll(own.get(i).libraries());
      }
    }
    return all;
  }

  private static GpuTarget target(
      BuildRequest request, TaskRequest task, BuildGoal.Inputs inputs, Image image) {
    return new GpuTarget(
        GpuTarget.T4,
        GpuTarget.T4_CAPABILITY,
        task.task().limits().gpuMemoryBytes().value(),
        request.profile().base().value(),
        image.config().environment(),
        files(inputs.plan().layers()));
  }

  private static Map<String, Long> files(List<LayerPlan> layers) {
    Map<String, Long> files = new HashMap<>();
    for (LayerPlan layer : layers) {
      for (LayerEntry entry : layer.entries()) {
        if (entry instanceof LayerEntry.RegularFile file) {
          files.put(file.path().toString(), file.content().sizeBytes());
        }
      }
    }
    return files;
  }

  /** Warns of what the user should act on; the rest stands in {@code image.json}. */
  void tell(Looked looked) {
    GpuLint.Result result = looked.result();
    for (Savings.Saving saving : looked.savings()) {
      if (saving.bytes() >= WORTH_A_LINE && told.add(saving.what())) {
        progress.stage(
            "Could be smaller by "
                + ByteSize.format(saving.bytes())
                + ": "
                + saving.what()
                + ". "
                + saving.fix());
      }
    }
    for (GpuFinding finding : result.findings()) {
      if (!told.add(finding.problem().message())) {
        continue;
      }
      if (finding.severity() == GpuFinding.Severity.WARNING) {
        progress.warn(finding.problem());
      } else {
        progress.detail(finding.problem().message());
      }
    }
    for (NativeLibrary library : result.libraries()) {
      if (told.add(library.path())) {
        progress.detail("GPU code of " + library.path() + ": " + library.code().text());
      }
    }
  }
}
