package io.hecktor.goal;

import io.hecktor.sandbox.Attempts;
import io.hecktor.sandbox.GpuUse;
import io.hecktor.sandbox.MemoryUse;
import io.hecktor.sandbox.RunObservation;
import io.hecktor.verify.RunRule;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** How exactly each rule was observed over all cases, in words. */
final class Exactly {

  private final Map<RunRule, Set<String>> seen = new EnumMap<>(RunRule.class);

  /** How exactly each rule was observed in one run. */
  static Map<RunRule, String> words(RunObservation run) {
    Map<RunRule, String> words = new EnumMap<>(RunRule.class);
    words.put(RunRule.NETWORK, words(run.network()));
    words.put(RunRule.FILESYSTEM, words(run.writes()));
    words.put(RunRule.MEMORY, words(run.memory().meter()));
    if (run.gpu().shown()) {
      words.put(RunRule.GPU, words(run.gpu()));
    }
    return words;
  }

  void add(Map<RunRule, String> run) {
    run.forEach(this::add);
  }

  private void add(RunRule rule, String words) {
    seen.computeIfAbsent(rule, any -> new LinkedHashSet<>()).add(words);
  }

  /** For each rule its words; where cases differ, all of them. */
  Map<RunRule, String> words() {
    Map<RunRule, String> words = new EnumMap<>(RunRule.class);
    seen.forEach((rule, all) -> words.put(rule, String.join("; ", all)));
    return words;
  }

  private static String words(Attempts<?> attempts) {
    return switch (attempts.exactness()) {
      case EXACT -> "each attempt is named: " + attempts.how();
      case COUNTED -> "attempts are counted, not named: " + attempts.how();
      case LOWER_BOUND -> "there may have been more than is named: " + attempts.how();
      case NOT_SEEN -> "not seen: " + attempts.how();
    };
  }

  private static String words(GpuUse gpu) {
    return gpu.peakBytes().isPresent()
        ? "sampled by nvidia-smi, so a shorter peak may be missed"
        : "not measured: " + gpu.how();
  }

  private static String words(MemoryUse.Meter meter) {
    return switch (meter) {
      case CGROUP_V2 -> "sampled; the kernel enforces the limit, by a control group (v2)";
      case CGROUP_V1 -> "sampled; the kernel enforces the limit, by a control group (v1)";
      case SAMPLED -> "sampled from /proc every 50 ms, so a shorter peak may be missed";
      case NONE -> "not measured";
    };
  }
}
