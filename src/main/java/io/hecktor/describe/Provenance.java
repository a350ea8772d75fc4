package io.hecktor.describe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.lock.Fact;
import io.hecktor.lock.FactKind;
import io.hecktor.oci.Digest;
import io.hecktor.oci.Json;
import io.hecktor.plan.Coordinates;
import io.hecktor.plan.ImageName;
import java.util.Optional;

/**
 * How an archive was made: an in-toto statement with SLSA provenance. It is unsigned, and so worth
 * as much as whoever signs it; it names no time and no run, so the same build gives the same bytes.
 *
 * @see <a href="https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md">in-toto
 *     Statement v1</a>
 * @see <a href="https://slsa.dev/spec/v1.1/provenance">SLSA, Provenance v1</a>
 */
public final class Provenance {

  private static final String BUILDER = "pkg:maven/io.hecktor/hecktor-maven-plugin";

  private final Subject subject;

  private Provenance(Subject subject) {
    this.subject = subject;
  }

  /**
   * What the statement is about.
   *
   * @param archive the file's name
   * @param sha256 of the file
   * @param bom the digest of its bill of materials
   */
  public record Output(String archive, Digest sha256, Digest bom) {}

  /** Writes the statement. */
  public static byte[] bytes(Subject subject, Output output, GitCheckout git) {
    ObjectNode statement = Json.newObject();
    statement.put("_type", "https://in-toto.io/Statement/v1");
    ObjectNode archive = statement.putArray("subject").addObject();
    archive.put("name", output.archive());
    archive.putObject("digest").put("sha256", output.sha256().hex());
    statement.put("predicateType", "https://slsa.dev/provenance/v1");
    new Provenance(subject).predicate(statement.putObject("predicate"), output, git);
    return Json.pretty(statement);
  }

  private void predicate(ObjectNode predicate, Output output, GitCheckout git) {
    ObjectNode definition = predicate.putObject("buildDefinition");
    definition.put("buildType", BUILDER + "#save/v1");
    parameters(definition.putObject("externalParameters"));
    ArrayNode dependencies = definition.putArray("resolvedDependencies");
    source(dependencies, git);
    base(dependencies);
    java(dependencies);
    jars(dependencies);
    for (Fact resource : subject.own(FactKind.RESOURCE)) {
      dependency(dependencies, "resources/" + resource.name(), Optional.empty(), resource.digest());
    }
    ObjectNode run = predicate.putObject("runDetails");
    ObjectNode builder = run.putObject("builder");
    builder.put("id", BUILDER);
    builder.putObject("version").put("hecktor-maven-plugin", subject.plugin());
    ArrayNode byproducts = run.putArray("byproducts");
    dependency(byproducts, "image", Optional.empty(), Digest.parse(subject.imageId()));
    dependency(byproducts, output.archive() + ".cdx.json", Optional.empty(), output.bom())
        .put("mediaType", "application/vnd.cyclonedx+json");
  }

  private void parameters(ObjectNode node) {
    Coordinates project = subject.project();
    node.put("project", project.groupId() + ":" + project.artifactId() + ":" + project.version());
    node.put("task", subject.task());
    subject.text("base", FactKind.REFERENCE).ifPresent(base -> node.put("base", base));
    subject.text("parameters", FactKind.PROFILE).ifPresent(text -> node.put("profile", text));
    subject.text("parameters", FactKind.USER).ifPresent(text -> node.put("user", text));
    subject.text("parameters", FactKind.LABEL).ifPresent(text -> node.put("label", text));
    subject.text("parameters", FactKind.TIME).ifPresent(text -> node.put("outputTimestamp", text));
    subject.own(FactKind.MAIN_CLASS).forEach(fact -> node.put("mainClass", fact.value()));
    ArrayNode flags = node.putArray("jvmFlags");
    subject.shared("parameters", FactKind.JVM_FLAG).forEach(flag -> flags.add(flag.value()));
  }

  private static void source(ArrayNode array, GitCheckout git) {
    git.revision()
        .ifPresent(
            commit -> {
              ObjectNode node = array.addObject();
              node.put("name", "source");
              git.source().ifPresent(url -> node.put("uri", "git+" + url + "@" + commit));
              node.putObject("digest").put("gitCommit", commit);
              node.putObject("annotations")
                  .put("note", "the commit checked out; whether files differed was not looked at");
            });
  }

  private void base(ArrayNode array) {
    String reference = subject.text("base", FactKind.REFERENCE).orElse("");
    String resolved = subject.text("base", FactKind.RESOLVED).orElse("");
    Optional<ImageName> name = ImageName.of(reference, resolved);
    Digest digest = Digest.parse(resolved.substring(resolved.lastIndexOf('@') + 1));
    dependency(array, "base", name.flatMap(PackageUrls::image), digest);
  }

  private void java(ArrayNode array) {
    subject
        .text("java", FactKind.TREE)
        .ifPresent(
            tree -> {
              ObjectNode node = array.addObject();
              node.put("name", "java");
              node.putObject("digest").put("hecktorTree", Digest.parse(tree).hex());
              ObjectNode annotations = node.putObject("annotations");
              subject.text("java", FactKind.VENDOR).ifPresent(v -> annotations.put("vendor", v));
              subject.text("java", FactKind.VERSION).ifPresent(v -> annotations.put("version", v));
              annotations.put("digestOf", "the files' names and contents, by hecktor.lock's rule");
            });
  }

  private void jars(ArrayNode array) {
    for (Fact jar : subject.shared("program", FactKind.JAR)) {
      dependency(array, jar.name(), PackageUrls.maven(subject.project()), jar.digest());
    }
    for (Fact jar : subject.shared("program", FactKind.DEPENDENCY)) {
      dependency(array, jar.name(), PackageUrls.maven(artifact(jar)), jar.digest());
    }
  }

  /** A dependency's fact is named by all of its coordinates but the version. */
  private static Coordinates artifact(Fact jar) {
    String[] parts = jar.name().split(":", -1);
    return new Coordinates(
        parts[0],
        parts[1],
        parts.length > 2 ? parts[2] : "jar",
        parts.length > 3 ? parts[3] : "",
        jar.other());
  }

  private static ObjectNode dependency(
      ArrayNode array, String name, Optional<String> uri, Digest digest) {
    ObjectNode node = array.addObject();
    node.put("name", name);
    uri.ifPresent(text -> node.put("uri", text));
    node.putObject("digest").put("sha256", digest.hex());
    return node;
  }
}
