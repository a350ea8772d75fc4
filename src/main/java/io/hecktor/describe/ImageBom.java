package io.hecktor.describe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.lock.Fact;
import io.hecktor.lock.FactKind;
import io.hecktor.oci.Digest;
import io.hecktor.oci.Json;
import io.hecktor.plan.Coordinates;
import io.hecktor.plan.ImageName;
import io.hecktor.plan.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cyclonedx.Version;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.BomReference;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Composition;
import org.cyclonedx.model.Dependency;
import org.cyclonedx.model.Metadata;
import org.cyclonedx.model.metadata.ToolInformation;

/**
 * The bill of materials of an image, in CycloneDX 1.6: base with its packages, run-time image with
 * its modules, jars with their licences and native libraries, model files. The same image gives the
 * same bytes.
 *
 * @see <a href="https://cyclonedx.org/docs/1.6/json/">CycloneDX 1.6, JSON reference</a>
 */
public final class ImageBom {

  private static final String IMAGE = "image";
  private static final String BASE = "base";
  private static final String JAVA = "java";

  private final Subject subject;
  private final Inside inside;
  private final Bom bom = new Bom();
  private final Dependency needs = new Dependency(IMAGE);

  private ImageBom(Subject subject, Inside inside) {
    this.subject = subject;
    this.inside = inside;
  }

  /**
   * What is found by looking inside.
   *
   * @param packages of the base
   * @param program whose jars may hold native libraries
   * @param licences of its dependencies
   */
  public record Inside(BasePackages packages, Program program, Licences licences) {}

  /**
   * Writes the document.
   *
   * @throws IOException if a jar cannot be read
   */
  public static byte[] bytes(Subject subject, Inside inside) throws IOException {
    return new ImageBom(subject, inside).write();
  }

  private byte[] write() throws IOException {
    bom.setMetadata(metadata());
    add(base());
    add(java());
    addJars();
    for (Fact resource : subject.own(FactKind.RESOURCE)) {
      Component file =
          Parts.file("resource:" + resource.name(), resource.name(), resource.digest());
      Parts.property(file, "path", "/opt/app/resources/" + resource.name());
      Parts.property(file, "size", resource.other());
      add(file);
    }
    bom.addDependency(needs);
    bom.setCompositions(List.of(knownOfBase()));
    return document();
  }

  private void add(Component component) {
    bom.addComponent(component);
    needs.addDependency(new Dependency(component.getBomRef()));
  }

  private Metadata metadata() {
    Component image = Parts.component(Component.Type.CONTAINER, IMAGE, subject.name());
    image.setVersion(subject.project().version());
    Parts.property(image, "imageId", subject.imageId());
    Parts.property(image, "task", subject.task());
    subject
        .text("parameters", FactKind.PROFILE)
        .ifPresent(profile -> Parts.property(image, "profile", profile));
    for (Fact layer : subject.own(FactKind.LAYER)) {
      Parts.property(image, "layer", layer.value() + " " + layer.name());
    }
    Component tool = Parts.component(Component.Type.APPLICATION, "tool", "hecktor-maven-plugin");
    tool.setGroup("io.hecktor");
    tool.setVersion(subject.plugin());
    ToolInformation tools = new ToolInformation();
    tools.setComponents(List.of(tool));
    Metadata metadata = new Metadata();
    metadata.setComponent(image);
    metadata.setToolChoice(tools);
    return metadata;
  }

  private Component base() {
    String reference = subject.text(BASE, FactKind.REFERENCE).orElse("");
    String resolved = subject.text(BASE, FactKind.RESOLVED).orElse("");
    Optional<ImageName> name = ImageName.of(reference, resolved);
    Component base =
        Parts.component(
            Component.Type.CONTAINER, BASE, name.map(ImageName::name).orElse(reference));
    name.flatMap(ImageName::digest)
        .ifPresent(
            digest -> {
              base.setVersion(digest.toString());
              base.addHash(Parts.hash(digest));
            });
    name.flatMap(PackageUrls::image).ifPresent(base::setPurl);
    Parts.property(base, "resolved", resolved);
    Parts.property(base, "config", subject.text(BASE, FactKind.CONFIG).orElse(""));
    subject
        .shared(BASE, FactKind.BASE_LAYER)
        .forEach(layer -> Parts.property(base, "layer", layer.value()));
    inside.packages().unread().forEach(path -> Parts.property(base, "packagesNotRead", path));
    inside.packages().system().ifPresent(os -> base.addComponent(system(os)));
    for (Fact library : subject.shared(BASE, FactKind.LIBRARY)) {
      base.addComponent(Parts.file("base:" + library.name(), library.name(), library.digest()));
    }
    for (InstalledPackage one : inside.packages().packages()) {
      base.addComponent(installed(one));
    }
    return base;
  }

  private static Component system(OsRelease os) {
    Component system =
        Parts.component(Component.Type.OPERATING_SYSTEM, "operating-system", os.id());
    system.setVersion(os.version().isEmpty() ? null : os.version());
    system.setDescription(os.name());
    return system;
  }

