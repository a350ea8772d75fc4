package io.hecktor.doctor;

/** How far the cache is looked into. */
public enum Depth {
  /** Names, sizes, records and leftovers. */
  QUICK,
  /** The bytes of each blob as well. */
  VERIFY,
  /** The bytes as well, and what is broken goes. */
  FIX
}
