package io.hecktor.goal;

import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import io.hecktor.describe.Annotations;
import io.hecktor.describe.BasePackages;
import io.hecktor.describe.GitCheckout;
import io.hecktor.describe.HostPackages;
import io.hecktor.describe.ImageBom;
import io.hecktor.describe.Licences;
import io.hecktor.describe.Provenance;
import io.hecktor.describe.Subject;
import io.hecktor.layer.BaseLayers;
import io.hecktor.layer.PackageFiles;
import io.hecktor.lock.FactKind;
import io.hecktor.lock.Lockfile;
import io.hecktor.lock.LockfileText;
import io.hecktor.oci.Digest;
import io.hecktor.oci.Layer;
import io.hecktor.plan.BaseImage;
import io.hecktor.plan.BaseReference;
import io.hecktor.plan.BuildRequest;
import io.hecktor.plan.Coordinates;
import io.hecktor.plan.ImageName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells what is inside an image and how its archive was made. A bill of materials is made once for
 * what an image was made from, and then found in the cache.
 */
public final class Describer {

  private static final String RECORDS = "bills-of-materials";

  /** Changes when the same image would be described otherwise. */
  private static final String FORMAT = "bom-1";

  private final BlobStore store;
  private final Sources sources;
  private final Progress progress;

  /** Describes with what the sources know. */
  public Describer(BlobStore store, Sources sources, Progress progress) {
    this.store = store;
    this.sources = sources;
    this.progress = progress;
  }

  /**
   * What a description needs besides the build.
   *
   * @param plugin its version
   * @param machine the root folder of this machine
   * @param licences of Maven artifacts
   * @param git the project's checkout
   */
  public record Sources(String plugin, Path machine, Licences licences, GitCheckout git) {

    /** Sources that know nothing. */
    public static Sources none() {
      return new Sources(
          "unknown",
          Path.of("/"),
          artifact -> List.of(),
          new GitCheckout(Optional.empty(), Optional.empty()));
    }
  }

  private Subject subject(Coordinates project, String task, Lockfile facts) {
    List<Lockfile.Section> sections = new ArrayList<>(facts.shared());
    facts.task(task).ifPresent(sections::add);
    return new Subject(project, task, new Lockfile(sections), sources.plugin());
  }

  private Subject subject(BuildRequest request, BuiltImage image) {
    return subject(request.program().coordinates(), image.task().task().name(), image.facts());
  }

  /** The annotations of an image's manifest. */
  Map<String, String> annotations(BuildRequest request, BuildGoal.Made made, Lockfile facts) {
    String task = made.task().task().name();
    BaseImage base = made.inputs().base();
    return Annotations.of(
        subject(request.program().coordinates(), task, facts),
        ImageName.of(request.base().text(), base.pinned()),
        sources.git(),
        request.settings().time());
  }

  /** The bill of materials of an image, where it was made before. */
  Optional<byte[]> knownBom(BuildRequest request, BuiltImage image) throws IOException {
    return store.record(RECORDS, key(subject(request, image)));
  }

  /** The bill of materials of an image. */
  byte[] bom(BuildRequest request, BaseImage base, BuiltImage image) throws IOException {
    Subject subject = subject(request, image);
    String key = key(subject);
    Optional<byte[]> known = store.record(RECORDS, key);
    if (known.isPresent()) {
      return known.get();
    }
    byte[] bytes;
    try (Progress.Work work = progress.begin("describing " + subject.task(), Progress.UNKNOWN)) {
      BasePackages packages = packages(request.base(), base, image.facts());
      bytes =
          ImageBom.bytes(
              subject, new ImageBom.Inside(packages, request.program(), sources.licences()));
    }
    store.putRecord(RECORDS, key, bytes);
    return bytes;
  }

  private static String key(Subject subject) {
    String text =
        String.join(
            "\n",
            FORMAT,
            subject.plugin(),
            subject.project().toString(),
            subject.task(),
            LockfileText.format(subject.facts()));
    return Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex();
  }

  private BasePackages packages(BaseReference asked, BaseImage base, Lockfile facts)
      throws IOException {
    if (asked instanceof BaseReference.Host) {
      return new HostPackages(sources.machine())
          .of(facts.section("base").map(one -> one.all(FactKind.LIBRARY)).orElse(List.of()));
    }
    BaseLayers layers = new BaseLayers(store, progress);
    List<PackageFiles> files = new ArrayList<>();
    for (Layer layer : base.layers()) {
      files.add(layers.packages(layer));
    }
    return BasePackages.of(base, files);
  }

  /** The provenance of an archive. */
  byte[] provenance(SaveRequest request, BuiltImage image, Provenance.Output output) {
    return Provenance.bytes(subject(request.build(), image), output, sources.git());
  }
}
