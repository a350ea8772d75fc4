package io.hecktor.goal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.oci.Descriptor;
import io.hecktor.oci.Digest;
import io.hecktor.oci.Image;
import io.hecktor.oci.Json;
import io.hecktor.oci.Layer;
import io.hecktor.plan.BuildRequest;
import io.hecktor.plan.Content;
import io.hecktor.plan.LayerEntry;
import io.hecktor.plan.LayerPlan;
import io.hecktor.plan.TaskRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code image.json}: an image's digests, layers, sizes and inputs. */
final class ImageReport {

  private static final int MOST_FILES = 12;

  private ImageReport() {}

  /** The image that is reported on. */
  record Subject(
      TaskRequest task,
      BuildGoal.Inputs inputs,
      Image image,
      Descriptor manifest,
      GpuCheck.Looked gpu) {}

  static byte[] bytes(BuildRequest request, Subject subject) throws IOException {
    ObjectNode node = Json.newObject();
    node.put("task", subject.task().task().name());
    node.put("image", subject.image().config().imageId().toString());
    node.putObject("manifest")
        .put("digest", subject.manifest().digest().toString())
        .put("size", subject.manifest().sizeBytes());
    node.put("profile", request.profile().name());
    node.put("platform", subject.image().config().platform().toString());
    node.put("created", request.settings().time().toString());
    node.put("user", subject.image().config().user());
    subject.image().config().entrypoint().forEach(node.putArray("entrypoint")::add);
    addLayers(node.putArray("layers"), subject);
    addInputs(node.putObject("inputs"), request, subject);
    node.put("archiveLimit", subject.task().task().limits().archiveBytes().value());
    addLargest(node.putArray("largestFiles"), subject);
    GpuReport.add(node, subject.gpu());
    return Json.pretty(node);
  }

  private static void addLayers(ArrayNode array, Subject subject) {
    List<Layer> layers = subject.image().layers();
    int baseLayers = subject.inputs().base().layers().size();
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      array
          .addObject()
          .put("name", i < baseLayers ? "base" : plan(subject, i - baseLayers).name())
          .put("digest", layer.descriptor().digest().toString())
          .put("size", layer.descriptor().sizeBytes())
          .put("diffId", layer.diffId().toString())
          .put("uncompressedSize", layer.uncompressedSizeBytes());
    }
  }

  /** The largest files of the image's own layers, unpacked. */
  private static void addLargest(ArrayNode array, Subject subject) {
    record Sized(String layer, LayerEntry.RegularFile file) {}
    subject.inputs().plan().layers().stream()
        .flatMap(
            layer ->
                layer.entries().stream()
                    .filter(LayerEntry.RegularFile.class::isInstance)
                    .map(LayerEntry.RegularFile.class::cast)
                    .map(file -> new Sized(layer.name(), file)))
        .sorted(
            Comparator.comparingLong((Sized one) -> -one.file().content().sizeBytes())
                .thenComparing(one -> one.file().path().toString()))
        .limit(MOST_FILES)
        .forEach(
            one ->
                array
                    .addObject()
                    .put("path", one.file().path().toString())
                    .put("layer", one.layer())
                    .put("size", one.file().content().sizeBytes()));
  }

  private static LayerPlan plan(Subject subject, int index) {
    return subject.inputs().plan().layers().get(index);
  }

  private static void addInputs(ObjectNode node, BuildRequest request, Subject subject)
      throws IOException {
    node.putObject("base")
        .put("reference", subject.inputs().base().reference())
        .put("pinned", subject.inputs().base().pinned());
    node.put("java", subject.inputs().java().description());
    Map<Path, Content> jars = contents(subject);
    addJar(
        node.putObject("jar"),
        request.program().artifactId(),
        contentOf(jars, request.program().jar()));
    ArrayNode dependencies = node.putArray("dependencies");
    for (var dependency : request.program().dependencies()) {
      addJar(
          dependencies.addObject(), dependency.coordinates(), contentOf(jars, dependency.file()));
    }
    addResources(node.putArray("resources"), subject);
  }

  /** What the layers hold, by the file that it is made of. */
  private static Map<Path, Content> contents(Subject subject) {
    Map<Path, Content> contents = new HashMap<>();
    for (LayerPlan layer : subject.inputs().plan().layers()) {
      for (LayerEntry entry : layer.entries()) {
        if (entry instanceof LayerEntry.RegularFile file) {
          file.content().source().ifPresent(source -> contents.put(source, file.content()));
        }
      }
    }
    return contents;
  }

  private static Content contentOf(Map<Path, Content> contents, Path jar) throws IOException {
    Content planned = contents.get(jar);
    return planned == null ? new Content.OfFile(jar, Files.size(jar)) : planned;
  }

  /** As it is in the image: what is done to it by rule makes it the same on every machine. */
  private static void addJar(ObjectNode node, String name, Content jar) throws IOException {
    node.put("name", name).put("size", jar.sizeBytes()).put("sha256", sha256(jar).hex());
  }

  private static Digest sha256(Content jar) throws IOException {
    try (DigestInputStream in = new DigestInputStream(jar.open(), Digest.sha256())) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return Digest.of(in.getMessageDigest());
    }
  }

  private static void addResources(ArrayNode array, Subject subject) {
    subject.inputs().plan().layers().stream()
        .filter(layer -> layer.name().equals("resources"))
        .flatMap(layer -> layer.entries().stream())
        .forEach(entry -> addResource(array, entry));
  }

  private static void addResource(ArrayNode array, LayerEntry entry) {
    if (entry instanceof LayerEntry.RegularFile file) {
      Content content = file.content();
      array.addObject().put("path", file.path().toString()).put("size", content.sizeBytes());
    }
  }
}
