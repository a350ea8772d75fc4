package io.hecktor.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.hecktor.ByteSize;
import io.hecktor.archive.ArchiveContents;
import io.hecktor.oci.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Judges an archive as the platform's import does, and as the push that follows it does, which
 * tells its user nothing when it fails. Every rule is asked that can be; none hides another.
 *
 * <p>Source: grand-challenge.org, {@code app/grandchallenge/components/tasks.py} at 9957bfc2
 * (2025-11-15), and go-containerregistry v0.19.0, which it pushes with.
 */
public final class UploadRules {

  private static final String SILENT =
      "nothing: the import stays at 'Started' and blocks the next one";
  private static final String REBUILD =
      "Write the archive with `mvn hecktor:save`; if that wrote it, report a bug.";
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  /** Where the platform's own constant stands, though nothing reads it; the disk is the limit. */
  private static final long UNPACKED_BYTES = 10L << 30;

  private final ArchiveContents archive;
  private final long archiveLimitBytes;
  private final List<UploadFinding> findings = new ArrayList<>();

  private UploadRules(ArchiveContents archive, long archiveLimitBytes) {
    this.archive = archive;
    this.archiveLimitBytes = archiveLimitBytes;
  }

  /**
   * Judges what was found in an archive.
   *
   * @param archiveLimitBytes the challenge's limit
   * @return at least one finding for every rule, in the platform's order
   */
  public static List<UploadFinding> judge(ArchiveContents archive, long archiveLimitBytes) {
    UploadRules rules = new UploadRules(archive, archiveLimitBytes);
    rules.judgeFile();
    // What lies behind the damage is not missing, only unknown.
    if (archive.damage().isEmpty()) {
      rules.judgeContents();
    }
    rules.findings.add(
        new UploadFinding.NotChecked(
            UploadRule.ALREADY_UPLOADED, "only the platform knows what others have uploaded"));
    rules.noteWhatWasNotAsked();
    rules.findings.sort(Comparator.comparing(UploadFinding::rule));
    return List.copyOf(rules.findings);
  }

  private void noteWhatWasNotAsked() {
    Set<UploadRule> open = EnumSet.allOf(UploadRule.class);
    findings.forEach(finding -> open.remove(finding.rule()));
    for (UploadRule rule : open) {
      findings.add(
          new UploadFinding.NotChecked(rule, "another finding tells why it could not be asked"));
    }
  }

  private void judgeFile() {
    check(
        UploadRule.READABLE,
        archive.damage().isEmpty(),
        archive.damage().orElse(archive.entries().size() + " entries"),
        "Could not decompress the container image file.",
        REBUILD);
    check(
        UploadRule.ARCHIVE_SIZE,
        archive.archiveBytes() <= archiveLimitBytes,
        ByteSize.format(archive.archiveBytes()) + " of " + ByteSize.format(archiveLimitBytes),
        "the challenge's rule, not the platform's: the submission may be refused",
        "Make the image smaller; the table of layers tells where the bytes are.");
  }

  private void judgeContents() {
    String unpacked = "unpacked it has " + ByteSize.format(archive.unpackedBytes());
    findings.add(
        archive.unpackedBytes() <= UNPACKED_BYTES
            ? new UploadFinding.Passed(UploadRule.UNPACKED_SIZE, unpacked)
            : new UploadFinding.Noted(
                UploadRule.UNPACKED_SIZE,
                unpacked,
                "The platform unpacks it onto its disk and names 10 GiB; make the image smaller."));
    judgeNames();
    manifest().ifPresent(this::judgeImage);
  }

  private void judgeNames() {
    Set<String> seen = new HashSet<>();
    List<String> odd = new ArrayList<>();
    for (ArchiveContents.Entry entry : archive.entries()) {
      String name = entry.name();
      boolean plain = !name.startsWith("./") && !name.startsWith("/") && !name.contains("..");
      if (!entry.regular() || !plain || !seen.add(name)) {
        odd.add(name);
      }
    }
    check(
        UploadRule.ENTRY_NAMES,
        odd.isEmpty(),
        odd.isEmpty() ? "all plain" : "odd: " + String.join(", ", odd),
        SILENT,
        REBUILD);
  }

  /** The manifest's only entry, if there is one. */
  private Optional<JsonNode> manifest() {
    boolean there = archive.file("manifest.json").isPresent();
    check(
        UploadRule.MANIFEST,
        there,
        there ? "manifest.json" : "no regular file of that name",
        "Could not find manifest.json in the container image file. Was this created with docker"
            + " save?",
        REBUILD);
    Optional<JsonNode> list = document("manifest.json").filter(JsonNode::isArray);
    int images = list.map(JsonNode::size).orElse(0);
    if (there && list.isEmpty()) {
      notWhatItShouldBe(UploadRule.ONE_IMAGE, "manifest.json is no JSON array");
    } else if (there) {
      check(
          UploadRule.ONE_IMAGE,
          images == 1,
          images + " images",
          "The container image file should only have 1 image. This file contains " + images + ".",
          "Save one image per archive.");
    }
    return images == 1 ? list.map(array -> array.path(0)) : Optional.empty();
  }

