package io.hecktor.layer;

import io.hecktor.blob.ContentKey;
import io.hecktor.blob.RememberedKeys;
import io.hecktor.oci.Digest;
import io.hecktor.plan.Content;
import io.hecktor.plan.LayerEntry;
import io.hecktor.plan.LayerPlan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The files on the disk that a layer's contents come from. */
final class Sources {

  /** More than two ticks of the slowest clock that a file system keeps. */
  private static final Duration SETTLED = Duration.ofMillis(2500);

  private Sources() {}

  /**
   * The files in the plan's order; empty if some content is neither a file as it lies on the disk
   * nor a text of ours.
   */
  private static Optional<List<Path>> of(LayerPlan plan) {
    List<Path> files = new ArrayList<>();
    for (LayerEntry entry : plan.entries()) {
      if (entry instanceof LayerEntry.RegularFile file) {
        if (file.content() instanceof Content.OfFile onDisk) {
          files.add(onDisk.file());
        } else if (!(file.content() instanceof Content.OfBytes)) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(files);
  }

  /**
   * Tells the contents of a plan apart where all its files are such as the user does not write;
   * texts may stand among them.
   */
  static Optional<String> key(LayerPlan plan, Predicate<Path> system, RememberedKeys keys)
      throws IOException {
    List<Path> files = new ArrayList<>();
    MessageDigest texts = Digest.sha256();
    for (LayerEntry entry : plan.entries()) {
      if (entry instanceof LayerEntry.RegularFile file) {
        if (file.content() instanceof Content.OfFile onDisk && system.test(onDisk.file())) {
          files.add(onDisk.file());
        } else if (file.content() instanceof Content.OfBytes) {
          try (InputStream in = file.content().open()) {
            texts.update(Digest.of(in.readAllBytes()).hex().getBytes(StandardCharsets.US_ASCII));
          }
        } else {
          return Optional.empty();
        }
      }
    }
    return files.isEmpty()
        ? Optional.empty()
        : Optional.of(
            keys.of(files, () -> ContentKey.of(files, List.of()).hex()) + Digest.of(texts).hex());
  }

  /**
   * What the file system says of the files, another word when one of them is written to: only where
   * it keeps times of change, by the clock of a file that was made just now.
   *
   * @return empty if a file could be written to without a trace
   */
  static Optional<String> stamps(LayerPlan plan, Path justMade) throws IOException {
    Optional<List<Path>> files = of(plan);
    if (files.isEmpty()) {
      return Optional.empty();
    }
    for (Path file : files.get()) {
      if (!Files.getFileStore(file).equals(Files.getFileStore(justMade))) {
        return Optional.empty();
      }
    }
    Instant now = Files.getLastModifiedTime(justMade).toInstant();
    return RememberedKeys.stamps(files.get(), now.minus(SETTLED));
  }
}
