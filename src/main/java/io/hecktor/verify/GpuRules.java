package io.hecktor.verify;

import io.hecktor.ByteSize;
import io.hecktor.challenge.Limits;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Judges what a run made of the GPU that it was given. Without one nothing is a breach. */
final class GpuRules {

  private final Limits limits;
  private final CaseFacts facts;
  private final Findings findings;

  GpuRules(Limits limits, CaseFacts facts, Findings findings) {
    this.limits = limits;
    this.facts = facts;
    this.findings = findings;
  }

  void judge() throws IOException {
    memory();
    if (facts.usage().gpu().isPresent()) {
      fallback();
      estimate(facts.usage().gpu().get());
    }
  }

  private void memory() {
    OptionalLong peak = facts.usage().peakGpuMemoryBytes();
    long limit = limits.gpuMemoryBytes().value();
    if (peak.isPresent() && peak.getAsLong() > limit) {
      findings.violation(
          RunRule.GPU,
          "over the GPU's " + ByteSize.format(limit),
          "The peak on the GPU was "
              + ByteSize.format(peak.getAsLong())
              + " ("
              + limits.gpuMemoryBytes().origin()
              + ").",
          "Use smaller patches or batches, or half precision.");
    }
  }

  private void fallback() throws IOException {
    Optional<String> line = GpuFallback.in(facts.files());
    if (line.isPresent()) {
      findings.warning(
          RunRule.GPU,
          "asked for CUDA and fell to the CPU",
          "It said: \"" + line.get() + "\".",
          "Read what `hecktor:build` says of the image's CUDA libraries, and compare the driver's"
              + " version with what they need.");
    }
  }

  private void estimate(GpuSeen gpu) {
    Optional<T4Estimate> estimate = T4Estimate.of(facts.usage().duration(), gpu);
    double limit = limits.time().value().toNanos() / 1e9;
    if (estimate.isPresent() && estimate.get().most() > limit) {
      T4Estimate one = estimate.get();
      findings.warning(
          RunRule.TIME,
          String.format(
              Locale.ROOT, "perhaps %.0f to %.0f s on a T4 (an estimate)", one.least(), one.most()),
          String.format(
              Locale.ROOT,
              "It took %.1f s on %s, and %.0f s are allowed. Scaled by %s; nothing was run on a T4.",
              facts.usage().duration().toNanos() / 1e9,
              one.device(),
              limit,
              one.basis()),
          "Try it on a T4 before you rely on it, or make it faster.");
    }
  }
}
