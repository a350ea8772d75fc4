package io.hecktor.base;

import io.hecktor.ByteSize;
import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.archive.ImageLayout;
import io.hecktor.blob.DigestMismatchException;
import io.hecktor.blob.VerifyingInputStream;
import io.hecktor.oci.Descriptor;
import io.hecktor.oci.ImageManifest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.http.client.methods.HttpHead;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.client.methods.HttpPut;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.ContentType;
import org.apache.http.entity.InputStreamEntity;

/**
 * Brings images to a registry. A blob that is there already stays; each other one is sent in one
 * piece. The image gets no tag: its digest is its name, and that cannot be moved.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#push">
 *     distribution-spec, Push</a>
 */
public final class RegistryPush {

  private final RegistrySettings settings;
  private final Patience patience;
  private final Progress progress;

  /** Pushes with these settings' logins and proxies. */
  public RegistryPush(RegistrySettings settings, Progress progress) {
    this(settings, Patience.STANDARD, progress);
  }

  RegistryPush(RegistrySettings settings, Patience patience, Progress progress) {
    this.settings = settings;
    this.patience = patience;
    this.progress = progress;
  }

  /**
   * Brings an image to a repository.
   *
   * @param repository such as {@code registry.example.org/me/hecktor}; a tag in it is left out
   * @return the reference by which the registry gives the very same image, with its digest
   * @throws HecktorException if the reference is wrong, or the registry or the network fails
   * @throws IOException if the layout cannot be read, or its bytes are not what they should be
   */
  public String push(ImageLayout layout, String repository) throws HecktorException, IOException {
    RegistryReference reference = RegistryReference.parse(repository);
    PullContext context = new PullContext(reference, settings, patience, progress, Errand.PUSH);
    try (RegistryClient client = new RegistryClient(context)) {
      return new Push(layout, context, client).all();
    }
  }

  /** One image on its way. */
  private static final class Push {

    private final ImageLayout layout;
    private final PullContext context;
    private final RegistryClient client;
    private long sentBytes;

    Push(ImageLayout layout, PullContext context, RegistryClient client) {
      this.layout = layout;
      this.context = context;
      this.client = client;
    }

    String all() throws HecktorException, IOException {
      Descriptor descriptor = layout.manifestDescriptor();
      byte[] bytes;
      try (InputStream in = layout.open(descriptor)) {
        bytes = in.readAllBytes();
      }
      ImageManifest manifest = ImageManifest.parse(bytes, "the image's manifest");
      List<Descriptor> blobs = new ArrayList<>(manifest.layers());
      blobs.add(manifest.config());
      for (Descriptor blob : blobs) {
        persistently("blob " + blob.digest(), () -> blob(blob));
      }
      persistently("manifest", () -> manifest(descriptor, bytes));
      RegistryReference to = context.reference();
      String pinned = to.host() + "/" + to.repository() + "@" + descriptor.digest();
      context.progress().stage("Pushed " + pinned + ", " + ByteSize.format(sentBytes) + " new");
      return pinned;
    }

    /** What may be tried again from its beginning. */
    private interface Step {
      void run() throws IOException, HecktorException;
    }

    private void persistently(String what, Step step) throws HecktorException, IOException {
      Retry retry = client.retry();
      while (true) {
        try {
          step.run();
          return;
        } catch (DigestMismatchException e) {
          throw e;
        } catch (IOException e) {
          if (!retry.waitAfter(e)) {
            throw context.problems().network(what, e);
          }
        }
      }
    }

    private void blob(Descriptor blob) throws IOException, HecktorException {
      String what = "blob " + blob.digest();
      try (HttpAnswer answer = client.exchange("/blobs/" + blob.digest(), HttpHead::new, what)) {
        answer.discard();
        if (answer.isSuccess()) {
          return;
        }
      }
      try {
        send(blob, upload(what), what);
      } catch (HecktorException e) {
        // Whose fault is it? Bytes that are spoilt here are no registry's.
        drain(blob);
        throw e;
      }
      sentBytes += blob.sizeBytes();
    }

    private void send(Descriptor blob, String place, String what)
        throws IOException, HecktorException {
      String title = "pushing " + blob.digest().abbreviated();
      try (Progress.Work work = context.progress().begin(title, blob.sizeBytes());
          HttpAnswer answer = client.exchange(place, address -> body(address, blob, work), what)) {
        answer.discard();
        requireDone(answer, what);
      }
    }

    private void drain(Descriptor blob) throws IOException {
      try (VerifyingInputStream in = layout.open(blob)) {
        in.drain();
      }
    }

    /** Where the registry wants the blob's bytes. */
    private String upload(String what) throws IOException, HecktorException {
      try (HttpAnswer answer = client.exchange("/blobs/uploads/", HttpPost::new, what)) {
        answer.discard();
        requireDone(answer, what);
        Optional<String> location = answer.header("Location");
        if (location.isEmpty()) {
          throw context.problems().answered(answer.status(), what);
        }
        return answer.uri().resolve(location.get()).toString();
      } catch (IllegalArgumentException e) {
        throw new IOException("the registry wants the blob at something that is no address", e);
      }
    }

    private HttpPut body(URI address, Descriptor blob, Progress.Work work) throws IOException {
      String text = address.toString();
      String query = (text.contains("?") ? "&" : "?") + "digest=" + blob.digest();
      HttpPut put = new HttpPut(URI.create(text + query));
      put.setEntity(
          new InputStreamEntity(
              new CountedInputStream(layout.open(blob), work),
              blob.sizeBytes(),
              ContentType.APPLICATION_OCTET_STREAM));
      return put;
    }

    private void manifest(Descriptor manifest, byte[] bytes) throws IOException, HecktorException {
      String path = "/manifests/" + manifest.digest();
      try (HttpAnswer answer =
          client.exchange(path, address -> document(address, manifest, bytes), "manifest")) {
        answer.discard();
        requireDone(answer, "manifest");
      }
    }

    private static HttpPut document(URI address, Descriptor manifest, byte[] bytes) {
      HttpPut put = new HttpPut(address);
      put.setEntity(new ByteArrayEntity(bytes, ContentType.create(manifest.mediaType())));
      return put;
    }

    private void requireDone(HttpAnswer answer, String what) throws HecktorException {
      if (!answer.isSuccess()) {
        throw context.problems().notFound(what);
      }
    }
  }
}
