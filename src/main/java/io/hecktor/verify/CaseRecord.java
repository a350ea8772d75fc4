package io.hecktor.verify;

import java.util.Map;
import java.util.TreeMap;

/**
 * What is kept of a case that has run, so that a report can be put together without running it
 * again.
 *
 * @param stamp names all that the verdict depends on: image, rules, the case's files
 * @param engine that ran it, such as {@code unshare}
 * @param place where it ran, such as a node's name; empty for this machine
 * @param exactness for each rule, how the engine saw it, in words
 * @param result the verdict
 */
public record CaseRecord(
    String stamp, String engine, String place, Map<RunRule, String> exactness, CaseResult result) {

  /** Copies the map. */
  public CaseRecord {
    exactness = new TreeMap<>(exactness);
  }

  /** The same with another way to tell the verdict. */
  public CaseRecord with(CaseResult other) {
    return new CaseRecord(stamp, engine, place, exactness, other);
  }

  /** Whether it tells of the very same thing, and well. */
  public boolean passed(String wanted) {
    return stamp.equals(wanted) && result.passed();
  }
}
