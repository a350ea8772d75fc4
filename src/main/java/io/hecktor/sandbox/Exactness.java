package io.hecktor.sandbox;

/** How much a list of attempts can be trusted to be all there was. */
public enum Exactness {
  /** Each attempt is listed with who, what and where. */
  EXACT,
  /** It is known how many attempts there were, but neither who made them nor where to. */
  COUNTED,
  /** What is listed happened; there may have been more. */
  LOWER_BOUND,
  /** This engine cannot see such attempts on this machine; the list says nothing. */
  NOT_SEEN
}
