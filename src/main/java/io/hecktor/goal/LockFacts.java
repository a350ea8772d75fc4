package io.hecktor.goal;

import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import io.hecktor.layer.LayerListing;
import io.hecktor.layer.LayerListings;
import io.hecktor.lock.Fact;
import io.hecktor.lock.FactKind;
import io.hecktor.lock.Lockfile;
import io.hecktor.oci.DiffId;
import io.hecktor.oci.Digest;
import io.hecktor.oci.Layer;
import io.hecktor.plan.BaseImage;
import io.hecktor.plan.BaseReference;
import io.hecktor.plan.BuildRequest;
import io.hecktor.plan.Coordinates;
import io.hecktor.plan.ImagePaths;
import io.hecktor.plan.JavaOrigin;
import io.hecktor.plan.LayerEntry;
import io.hecktor.plan.LayerPlan;
import io.hecktor.plan.Natives;
import io.hecktor.plan.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What images were made from, as the lock records it. */
final class LockFacts {

  private static final String RUNTIME = "run-time image";

  private final LayerListings listings;

  LockFacts(BlobStore store, Progress progress) {
    this.listings = new LayerListings(store, progress);
  }

  /** The facts of a build of at least one image. */
  Lockfile of(BuildRequest request, List<BuildGoal.Made> made) throws IOException {
    BuildGoal.Made any = made.get(0);
    List<Lockfile.Section> sections = new ArrayList<>();
    sections.add(new Lockfile.Section("base", base(request.base(), any.inputs().base())));
    sections.add(new Lockfile.Section("java", java(any)));
    sections.add(new Lockfile.Section("program", program(request.program(), any)));
    sections.add(new Lockfile.Section("parameters", parameters(request)));
    for (BuildGoal.Made one : made) {
      sections.add(Lockfile.Section.ofTask(one.task().task().name(), task(one)));
    }
    return new Lockfile(sections);
  }

