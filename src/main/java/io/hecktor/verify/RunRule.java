package io.hecktor.verify;

import io.hecktor.ErrorCode;
import java.util.Locale;

/** The rules that a run is judged by; the report names them in small letters. */
public enum RunRule {
  /** No attempt to reach beyond loopback. */
  NETWORK(ErrorCode.RUN_NETWORK),
  /** No attempt to write outside the folders that the profile allows. */
  FILESYSTEM(ErrorCode.RUN_FILESYSTEM),
  /** The process tree's peak stays below the limit. */
  MEMORY(ErrorCode.RUN_MEMORY),
  /** The wall clock stays below the limit. */
  TIME(ErrorCode.RUN_TIME),
  /** The output directory holds what the task asks for. */
  OUTPUT(ErrorCode.RUN_OUTPUT),
  /** The program ends by itself with exit code 0, and its log survives the platform. */
  EXIT(ErrorCode.RUN_EXIT),
  /** The processes' peak on the GPU stays below the limit. */
  GPU(ErrorCode.RUN_GPU);

  private final ErrorCode code;

  RunRule(ErrorCode code) {
    this.code = code;
  }

  /** What a breach is called in the catalogue where nothing more is known of its cause. */
  public ErrorCode code() {
    return code;
  }

  /** The rule as the report spells it, such as {@code network}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
