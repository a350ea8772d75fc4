package io.hecktor.verify;

import java.util.Locale;

/** The rules that a run is judged by; the report names them in small letters. */
public enum RunRule {
  /** No attempt to reach beyond loopback. */
  NETWORK,
  /** No attempt to write outside the folders that the profile allows. */
  FILESYSTEM,
  /** The process tree's peak stays below the limit. */
  MEMORY,
  /** The wall clock stays below the limit. */
  TIME,
  /** The output directory holds what the task asks for. */
  OUTPUT,
  /** The program ends by itself with exit code 0, and its log survives the platform. */
  EXIT,
  /** The processes' peak on the GPU stays below the limit. */
  GPU;

  /** The rule as the report spells it, such as {@code network}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
