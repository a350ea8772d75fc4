package io.hecktor.goal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.hecktor.EnvironmentException;
import io.hecktor.ProjectException;
import io.hecktor.describe.Licence;
import io.hecktor.lock.LockRequest.Mode;
import io.hecktor.oci.Digest;
import io.hecktor.oci.ImageManifest;
import io.hecktor.oci.Json;
import io.hecktor.oci.Platform;
import io.hecktor.plan.Program;
import io.hecktor.testing.ImageFixtures;
import io.hecktor.testing.TarBytes;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of an image and its archive. */
class DescribeTest {

  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  private static final String STATUS =
      """
      Package: libc6
      Status: install ok installed
      Architecture: amd64
      Version: 2.36-9+deb12u10
      Description: GNU C Library
       a second line: with a colon

      Package: removed
      Status: deinstall ok config-files
      Version: 1

      Package: zlib1g
      Status: install ok installed
      Architecture: amd64
      Version: 1:1.2.13
      """;

  @TempDir Path folder;

  private LockedProject project;

  @BeforeEach
  void begin() throws Exception {
    project = new LockedProject(folder);
    project.dependencies.set(0, withNative());
    project.licences =
        artifact ->
            artifact.artifactId().equals("lib")
                ? List.of(new Licence("Apache License, Version 2.0", "https://example.org/a"))
                : List.of(new Licence("A licence of our own", "not a url at all"));
    project.write(".git/HEAD", "ref: refs/heads/main\n");
    project.write(".git/refs/heads/main", COMMIT + "\n");
    project.write(
        ".git/config", "[remote \"origin\"]\n\turl = https://me:secret@example.org/a.git\n");
  }

  private Program.Dependency withNative() throws Exception {
    Path jar = project.jar("lib.jar", "linux/libfast.so", "\u007fELF and so on");
    return new Program.Dependency("org.example", LockedProject.LIB, jar);
  }

  @AfterEach
  void end() {
    project.close();
  }

  private void publish(TarBytes... layers) {
    List<ImageFixtures.LayerBlob> blobs = new ArrayList<>();
    for (TarBytes layer : layers) {
      blobs.add(ImageFixtures.gzipLayer(layer.bytes()));
    }
    project.registry.add(
        "1",
        ImageFixtures.ociImage(
            Platform.LINUX_AMD64, blobs.toArray(ImageFixtures.LayerBlob[]::new)));
  }

  private static TarBytes debian() {
    return new TarBytes()
        .file("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\nPRETTY_NAME=\"Debian 12\"\n")
        .file("var/lib/dpkg/status", STATUS);
  }

  private Path output(String name) {
    return project.folder.resolve("target/hecktor").resolve(name);
  }

  private JsonNode bom() throws Exception {
    byte[] bytes = Files.readAllBytes(output("task1/sbom.cdx.json"));
    assertThat(new JsonParser().validate(bytes, Version.VERSION_16)).isEmpty();
    return Json.node(bytes, "the bill of materials");
  }

