package io.hecktor.gpu;

import io.hecktor.Problem;

/**
 * Something about an image that will not do on the challenge's GPU, or may not.
 *
 * @param rule one of {@code architecture}, {@code library}, {@code driver}, {@code telemetry},
 *     {@code model}
 * @param severity whether the user should act
 * @param subject the file, relative to nothing: as it stands in the image
 * @param problem what, why and what to do
 */
public record GpuFinding(String rule, Severity severity, String subject, Problem problem) {

  /** How much it matters. */
  public enum Severity {
    /** The image will fail, or fall back to the CPU. */
    WARNING,
    /** Good to know. */
    NOTE
  }
}