  private List<Fact> base(BaseReference asked, BaseImage base) throws IOException {
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.text(FactKind.REFERENCE, asked.text()));
    facts.add(Fact.text(FactKind.RESOLVED, base.pinned()));
    facts.add(Fact.text(FactKind.CONFIG, base.config().imageId().toString()));
    for (DiffId diffId : base.config().diffIds()) {
      facts.add(Fact.text(FactKind.BASE_LAYER, diffId.toString()));
    }
    if (asked instanceof BaseReference.Host) {
      // Nobody published these, so only their names tell what another machine has otherwise.
      for (LayerListing.File file : listings.of(base.layers().get(0)).files()) {
        facts.add(Fact.digest(FactKind.LIBRARY, file.sha256(), "/" + file.path()));
      }
    }
    return facts;
  }

  private List<Fact> java(BuildGoal.Made made) throws IOException {
    JavaOrigin origin = made.inputs().java().origin();
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.text(FactKind.SOURCE, origin.source()));
    addText(facts, FactKind.VENDOR, origin.vendor());
    addText(facts, FactKind.VERSION, origin.version());
    for (int i = 0; i < made.inputs().plan().layers().size(); i++) {
      if (made.inputs().plan().layers().get(i).name().equals(RUNTIME)) {
        Digest tree = listings.of(layer(made, i)).tree(ImagePaths.JAVA_HOME.toString());
        facts.add(Fact.text(FactKind.TREE, tree.toString()));
      }
    }
    origin.modules().stream()
        .sorted()
        .forEach(module -> facts.add(Fact.name(FactKind.MODULE, module)));
    return facts;
  }

  private static void addText(List<Fact> facts, FactKind kind, String text) {
    if (!text.isEmpty()) {
      facts.add(Fact.text(kind, text));
    }
  }

  private static Layer layer(BuildGoal.Made made, int plan) {
    List<Layer> layers = made.image().layers();
    return layers.get(layers.size() - made.inputs().plan().layers().size() + plan);
  }

  private List<Fact> program(Program program, BuildGoal.Made made) throws IOException {
    Map<Path, LayerListing.File> jars = files(made);
    List<Fact> facts = new ArrayList<>();
    LayerListing.File own = jars.get(program.jar());
    if (own != null) {
      facts.add(Fact.digest(FactKind.JAR, own.sha256(), program.artifactId() + ".jar"));
    }
    for (Program.Dependency dependency : program.dependencies()) {
      Coordinates coordinates = Coordinates.parse(dependency.coordinates());
      LayerListing.File file = jars.get(dependency.file());
      if (file != null) {
        facts.add(
            Fact.digest(
                FactKind.DEPENDENCY, file.sha256(), coordinates.version(), coordinates.name()));
      }
    }
    return facts;
  }

  /** What the layers hold, by the file that it was read from. */
  private Map<Path, LayerListing.File> files(BuildGoal.Made made) throws IOException {
    Map<Path, LayerListing.File> files = new HashMap<>();
    List<LayerPlan> plans = made.inputs().plan().layers();
    for (int i = 0; i < plans.size(); i++) {
      if (!plans.get(i).name().equals(RUNTIME)) {
        addFiles(plans.get(i), listings.of(layer(made, i)), files);
      }
    }
    return files;
  }

  private static void addFiles(
      LayerPlan plan, LayerListing listing, Map<Path, LayerListing.File> files) {
    Map<String, LayerListing.File> byPath = listing.byPath();
    for (LayerEntry entry : plan.entries()) {
      LayerListing.File file = byPath.get(entry.path().toString());
      if (file != null && entry instanceof LayerEntry.RegularFile regular) {
        regular.content().source().ifPresent(source -> files.put(source, file));
      }
    }
  }

  private static List<Fact> parameters(BuildRequest request) {
    BuildRequest.Settings settings = request.settings();
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.text(FactKind.PROFILE, request.profile().name()));
    facts.add(Fact.text(FactKind.USER, settings.user().toString()));
    facts.add(Fact.text(FactKind.TIME, settings.time().toString()));
    facts.add(Fact.text(FactKind.COMPRESSION, settings.framing().format()));
    natives(request.natives(), facts);
    settings.label().ifPresent(label -> facts.add(Fact.text(FactKind.LABEL, label)));
    settings.jvmFlags().forEach(flag -> facts.add(Fact.text(FactKind.JVM_FLAG, flag)));
    return facts;
  }

  /** What is done to native libraries changes layers as their versions do. */
  private static void natives(Natives natives, List<Fact> facts) {
    if (natives.cuda().isPresent()) {
      facts.add(Fact.text(FactKind.CUDA, natives.cuda().get().coordinates()));
      natives.cuda().get().excluded().stream()
          .sorted()
          .distinct()
          .forEach(name -> facts.add(Fact.name(FactKind.CUDA_EXCLUDE, name)));
    }
    if (natives.stripForeign()) {
      facts.add(Fact.text(FactKind.STRIP_NATIVES, "true"));
    }
  }

  private List<Fact> task(BuildGoal.Made made) throws IOException {
    List<Fact> facts = new ArrayList<>();
    List<String> entrypoint = made.inputs().plan().entrypoint();
    facts.add(Fact.text(FactKind.MAIN_CLASS, entrypoint.get(entrypoint.size() - 1)));
    List<LayerPlan> plans = made.inputs().plan().layers();
    for (int i = 0; i < plans.size(); i++) {
      if (plans.get(i).name().equals("resources")) {
        facts.addAll(resources(listings.of(layer(made, i))));
      }
    }
    for (int i = 0; i < plans.size(); i++) {
      Digest diffId = layer(made, i).diffId().digest();
      facts.add(Fact.digest(FactKind.LAYER, diffId, plans.get(i).name()));
    }
    facts.add(Fact.text(FactKind.IMAGE, made.image().config().imageId().toString()));
    return facts;
  }

  private static List<Fact> resources(LayerListing listing) {
    String folder = ImagePaths.RESOURCES.toString().substring(1) + "/";
    return listing.files().stream()
        .filter(file -> file.path().startsWith(folder))
        .sorted(Comparator.comparing(LayerListing.File::path))
        .map(
            file ->
                Fact.digest(
                    FactKind.RESOURCE,
                    file.sha256(),
                    Long.toString(file.sizeBytes()),
                    file.path().substring(folder.length())))
        .toList();
  }
}