  private static JsonNode component(JsonNode parent, String ref) {
    return components(parent).stream()
        .filter(one -> one.path("bom-ref").asText().equals(ref))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + ref + " in " + parent));
  }

  private static List<JsonNode> components(JsonNode parent) {
    return StreamSupport.stream(parent.path("components").spliterator(), false).toList();
  }

  private static String sha256(JsonNode component) {
    assertThat(component.path("hashes").path(0).path("alg").asText()).isEqualTo("SHA-256");
    return component.path("hashes").path(0).path("content").asText();
  }

  private static String hex(byte[] bytes) {
    return Digest.of(bytes).hex();
  }

  @Test
  void theBillOfMaterialsTellsAllThatIsInside() throws Exception {
    publish(debian());
    BuiltImage image = project.build(Mode.KEEP).get(0);
    JsonNode bom = bom();

    assertThat(bom.path("specVersion").asText()).isEqualTo("1.6");
    assertThat(bom.path("metadata").path("timestamp").asText()).isEqualTo(project.time);
    assertThat(bom.path("metadata").path("component").toString())
        .contains("\"app-task1\"", image.image().config().imageId().toString());
    JsonNode base = component(bom, "base");
    assertThat(base.path("purl").asText())
        .matches("pkg:oci/base@sha256%3A[0-9a-f]{64}\\?arch=amd64&repository_url=.*&tag=1");
    assertThat(component(base, "deb:libc6:2.36-9+deb12u10:amd64").path("purl").asText())
        .isEqualTo("pkg:deb/debian/libc6@2.36-9%2Bdeb12u10?arch=amd64&distro=debian-12");
    assertThat(components(base)).hasSize(3);
    JsonNode java = component(bom, "java");
    assertThat(java.path("version").asText()).isEqualTo("17.0.1");
    assertThat(java.path("supplier").path("name").asText()).isEqualTo("Example");
    component(java, "module:java.logging");
    JsonNode lib = component(bom, "org.example:lib:1.0");
    assertThat(lib.path("purl").asText()).isEqualTo("pkg:maven/org.example/lib@1.0?type=jar");
    assertThat(lib.path("licenses").path(0).path("license").path("id").asText())
        .isEqualTo("Apache-2.0");
    assertThat(sha256(lib)).isEqualTo(hex(Files.readAllBytes(project.dependencies.get(0).file())));
    JsonNode library = component(lib, "org.example:lib:1.0!/linux/libfast.so");
    assertThat(sha256(library))
        .isEqualTo(hex("\u007fELF and so on".getBytes(StandardCharsets.UTF_8)));
    assertThat(component(bom, "org.example:other:2.0").path("licenses").toString())
        .contains("A licence of our own");
    assertThat(sha256(component(bom, "resource:sub/b c.bin")))
        .isEqualTo(hex("more".getBytes(StandardCharsets.UTF_8)));
  }

  /** As a test run builds. */
  private void buildToTry() throws Exception {
    project.goal(Mode.UPDATE).runToTry(project.request());
  }

  @Test
  void whatIsBuiltToBeTriedLeavesNoBillOfAnotherImageBehind() throws Exception {
    project.build(Mode.UPDATE);
    project.write("Task1/resources/a.bin", "other weights");
    buildToTry();

    assertThat(output("task1/sbom.cdx.json")).doesNotExist();
    assertThat(output("task2/sbom.cdx.json")).exists();
  }

  @Test
  void whatIsBuiltToBeTriedHasItsBillBesideItWhereThatIsKnown() throws Exception {
    project.build(Mode.UPDATE);
    byte[] first = Files.readAllBytes(output("task1/sbom.cdx.json"));
    project.write("Task1/resources/a.bin", "other weights");
    buildToTry();
    project.write("Task1/resources/a.bin", "weights of task 1");
    buildToTry();

    assertThat(output("task1/sbom.cdx.json")).hasBinaryContent(first);
  }

  @Test
  void whatWasTriedIsDescribedWhenItIsSaved() throws Exception {
    buildToTry();
    assertThat(output("task1/sbom.cdx.json")).doesNotExist();
    List<String> tried = project.progress.begun;
    project.save(Mode.KEEP);

    assertThat(tried).noneMatch(work -> work.startsWith("describing"));
    assertThat(bom().path("metadata").path("component").toString()).contains("\"app-task1\"");
  }

  @Test
  void theSameInputsGiveTheSameDocumentsInAnotherCache() throws Exception {
    publish(debian());
    project.save(Mode.KEEP);
    Map<String, byte[]> first = documents();
    project.cache = folder.resolve("other");
    project.save(Mode.KEEP);

    documents().forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(first.get(name)));
  }

  private Map<String, byte[]> documents() throws Exception {
    return Map.of(
        "sbom", Files.readAllBytes(output("task1/sbom.cdx.json")),
        "beside", Files.readAllBytes(output("submission_task1.tar.gz.cdx.json")),
        "provenance", Files.readAllBytes(output("submission_task1.tar.gz.intoto.json")));
  }

  @Test
  void anUnchangedImageIsNotDescribedAgain() throws Exception {
    project.build(Mode.KEEP);
    project.licences =
        artifact -> {
          throw new AssertionError("asked again");
        };
    project.build(Mode.KEEP);

    assertThat(project.progress.begun).noneMatch(what -> what.startsWith("describing"));
  }

  @Test
  void anUpperLayersDatabaseCountsAndWhatItRemovesIsGone() throws Exception {
    publish(
        debian().file("var/lib/dpkg/status.d/tzdata", "Package: tzdata\nVersion: 2025a\n"),
        new TarBytes()
            .file(
                "var/lib/dpkg/status", "Package: other\nStatus: install ok installed\nVersion: 2\n")
            .file("var/lib/dpkg/status.d/.wh.tzdata", ""));
    project.build(Mode.KEEP);

    assertThat(components(component(bom(), "base")))
        .extracting(one -> one.path("name").asText())
        .containsExactly("debian", "other");
  }

  @Test
  void basesWithoutAPackageManagerTellTheirPackagesInPieces() throws Exception {
    publish(
        new TarBytes()
            .file("usr/lib/os-release", "ID=debian\n")
            .symbolicLink("etc/os-release", "../usr/lib/os-release")
            .file("var/lib/dpkg/status.d/base", "Package: base-files\nVersion: 12\n")
            .file("var/lib/dpkg/status.d/base.md5sums", "Package: no\nVersion: 1\n"));
    project.build(Mode.KEEP);

    assertThat(components(component(bom(), "base")))
        .extracting(one -> one.path("name").asText())
        .containsExactly("debian", "base-files");
  }

  @Test
  void readsTheDatabaseOfApk() throws Exception {
    publish(
        new TarBytes()
            .file("etc/os-release", "ID=alpine\nVERSION_ID=3.20.3\n")
            .file(
                "lib/apk/db/installed",
                "C:Q1\nP:musl\nV:1.2.5-r0\nA:x86_64\nF:lib\nR:ld\n\nP:x\n"));
    project.build(Mode.KEEP);

    assertThat(
            component(component(bom(), "base"), "apk:musl:1.2.5-r0:x86_64").path("purl").asText())
        .isEqualTo("pkg:apk/alpine/musl@1.2.5-r0?arch=x86_64&distro=alpine-3.20.3");
  }

  @Test
  void aDatabaseThatIsNotReadIsSaidNotToBe() throws Exception {
    publish(new TarBytes().file("var/lib/rpm/rpmdb.sqlite", "SQLite format 3"));
    project.build(Mode.KEEP);
    JsonNode bom = bom();

    assertThat(component(bom, "base").path("properties").toString())
        .contains("packagesNotRead", "var/lib/rpm/rpmdb.sqlite");
    assertThat(bom.path("compositions").path(0).path("aggregate").asText()).isEqualTo("unknown");
  }

  @Test
  void hostilePackageNamesMakeNoInvalidDocument() throws Exception {
    publish(
        new TarBytes()
            .file("etc/os-release", "ID=../../x\nVERSION_ID=<&\"\n")
            .file(
                "var/lib/dpkg/status",
                "Package: ../a b?c#d\"\nVersion: \u0001\u0002\u202e\n\n"
                    + "Package: long\nVersion: "
                    + "9".repeat(10_000)
                    + "\n\n: \nPackage\n"));
    project.build(Mode.KEEP);

    assertThat(bom().toString()).contains("../a b?c#d").doesNotContain("99999");
  }

  @Test
  void theProvenanceNamesTheArchiveAndItsInputs() throws Exception {
    SavedArchive saved = project.save(Mode.KEEP).get(0);
    JsonNode statement =
        Json.node(Files.readAllBytes(output("submission_task1.tar.gz.intoto.json")), "it");

    assertThat(provenanceErrors(statement)).isEmpty();
    assertThat(statement.path("subject").toString())
        .isEqualTo(
            "[{\"name\":\"submission_task1.tar.gz\",\"digest\":{\"sha256\":\""
                + saved.sha256().hex()
                + "\"}}]");
    String inputs =
        statement.path("predicate").path("buildDefinition").path("resolvedDependencies").toString();
    assertThat(inputs)
        .contains("\"git+https://example.org/a.git@" + COMMIT, "\"gitCommit\":\"" + COMMIT)
        .contains("\"name\":\"base\",\"uri\":\"pkg:oci/base@sha256%3A")
        .contains("pkg:maven/org.example/lib@1.0?type=jar", "resources/sub/b c.bin")
        .doesNotContain("secret");
    assertThat(statement.toString())
        .contains(hex(Files.readAllBytes(output("submission_task1.tar.gz.cdx.json"))));
  }

  /** A schema that takes everything would show nothing. */
  @Test
  void theProvenancesSchemaRefusesWhatTheSpecificationDoesNotKnow() throws Exception {
    project.save(Mode.KEEP);
    String text = Files.readString(output("submission_task1.tar.gz.intoto.json"));

    for (String[] wrong :
        new String[][] {
          {"\"buildType\"", "\"buildKind\""},
          {"Statement/v1", "Statement/v0.1"},
          {"provenance/v1\"", "provenance/v2\""},
          {"\"sha256\" : \"", "\"sha256\" : \"x"},
          {"\"builder\"", "\"maker\""}
        }) {
      String spoilt = text.replace(wrong[0], wrong[1]);
      assertThat(spoilt).isNotEqualTo(text);
      assertThat(provenanceErrors(Json.node(spoilt.getBytes(StandardCharsets.UTF_8), "it")))
          .as(wrong[0])
          .isNotEmpty();
    }
  }

  private static List<?> provenanceErrors(JsonNode statement) throws Exception {
    try (InputStream in =
        DescribeTest.class.getResourceAsStream("/io/hecktor/describe/provenance.schema.json")) {
      String schema = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(schema)
          .validate(statement);
    }
  }

  @Test
  void theManifestTellsCommitAndSourceAndTheConfigDoesNot() throws Exception {
    BuiltImage image = project.build(Mode.KEEP).get(0);
    Map<String, String> annotations = manifest(image).annotations();
    Digest imageId = image.image().config().imageId();

    assertThat(annotations)
        .containsEntry("org.opencontainers.image.revision", COMMIT)
        .containsEntry("org.opencontainers.image.source", "https://example.org/a.git")
        .containsEntry("org.opencontainers.image.title", "app-task1")
        .containsEntry("org.opencontainers.image.version", "1.0")
        .containsEntry("org.opencontainers.image.created", project.time)
        .containsEntry("org.opencontainers.image.base.name", project.base)
        .containsKey("org.opencontainers.image.base.digest");
    assertThat(image.image().config().labels())
        .containsEntry("org.opencontainers.image.title", "app")
        .containsEntry("org.opencontainers.image.version", "1.0")
        .containsEntry("org.opencontainers.image.base.name", project.base)
        .containsEntry(
            "org.opencontainers.image.base.digest",
            annotations.get("org.opencontainers.image.base.digest"))
        .hasSize(4);

    project.write(".git/refs/heads/main", COMMIT.replace('0', 'f') + "\n");
    BuiltImage next = project.build(Mode.LOCKED).get(0);
    assertThat(next.image().config().imageId()).isEqualTo(imageId);
    assertThat(manifest(next).annotations())
        .containsEntry("org.opencontainers.image.revision", COMMIT.replace('0', 'f'));
  }

  private static ImageManifest manifest(BuiltImage image) throws Exception {
    JsonNode index =
        Json.node(Files.readAllBytes(image.layout().folder().resolve("index.json")), "index");
    Digest digest = Digest.parse(index.path("manifests").path(0).path("digest").asText());
    return ImageManifest.parse(Files.readAllBytes(image.layout().blob(digest)), "manifest");
  }

  @Test
  void theUsersProgramSignsTheDigestWithoutAShell() throws Exception {
    Path tool = program("printf '%s\\n' \"$@\" > \"$1.sig\"");
    project.sign =
        List.of(tool.toString(), "{archive}", "{sha256}", "$HOME `id` ; true", "a{task}");

    List<SavedArchive> saved = project.save(Mode.KEEP);

    assertThat(Files.readAllLines(output("submission_task1.tar.gz.sig")))
        .containsExactly(
            saved.get(0).file().toString(),
            saved.get(0).sha256().hex(),
            "$HOME `id` ; true",
            "atask1");
    assertThat(output("submission_task2.tar.gz.sig")).exists();
  }

  private Path program(String script) throws Exception {
    Path tool = project.write("sign.sh", "#!/bin/sh\n" + script + "\n");
    assertThat(tool.toFile().setExecutable(true)).isTrue();
    return tool;
  }

  @Test
  void aSigningProgramThatFailsFailsTheGoalAndLeavesTheArchive() throws Exception {
    project.sign = List.of(program("echo no key >&2; exit 3").toString());

    assertThatThrownBy(() -> project.save(Mode.KEEP))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("ended with exit code 3, so `submission_task1.tar.gz` is not signed");
    assertThat(project.progress.stages).contains("  no key");
    assertThat(output("submission_task1.tar.gz")).exists();
  }

  @Test
  void aSigningProgramThatIsMissingIsNamed() {
    project.sign = List.of("no-such-program-of-hecktor", "{archive}");

    assertThatThrownBy(() -> project.save(Mode.KEEP))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("`no-such-program-of-hecktor` of hecktor.sign could not be run");
  }

  @Test
  void anUnknownPlaceIsNamedWithThoseThereAre() {
    project.sign = List.of("true", "{file}");

    assertThatThrownBy(() -> project.save(Mode.KEEP))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("hecktor.sign holds `{file}`")
        .hasMessageContaining("{archive}, {digest}");
  }

  @Test
  void aLabelIsAnExtra() throws Exception {
    project.label = Optional.of("second");

    assertThat(project.build(Mode.KEEP).get(0).image().config().labels())
        .containsEntry("io.hecktor.label", "second")
        .hasSize(5);
  }
}
