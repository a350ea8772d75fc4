package io.hecktor.goal;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import io.hecktor.Progress;
import io.hecktor.archive.ImageLayout;
import io.hecktor.blob.BlobStore;
import io.hecktor.deflate.Framing;
import io.hecktor.layer.LayerWriter;
import io.hecktor.lock.Lockfile;
import io.hecktor.oci.ConfigChange;
import io.hecktor.oci.Image;
import io.hecktor.oci.ImageConfig;
import io.hecktor.oci.Layer;
import io.hecktor.oci.Platform;
import io.hecktor.plan.Content;
import io.hecktor.plan.LayerEntry;
import io.hecktor.plan.LayerPlan;
import io.hecktor.plan.Owner;
import io.hecktor.plan.TaskRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** One layer for all mishaps; an image of it differs in what it starts alone. */
final class MishapImage {

  private static final Owner ROOT = new Owner(0, 0);

  private final BlobStore store;
  private final Layer layer;

  MishapImage(BlobStore store, Path rootfs) throws IOException {
    this.store = store;
    List<LayerEntry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.walk(rootfs)) {
      for (Path file : files.filter(it -> !it.equals(rootfs)).toList()) {
        entries.add(entry(file, AbsoluteUnixPath.get("/" + rootfs.relativize(file))));
      }
    }
    entries.sort(Comparator.comparing(entry -> entry.path().toString()));
    this.layer =
        new LayerWriter(store, Framing.STORED, Progress.silent())
            .layer(new LayerPlan("app", entries, BuiltProject.NOW));
  }

  private static LayerEntry entry(Path file, AbsoluteUnixPath path) throws IOException {
    if (Files.isSymbolicLink(file)) {
      return new LayerEntry.SymbolicLink(path, ROOT, Files.readSymbolicLink(file).toString());
    }
    if (Files.isDirectory(file)) {
      return new LayerEntry.Directory(path, 0755, ROOT);
    }
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
    boolean closed = !mode.contains(PosixFilePermission.OTHERS_READ);
    boolean executable = mode.contains(PosixFilePermission.OWNER_EXECUTE);
    return new LayerEntry.RegularFile(
        path,
        closed ? 0600 : executable ? 0755 : 0644,
        ROOT,
        new Content.OfFile(file, Files.size(file)));
  }

  /** The image of one mishap. */
  BuiltImage of(CommonError error, TaskRequest asked, Path output) throws IOException {
    ImageConfig config =
        ImageConfig.empty(Platform.LINUX_AMD64)
            .extend(
                new ConfigChange(
                    BuiltProject.NOW,
                    "1000:1000",
                    error.start().workingDirectory(),
                    error.start().argv(),
                    environment(error),
                    Map.of(),
                    List.of(new ConfigChange.AddedLayer("app", layer.diffId()))));
    Image image = new Image(config, List.of(layer));
    String name = asked.task().name();
    ImageLayout layout = new ImageLayout(output.resolve(name + "/image"));
    layout.write(image, name, store);
    return new BuiltImage(asked, image, layout, new Lockfile(List.of()));
  }

  private static Map<String, String> environment(CommonError error) {
    return Map.of(
        "HECKTOR_OUTPUT",
        error.rules().profile().equals("hecktor2025") ? "/tmp/output" : "/output",
        "HOME",
        "/home/user",
        "LC_ALL",
        error.start().locale());
  }
}
