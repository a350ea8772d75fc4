package io.hecktor.goal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.archive.ArchiveContents;
import io.hecktor.oci.Digest;
import io.hecktor.oci.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was found in an archive, by its SHA-256: bytes of the same digest hold the same, so that
 * nobody has to unpack them once more.
 *
 * @param sha256 of the file
 * @param contents without damage
 */
record KnownArchive(Digest sha256, ArchiveContents contents) {

  private static final int DIGEST_CHARACTERS = 64;

  /** A record, which begins with its own digest. */
  byte[] format() {
    ObjectNode node = Json.newObject();
    node.put("sha256", sha256.hex());
    node.put("archiveBytes", contents.archiveBytes());
    node.put("unpackedBytes", contents.unpackedBytes());
    ArrayNode entries = node.putArray("entries");
    for (ArchiveContents.Entry entry : contents.entries()) {
      entries
          .addObject()
          .put("name", entry.name())
          .put("regular", entry.regular())
          .put("size", entry.sizeBytes())
          .put("sha256", entry.digest().hex())
          .put("compressed", entry.compressed());
    }
    ObjectNode documents = node.putObject("documents");
    new TreeMap<>(contents.documents())
        .forEach((name, bytes) -> documents.put(name, new String(bytes, StandardCharsets.UTF_8)));
    byte[] body = Json.compact(node);
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.writeBytes(Digest.of(body).hex().getBytes(StandardCharsets.US_ASCII));
    record.writeBytes(body);
    return record.toByteArray();
  }

  /** Empty if the record is spoilt, or another version's. */
  static Optional<KnownArchive> parse(byte[] record) {
    if (record.length < DIGEST_CHARACTERS) {
      return Optional.empty();
    }
    byte[] body = Arrays.copyOfRange(record, DIGEST_CHARACTERS, record.length);
    String promised = new String(record, 0, DIGEST_CHARACTERS, StandardCharsets.US_ASCII);
    if (!Digest.of(body).hex().equals(promised)) {
      return Optional.empty();
    }
    try {
      JsonNode node = Json.node(body, "the record of an archive");
      return Optional.of(
          new KnownArchive(new Digest(node.path("sha256").asText()), contents(node)));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static ArchiveContents contents(JsonNode node) {
    List<ArchiveContents.Entry> entries = new ArrayList<>();
    for (JsonNode entry : node.path("entries")) {
      entries.add(
          new ArchiveContents.Entry(
              entry.path("name").asText(),
              entry.path("regular").asBoolean(),
              entry.path("size").asLong(),
              new Digest(entry.path("sha256").asText()),
              entry.path("compressed").asBoolean()));
    }
    Map<String, byte[]> documents = new HashMap<>();
    JsonNode named = node.path("documents");
    named
        .fieldNames()
        .forEachRemaining(
            name ->
                documents.put(name, named.path(name).asText().getBytes(StandardCharsets.UTF_8)));
    return new ArchiveContents(
        node.path("archiveBytes").asLong(),
        node.path("unpackedBytes").asLong(),
        entries,
        documents,
        Optional.empty());
  }
}
