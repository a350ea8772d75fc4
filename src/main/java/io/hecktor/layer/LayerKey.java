package io.hecktor.layer;

import io.hecktor.Progress;
import io.hecktor.blob.ContentKey;
import io.hecktor.blob.ContentKeys;
import io.hecktor.oci.Digest;
import io.hecktor.plan.Content;
import io.hecktor.plan.LayerEntry;
import io.hecktor.plan.LayerPlan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The key of a layer in the cache: all that its tar says and holds, and how it is framed. */
final class LayerKey {

  /** Changes when the same plan would give other bytes. */
  private static final String FORMAT = "stored-1";

  private LayerKey() {}

  /** Reads every file of the plan. */
  static String of(LayerPlan plan, ContentKeys keys, Progress progress) throws IOException {
    MessageDigest all = Digest.sha256();
    add(all, FORMAT);
    add(all, Long.toString(plan.time().getEpochSecond()));
    try (Progress.Work work = progress.begin("hashing layer " + plan.name(), plan.contentBytes())) {
      for (LayerEntry entry : plan.entries()) {
        add(all, describe(entry));
        if (entry instanceof LayerEntry.RegularFile file) {
          add(all, contentKey(file.content(), keys).hex());
          work.advance(file.content().sizeBytes());
        }
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

  private static ContentKey contentKey(Content content, ContentKeys keys) throws IOException {
    if (content instanceof Content.OfFile onDisk) {
      return keys.of(onDisk.file());
    } else if (content instanceof Content.OfPatchedFile patched) {
      String key = ContentKey.of(patched.file()).hex() + patched.patches();
      return ContentKey.of(key.getBytes(StandardCharsets.UTF_8));
    }
    if (content instanceof Content.OfParts parts) {
      return ofParts(parts, keys);
    } else if (content instanceof Content.OfJarEntry entry) {
      String key = entry.entry() + " " + entry.sizeBytes() + " " + entry.crc();
      return ContentKey.of(key.getBytes(StandardCharsets.UTF_8));
    }
    try (InputStream in = content.open()) {
      return ContentKey.of(in.readAllBytes());
    }
  }

  private static ContentKey ofParts(Content.OfParts content, ContentKeys keys) throws IOException {
    MessageDigest all = Digest.sha256();
    add(all, keys.of(content.file()).hex());
    for (Content.Part part : content.parts()) {
      if (part instanceof Content.Part.Bytes bytes) {
        all.update(bytes.bytes().duplicate());
      } else {
        add(all, part.toString());
      }
    }
    return new ContentKey(Digest.of(all).hex());
  }

  private static void add(MessageDigest all, String text) {
    all.update(text.getBytes(StandardCharsets.UTF_8));
    all.update((byte) '\n');
  }
}
