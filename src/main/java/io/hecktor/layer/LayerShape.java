package io.hecktor.layer;

import io.hecktor.deflate.Framing;
import io.hecktor.oci.Digest;
import io.hecktor.plan.Content;
import io.hecktor.plan.LayerEntry;
import io.hecktor.plan.LayerPlan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * All that a layer's tar says, and of what it holds the sizes: layers of one shape differ in
 * nothing but the contents of files on the disk, and each of these lies at the same place in all.
 */
final class LayerShape {

  /** Changes when the same plan would give another tar, or another blob of it. */
  private static final String FORMAT = "tar-2";

  private LayerShape() {}

  /**
   * Whether the shape tells all that the layer holds: its bytes are the plan's own, or entries of
   * jars, which their CRC-32 tells.
   */
  static boolean tellsAll(LayerPlan plan) {
    return plan.entries().stream()
        .filter(LayerEntry.RegularFile.class::isInstance)
        .map(entry -> ((LayerEntry.RegularFile) entry).content())
        .allMatch(
            content -> content instanceof Content.OfBytes || content instanceof Content.OfJarEntry);
  }

  /** 64 hexadecimal digits; reads no file. */
  static String of(LayerPlan plan, Framing framing) throws IOException {
    MessageDigest all = Digest.sha256();
    add(all, FORMAT);
    add(all, framing.format());
    add(all, Long.toString(plan.time().getEpochSecond()));
    for (LayerEntry entry : plan.entries()) {
      add(all, describe(entry));
      if (entry instanceof LayerEntry.RegularFile file) {
        add(all, describe(file.content()));
      }
    }
    return Digest.of(all).hex();
  }

  private static String describe(LayerEntry entry) {
    String common = entry.path() + "\0" + entry.owner() + "\0";
    if (entry instanceof LayerEntry.Directory directory) {
      return "d" + common + Integer.toOctalString(directory.mode());
    } else if (entry instanceof LayerEntry.RegularFile file) {
      return "f" + common + Integer.toOctalString(file.mode());
    }
    return "l" + common + ((LayerEntry.SymbolicLink) entry).target();
  }

  private static String describe(Content content) throws IOException {
    if (content instanceof Content.OfBytes) {
      try (InputStream in = content.open()) {
        return Digest.of(in.readAllBytes()).hex();
      }
    }
    if (content instanceof Content.OfJarEntry entry) {
      return entry.sizeBytes() + " " + entry.crc();
    }
    return Long.toString(content.sizeBytes());
  }

  private static void add(MessageDigest all, String text) {
    all.update(text.getBytes(StandardCharsets.UTF_8));
    all.update((byte) '\n');
  }
}
