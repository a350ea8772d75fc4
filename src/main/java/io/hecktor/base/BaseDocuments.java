package io.hecktor.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import io.hecktor.blob.DigestMismatchException;
import io.hecktor.oci.Descriptor;
import io.hecktor.oci.Digest;
import io.hecktor.oci.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The manifests, indexes and configs of a base: from the store where they are there, else from the
 * registry and then into the store, so that a base named by its digest is asked for once.
 */
final class BaseDocuments {

  private static final String REFERENCES = "references";

  private final BlobStore store;
  private final RegistryClient client;
  private final PullContext context;
  private final RegistryProblems problems;

  BaseDocuments(BlobStore store, RegistryClient client, PullContext context) {
    this.store = store;
    this.client = client;
    this.context = context;
    this.problems = context.problems();
  }

  /** Gets a document that the store lacks. */
  private interface Source {
    byte[] get() throws HecktorException;
  }

  /** What the reference stands for: its digest, or what the tag means now (offline: meant last). */
  Digest asked() throws IOException, HecktorException {
    RegistryReference reference = context.reference();
    if (reference.digest().isPresent()) {
      return reference.digest().get();
    }
    if (context.settings().offline()) {
      return remembered().orElseThrow(() -> problems.offline("tag `" + reference.asked() + "`"));
    }
    Digest digest = store.put(client.manifest(reference.asked()));
    ObjectNode record = Json.newObject();
    record.put("reference", reference.text());
    record.put("digest", digest.toString());
    store.putRecord(REFERENCES, reference.key(), Json.pretty(record));
    return digest;
  }

  private Optional<Digest> remembered() throws IOException {
    Optional<byte[]> record = store.record(REFERENCES, context.reference().key());
    try {
      return record.isEmpty()
          ? Optional.empty()
          : Optional.of(
              Digest.parse(Json.object(record.get(), "a record").path("digest").asText()));
    } catch (IOException | IllegalArgumentException e) {
      context.progress().detail("What the cache knows of the tag cannot be read.");
      return Optional.empty();
    }
  }

  /** The manifest or index with that digest. */
  byte[] manifest(Digest digest) throws IOException, HecktorException {
    return verified(digest, "manifest " + digest, () -> client.manifest(digest.toString()));
  }

  /** The config with that digest. */
  byte[] config(Digest digest) throws IOException, HecktorException {
    String what = "config " + digest;
    return verified(digest, what, () -> client.smallBlob(digest, what));
  }

  private byte[] verified(Digest digest, String what, Source source)
      throws IOException, HecktorException {
    Optional<byte[]> stored = stored(digest);
    if (stored.isPresent()) {
      return stored.get();
    }
    for (boolean again : new boolean[] {true, false}) {
      byte[] bytes = source.get();
      if (Digest.of(bytes).equals(digest)) {
        store.put(bytes);
        return bytes;
      } else if (!again) {
        String actual = Digest.of(bytes).toString();
        throw problems.spoilt(what, new DigestMismatchException(what, digest, actual));
      }
    }
    throw new IllegalStateException("the second try returns or throws");
  }

  private Optional<byte[]> stored(Digest digest) throws IOException {
    Path path = store.path(digest);
    try {
      return Optional.of(store.readSmall(new Descriptor("", digest, Files.size(path))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (DigestMismatchException e) {
      Progress progress = context.progress();
      progress.detail("The cached " + digest + " is spoilt and is pulled again.");
      store.evict(digest);
      return Optional.empty();
    }
  }
}
