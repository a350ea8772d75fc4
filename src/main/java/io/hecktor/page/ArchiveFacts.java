package io.hecktor.page;

import java.time.Instant;
import java.util.List;

/**
 * An archive as it was saved.
 *
 * @param name of the file
 * @param bytes it has
 * @param sha256 of it, in hexadecimal
 * @param imageId of the image in it
 * @param saved when
 * @param findings what came of each of the platform's import rules
 */
public record ArchiveFacts(
    String name, long bytes, String sha256, String imageId, Instant saved, List<Finding> findings) {

  /** Copies the list. */
  public ArchiveFacts {
    findings = List.copyOf(findings);
  }

  /** How an import rule came out. */
  public enum Outcome {
    /** It was kept. */
    KEPT,
    /** It was kept, but there is something to look at. */
    NOTED,
    /** It was broken. */
    BROKEN,
    /** It cannot be known on this machine. */
    NOT_CHECKED
  }

  /**
   * What came of a rule.
   *
   * @param rule in words
   * @param observed what was seen, or why nothing could be
   * @param fix what to do; empty where there is nothing to do
   */
  public record Finding(String rule, Outcome outcome, String observed, String fix) {}
}
