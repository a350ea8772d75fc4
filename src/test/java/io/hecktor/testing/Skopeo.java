package io.hecktor.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The program skopeo: copies and inspects images in layouts ({@code oci:DIR:TAG}), archives ({@code
 * docker-archive:FILE}, {@code oci-archive:FILE}) and registries ({@code docker://REFERENCE}).
 *
 * <p>Debian 12's reads no gzipped archive: give it {@link UnpackedArchive#of}.
 */
public final class Skopeo {

  private static final JsonMapper JSON = new JsonMapper();

  private Skopeo() {}

  /** Copies an image; options go before the two places. */
  public static void copy(String source, String target, Object... options) {
    command("copy").with(options).with(source, target).succeed();
  }

  /** Copies an image into a registry under a name, and returns it with the digest it got there. */
  public static PublishedImage push(
      String source, LoopbackRegistry registry, String name, Object... options) {
    String reference = registry.host() + "/" + name;
    try (ScratchFolder scratch = ScratchFolder.create("skopeo")) {
      Path digest = scratch.path().resolve("digest");
      Command copy = command("copy").with("--dest-tls-verify=false", "--digestfile", digest);
      if (registry.asksForPassword()) {
        copy = copy.with("--dest-creds", credentials());
      }
      copy.with(options).with(source, "docker://" + reference).succeed();
      return new PublishedImage(reference, Files.readString(digest).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The image's config as stored, unknown keys included. */
  public static JsonNode config(String source) {
    return json(command("inspect", "--config", "--raw").with(source));
  }

  /** The image's manifest, or list of manifests, as stored. */
  public static JsonNode manifest(String source) {
    return json(command("inspect", "--raw").with(source));
  }

  /** The manifest stored in a registry under a reference. */
  public static JsonNode manifest(LoopbackRegistry registry, String reference) {
    Command inspect = command("inspect", "--raw", "--tls-verify=false");
    if (registry.asksForPassword()) {
      inspect = inspect.with("--creds", credentials());
    }
    return json(inspect.with("docker://" + reference));
  }

  /** Any command of skopeo. */
  public static Command command(Object... words) {
    return RealTool.SKOPEO.command("--insecure-policy").with(words).within(Duration.ofMinutes(5));
  }

  private static String credentials() {
    return LoopbackRegistry.USER + ":" + LoopbackRegistry.PASSWORD;
  }

  private static JsonNode json(Command command) {
    try {
      return JSON.readTree(command.succeed().stdout());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