  private Optional<JsonNode> document(String name) {
    byte[] bytes = archive.documents().get(name);
    try {
      return bytes == null ? Optional.empty() : Optional.of(Json.node(bytes, name));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void judgeImage(JsonNode image) {
    String configName = image.path("Config").asText("");
    if (configName.isEmpty()) {
      notWhatItShouldBe(UploadRule.CONFIG_PRESENT, "manifest.json names no config");
      return;
    }
    Optional<ArchiveContents.Entry> entry = archive.file(configName);
    check(
        UploadRule.CONFIG_PRESENT,
        entry.isPresent(),
        configName,
        "Could not find the config file in the container image file. Was this created with docker"
            + " save?",
        REBUILD);
    String hash = hashOf(configName);
    check(
        UploadRule.CONFIG_NAME,
        HEX.matcher(hash).matches(),
        configName,
        "The container image file does not have a valid sha256 hash.",
        REBUILD);
    entry.ifPresent(file -> judgeConfigDigest(hash, file));
    check(
        UploadRule.LAYER_SOURCES,
        !image.has("LayerSources"),
        image.has("LayerSources") ? "it has" : "none",
        SILENT,
        REBUILD);
    Optional<JsonNode> config = document(configName).filter(JsonNode::isObject);
    if (entry.isPresent() && config.isEmpty()) {
      notWhatItShouldBe(UploadRule.CONFIG_PRESENT, configName + " is no JSON object");
    }
    config.ifPresent(document -> judgeConfig(document, image));
  }

  private void notWhatItShouldBe(UploadRule rule, String observed) {
    findings.removeIf(finding -> finding.rule() == rule);
    findings.add(new UploadFinding.Failed(rule, observed, SILENT, REBUILD));
  }

  private void judgeConfigDigest(String hash, ArchiveContents.Entry file) {
    check(
        UploadRule.CONFIG_DIGEST,
        file.digest().hex().equals(hash),
        file.digest().toString(),
        "nothing: the platform believes the name, and the image fails later",
        REBUILD);
  }

  /** As the platform takes it out of the name. */
  static String hashOf(String configName) {
    String hash =
        configName.endsWith(".json")
            ? configName.substring(0, configName.indexOf('.'))
            : configName.substring(configName.lastIndexOf('/') + 1);
    return hash.startsWith("sha256:") ? hash.substring("sha256:".length()) : hash;
  }

  private void judgeConfig(JsonNode config, JsonNode image) {
    findings.add(ConfigRules.user(config.path("config").path("User").asText("")));
    findings.add(
        ConfigRules.architecture(
            config.path("architecture").asText(""), config.path("os").asText("linux")));
    findings.add(ConfigRules.environment(config.path("config").path("Env")));
    findings.add(ConfigRules.command(config.path("config")));
    judgeLayers(image.path("Layers"), config.path("rootfs").path("diff_ids"));
  }

  private void judgeLayers(JsonNode names, JsonNode diffIds) {
    List<String> wrong = new ArrayList<>();
    List<String> compressed = new ArrayList<>();
    if (names.size() != diffIds.size()) {
      wrong.add(names.size() + " layers for " + diffIds.size() + " diffIDs");
    }
    for (int i = 0; i < Math.min(names.size(), diffIds.size()); i++) {
      String name = names.path(i).asText("");
      Optional<ArchiveContents.Entry> entry = archive.file(name);
      if (entry.isEmpty()) {
        wrong.add(name + " is missing");
      } else if (entry.get().compressed()) {
        compressed.add(name);
      } else if (!entry.get().digest().toString().equals(diffIds.path(i).asText(""))) {
        wrong.add(name + " has the SHA-256 " + entry.get().digest().hex());
      }
    }
    check(
        UploadRule.LAYERS,
        wrong.isEmpty(),
        wrong.isEmpty() ? names.size() + " layers" : String.join(", ", wrong),
        SILENT,
        REBUILD);
    check(
        UploadRule.LAYER_FORM,
        compressed.isEmpty(),
        compressed.isEmpty() ? "plain tars" : "compressed: " + String.join(", ", compressed),
        SILENT,
        REBUILD);
  }

  private void check(
      UploadRule rule, boolean kept, String observed, String platformSays, String fix) {
    findings.add(
        kept
            ? new UploadFinding.Passed(rule, observed)
            : new UploadFinding.Failed(rule, observed, platformSays, fix));
  }
}
