package io.hecktor.goal;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import io.hecktor.ByteSize;
import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import io.hecktor.Progress;
import io.hecktor.base.HostBase;
import io.hecktor.blob.BlobStore;
import io.hecktor.gpu.CudaLibraries;
import io.hecktor.gpu.LayerContents;
import io.hecktor.gpu.NativeLibrary;
import io.hecktor.plan.BuildRequest;
import io.hecktor.plan.Content;
import io.hecktor.plan.ImagePaths;
import io.hecktor.plan.LayerEntry;
import io.hecktor.plan.Natives;
import io.hecktor.plan.Owner;
import io.hecktor.plan.Planner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.ZipEntry;

/**
 * The libraries of CUDA that an image gets from a jar.
 *
 * @param entries of the layer; none where the base brings CUDA, or nobody asks for it
 * @param libraries in the image
 * @param wanted libraries of the system that these ask for
 */
record CudaLayer(List<LayerEntry> entries, List<NativeLibrary> libraries, List<String> wanted) {

  static final String NAME = Planner.CUDA;

  private static final int FILE_MODE = 0644;

  CudaLayer {
    entries = List.copyOf(entries);
    libraries = List.copyOf(libraries);
    wanted = List.copyOf(wanted);
  }

  static CudaLayer of(BuildRequest request, BlobStore store, Progress progress) throws IOException {
    if (request.natives().cuda().isEmpty()) {
      return new CudaLayer(List.of(), List.of(), List.of());
    }
    Natives.CudaJar jar = request.natives().cuda().get();
    CudaLibraries.Chosen chosen =
        new CudaLibraries(store, progress).choose(jar, request.program().jars());
    CudaLayer layer = layer(jar, chosen);
    if (chosen.libraries().isEmpty()) {
      progress.warn(
          new Problem(
              ErrorCode.CUDA_UNUSED,
              "`" + jar.coordinates() + "` holds no library that the program's jars ask for.",
              "Either no jar has native code for CUDA, or it wants another version of CUDA.",
              "Name the version that your libraries were built for, or leave out <cuda>."));
    } else {
      progress.stage(
          "CUDA from "
              + jar.coordinates()
              + ": "
              + chosen.libraries().size()
              + " libraries, "
              + ByteSize.format(
                  chosen.libraries().stream().mapToLong(NativeLibrary::sizeBytes).sum()));
    }
    return layer;
  }

  private static CudaLayer layer(Natives.CudaJar jar, CudaLibraries.Chosen chosen) {
    List<LayerEntry> entries = new ArrayList<>();
    for (ZipEntry entry : chosen.entries()) {
      entries.add(
          file(
              place(chosen, entry),
              new Content.OfJarEntry(
                  jar.file(), entry.getName(), entry.getSize(), entry.getCrc())));
    }
    if (!chosen.libraries().isEmpty()) {
      entries.add(
          file(
              ImagePaths.CUDA_LICENCES.resolve("NOTICE.txt"),
              new Content.OfBytes(notice(jar).getBytes(StandardCharsets.UTF_8))));
    }
    List<NativeLibrary> libraries =
        chosen.libraries().stream()
            .map(library -> library.at(ImagePaths.CUDA.resolve(library.name()).toString()))
            .toList();
    return new CudaLayer(
        chosen.libraries().isEmpty() ? List.of() : entries, libraries, chosen.wanted());
  }

  private static AbsoluteUnixPath place(CudaLibraries.Chosen chosen, ZipEntry entry) {
    String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
    return chosen.names().contains(name)
        ? ImagePaths.CUDA.resolve(name)
        : ImagePaths.CUDA_LICENCES.resolve(entry.getName());
  }

  private static LayerEntry file(AbsoluteUnixPath path, Content content) {
    return new LayerEntry.RegularFile(path, FILE_MODE, Owner.ROOT, content);
  }

  private static String notice(Natives.CudaJar jar) {
    return "The libraries in /opt/cuda/lib are NVIDIA's, taken unchanged from "
        + jar.coordinates()
        + ".\nThey are licensed under NVIDIA's terms, which whoever built this image has accepted:\n"
        + "https://docs.nvidia.com/cuda/eula/\n"
        + "https://docs.nvidia.com/deeplearning/cudnn/backend/latest/reference/eula.html\n";
  }

  /** What the image's files ask of its base. */
  HostBase.Demand demand(List<Path> nativeFiles) {
    List<String> brought = libraries.stream().map(NativeLibrary::name).toList();
    return new HostBase.Demand(nativeFiles, brought, wanted);
  }

  /** What the layer holds, as its inspection would find. */
  LayerContents contents() {
    return new LayerContents(
        libraries, List.of(), List.of(), new TreeMap<>(), List.of(), List.of());
  }
}
