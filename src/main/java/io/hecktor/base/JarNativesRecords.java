package io.hecktor.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.blob.BlobStore;
import io.hecktor.elf.Elf;
import io.hecktor.oci.Json;
import io.hecktor.plan.ZipDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the native libraries in jars ask for, kept by the CRC-32s and sizes of their entries:
 * unpacking a library of 300 MB to read its header again takes longer than all else in a build.
 */
final class JarNativesRecords {

  private static final String RECORDS = "jar-natives-1";

  private final BlobStore store;

  JarNativesRecords(BlobStore store) {
    this.store = store;
  }

  /** What was found in a jar like this, if one was looked into. */
  Optional<List<LibraryClosure.Client>> of(Path jar) throws IOException {
    Optional<String> key = ZipDirectory.key(jar);
    Optional<byte[]> record =
        key.isPresent() ? store.record(RECORDS, key.get()) : Optional.<byte[]>empty();
    if (record.isEmpty()) {
      return Optional.empty();
    }
    try {
      List<LibraryClosure.Client> clients = new ArrayList<>();
      Json.object(record.get(), "a jar's natives")
          .path("natives")
          .forEach(node -> clients.add(client(node)));
      return Optional.of(clients);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static LibraryClosure.Client client(JsonNode node) {
    List<String> needed = new ArrayList<>();
    node.path("needed").forEach(name -> needed.add(name.asText()));
    Optional<String> soname =
        node.has("soname") ? Optional.of(node.path("soname").asText()) : Optional.empty();
    return new LibraryClosure.Client(
        node.path("name").asText(), new Elf(Optional.empty(), soname, needed, List.of()));
  }

  /** Keeps what was found; of a library in a jar only its names play a part. */
  void keep(Path jar, List<LibraryClosure.Client> clients) throws IOException {
    Optional<String> key = ZipDirectory.key(jar);
    if (key.isEmpty()) {
      return;
    }
    ObjectNode all = Json.newObject();
    for (LibraryClosure.Client client : clients) {
      ObjectNode node = all.withArray("natives").addObject().put("name", client.name());
      client.elf().soname().ifPresent(soname -> node.put("soname", soname));
      client.elf().needed().forEach(node.putArray("needed")::add);
    }
    store.putRecord(RECORDS, key.get(), Json.compact(all));
  }
}
