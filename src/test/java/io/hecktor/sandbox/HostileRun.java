package io.hecktor.sandbox;

import io.hecktor.HecktorException;
import io.hecktor.Progress;
import io.hecktor.blob.BlobStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Unpacks a hostile image and tells what happened, on one line. */
final class HostileRun {

  private HostileRun() {}

  static String outcome(HostileImages.Row row, Path scratch) throws IOException {
    Path outside = Files.createDirectories(scratch.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "unharmed");
    Path cache = Files.createDirectories(scratch.resolve("cache"));
    TestLayers blobs = new TestLayers(scratch.resolve("blobs"));
    RootfsRequest request =
        TestLayers.withMountPoints(
            blobs.request(row.layers().apply(outside).toArray(RawTar[]::new)),
            MountPoint.directory("/mnt"));
    List<String> before = Listing.state(scratch, cache);
    String outcome = prepare(request, cache);
    List<String> after = Listing.state(scratch, cache);
    return before.equals(after) ? outcome : "TOUCHED " + before + " -> " + after;
  }

  private static String prepare(RootfsRequest request, Path cache) throws IOException {
    RootfsCache rootfsCache =
        new RootfsCache(
            cache.resolve("rootfs"),
            new BlobStore(cache.resolve("store")),
            Retention.standard(),
            Progress.silent());
    String outcome;
    try (Rootfs rootfs = rootfsCache.prepare(request, Instant.EPOCH)) {
      outcome = "made " + Listing.of(rootfs.folder());
      outcome += " left out " + String.join(" left out ", rootfs.leftOut());
      outcome += " mount /mnt at " + rootfs.mountPoints().get("/mnt");
    } catch (HecktorException e) {
      outcome = "refused " + e.getMessage() + leftovers(cache);
    }
    FileTrees.delete(cache);
    return Escapes.escape(outcome);
  }

  /** What was refused must not be found by the next run, whole or in part. */
  private static String leftovers(Path cache) throws IOException {
    for (String folder : List.of("trees", "layers")) {
      for (String line : Listing.of(cache.resolve("rootfs/v1").resolve(folder))) {
        if (folder.equals("trees") || line.contains(".part")) {
          return " LEFT " + line;
        }
      }
    }
    return "";
  }

  /** Prints a line for each image; for a process of another user. */
  public static void main(String[] args) throws IOException {
    Path scratch = Path.of(args[0]);
    StringBuilder out = new StringBuilder();
    for (HostileImages.Row row : HostileImages.rows()) {
      Path folder = scratch.resolve(Integer.toString(out.length()));
      out.append(outcome(row, folder)).append('\n');
    }
    System.out.write(out.toString().getBytes(StandardCharsets.UTF_8));
    System.out.flush();
  }
}