  private Component installed(InstalledPackage one) {
    String ref = String.join(":", one.manager(), one.name(), one.version(), one.architecture());
    Component component = Parts.component(Component.Type.LIBRARY, ref, one.name());
    component.setVersion(one.version());
    PackageUrls.installed(one, inside.packages().system()).ifPresent(component::setPurl);
    return component;
  }

  private Component java() {
    Component java = Parts.component(Component.Type.PLATFORM, JAVA, "Java run-time image");
    subject.text(JAVA, FactKind.VERSION).ifPresent(java::setVersion);
    subject.text(JAVA, FactKind.VENDOR).ifPresent(vendor -> java.setSupplier(Parts.named(vendor)));
    Parts.property(java, "source", subject.text(JAVA, FactKind.SOURCE).orElse(""));
    subject.text(JAVA, FactKind.TREE).ifPresent(tree -> Parts.property(java, "tree", tree));
    for (Fact module : subject.shared(JAVA, FactKind.MODULE)) {
      Component part =
          Parts.component(Component.Type.LIBRARY, "module:" + module.name(), module.name());
      java.addComponent(part);
    }
    return java;
  }

  private void addJars() throws IOException {
    Component own =
        Parts.component(Component.Type.APPLICATION, "jar", subject.project().artifactId());
    own.setGroup(subject.project().groupId());
    own.setVersion(subject.project().version());
    PackageUrls.maven(subject.project()).ifPresent(own::setPurl);
    subject.shared("program", FactKind.JAR).forEach(jar -> own.addHash(Parts.hash(jar.digest())));
    addNatives(own, inside.program().jar());
    add(own);
    Dependency runs = new Dependency(own.getBomRef());
    for (Program.Dependency dependency : inside.program().dependencies()) {
      Component jar = dependency(dependency);
      add(jar);
      runs.addDependency(new Dependency(jar.getBomRef()));
    }
    bom.addDependency(runs);
  }

  private Component dependency(Program.Dependency dependency) throws IOException {
    Coordinates artifact = Coordinates.parse(dependency.coordinates());
    String ref = artifact.name() + ":" + artifact.version();
    Component jar = Parts.component(Component.Type.LIBRARY, ref, artifact.artifactId());
    jar.setGroup(artifact.groupId());
    jar.setVersion(artifact.version());
    PackageUrls.maven(artifact).ifPresent(jar::setPurl);
    subject.shared("program", FactKind.DEPENDENCY).stream()
        .filter(fact -> fact.name().equals(artifact.name()))
        .forEach(fact -> jar.addHash(Parts.hash(fact.digest())));
    Parts.licences(inside.licences().of(artifact)).ifPresent(jar::setLicenses);
    addNatives(jar, dependency.file());
    return jar;
  }

  private static void addNatives(Component jar, java.nio.file.Path file) throws IOException {
    for (NativeLibraries.Library library : NativeLibraries.in(file)) {
      jar.addComponent(
          Parts.file(jar.getBomRef() + "!/" + library.path(), library.path(), library.sha256()));
    }
  }

  /** Says itself how much of the base it knows: packages at best, never every file. */
  private Composition knownOfBase() {
    boolean known = !inside.packages().packages().isEmpty();
    Composition composition = new Composition();
    composition.setAggregate(
        known ? Composition.Aggregate.INCOMPLETE : Composition.Aggregate.UNKNOWN);
    composition.addAssembly(new BomReference(BASE));
    return composition;
  }

  /** The serial number is a name made from the content, where others draw one by lot. */
  private byte[] document() throws IOException {
    String time = subject.text("parameters", FactKind.TIME).orElse("");
    try {
      bom.setSerialNumber("urn:uuid:" + new UUID(0, 0));
      ObjectNode node = parsed(time);
      Digest content = Digest.of(Json.compact(node));
      return Json.pretty(node.put("serialNumber", "urn:uuid:" + nameBased(content)));
    } catch (GeneratorException e) {
      throw new IllegalStateException("CycloneDX cannot say what is inside", e);
    }
  }

  private ObjectNode parsed(String time) throws IOException, GeneratorException {
    String json = BomGeneratorFactory.createJson(Version.VERSION_16, bom).toJsonString();
    ObjectNode node = Json.object(json.getBytes(StandardCharsets.UTF_8), "the bill of materials");
    ObjectNode metadata = node.withObjectProperty("metadata");
    metadata.remove("timestamp");
    if (!time.isEmpty()) {
      metadata.put("timestamp", time);
    }
    return node;
  }

  /** RFC 9562, 5.8: a version 8, as SHA-256 is none that version 5 knows. */
  private static UUID nameBased(Digest content) {
    long high = Long.parseUnsignedLong(content.hex().substring(0, 16), 16);
    long low = Long.parseUnsignedLong(content.hex().substring(16, 32), 16);
    return new UUID(
        (high & 0xffff_ffff_ffff_0fffL) | 0x8000L, (low & 0x3fff_ffff_ffff_ffffL) | (1L << 63));
  }
}
