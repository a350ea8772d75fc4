package io.hecktor.goal;

import io.hecktor.deflate.Framing;
import io.hecktor.gpu.CudaNames;
import io.hecktor.gpu.Savings;
import io.hecktor.gpu.Savings.Saving;
import io.hecktor.plan.BuildRequest;
import io.hecktor.plan.Content;
import io.hecktor.plan.ForeignNatives;
import io.hecktor.plan.LayerEntry;
import io.hecktor.plan.LayerPlan;
import io.hecktor.plan.RuntimeChoice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** What a planned image could do without, the most bytes of its archive first. */
final class SizeAdvice {

  /** Smaller modules are not worth the trouble. */
  private static final long LARGE_MODULE = 4L << 20;

  private final BuildRequest request;
  private final SizeSamples samples;
  private final List<Saving> savings = new ArrayList<>();

  SizeAdvice(BuildRequest request, SizeSamples samples) {
    this.request = request;
    this.samples = samples;
  }

  List<Saving> of(BuildGoal.Inputs inputs) throws IOException {
    for (LayerPlan layer : inputs.plan().layers()) {
      for (LayerEntry entry : layer.entries()) {
        if (entry instanceof LayerEntry.RegularFile file) {
          look(file.path().toString(), file.content());
        }
      }
    }
    modules(inputs.java().origin().modules());
    compression(inputs);
    savings.sort(Comparator.comparingLong(Saving::bytes).reversed());
    return List.copyOf(savings);
  }

  private void look(String path, Content content) throws IOException {
    String name = path.substring(path.lastIndexOf('/') + 1);
    Optional<Path> file = SizeSamples.file(content);
    if (content instanceof Content.OfJarEntry packed && CudaNames.isDispensable(name)) {
      savings.add(
          new Saving(
              name + ", which recurrent networks and attention alone need",
              samples.packedBytes(packed),
              "Add <cudaExcludes>" + name + "</cudaExcludes>."));
    } else if (name.endsWith(".onnx")) {
      try (InputStream in = content.open()) {
        Savings.ofModel(path, content.sizeBytes(), in).ifPresent(savings::add);
      }
    } else if (name.endsWith(".jar") && file.isPresent() && !request.natives().stripForeign()) {
      foreign(path, file.get());
    }
  }

  private void foreign(String path, Path jar) throws IOException {
    long bytes = 0;
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        if (ForeignNatives.system(zip, entry).isPresent()) {
          bytes += Math.max(0, entry.getCompressedSize());
        }
      }
    }
    if (bytes > 0) {
      savings.add(
          new Saving(
              "libraries for other systems in " + path,
              bytes,
              "<stripNatives>true</stripNatives> leaves them out of the image."));
    }
  }

  /** By the JDK's own packages, where it has them; the base module cannot be left out. */
  private void modules(List<String> modules) throws IOException {
    if (!(request.runtime() instanceof RuntimeChoice.Jlink jlink)) {
      return;
    }
    Path jmods = jlink.givenJdk().orElse(jlink.runningJdk()).resolve("jmods");
    for (String module : modules) {
      Path jmod = jmods.resolve(module + ".jmod");
      if (!module.equals("java.base")
          && Files.isRegularFile(jmod)
          && Files.size(jmod) >= LARGE_MODULE) {
        savings.add(
            new Saving(
                "the module " + module + " of the run-time image",
                Files.size(jmod),
                "Leave out what asks for it, or name it no longer in <modules>."));
      }
    }
  }

  private void compression(BuildGoal.Inputs inputs) throws IOException {
    if (request.settings().framing() != Framing.STORED) {
      return;
    }
    SizeSamples deflated = new SizeSamples(Framing.DEFLATE);
    long bytes = 0;
    for (LayerPlan layer : inputs.plan().layers()) {
      bytes += SizeSamples.storedBytes(layer) - deflated.framedBytes(layer);
    }
    if (bytes > 0) {
      savings.add(
          new Saving(
              "what the layers hold uncompressed", bytes, "Set -Dhecktor.compression=deflate."));
    }
  }
}
