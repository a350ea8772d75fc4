package io.hecktor.gpu;

import java.util.Collections;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The code for GPUs that a library holds.
 *
 * @param pieces how many there are of each kind and architecture
 */
public record GpuCode(SortedMap<Piece, Integer> pieces) {

  private static final int MAJOR = 10;

  /** Copies the map. */
  public GpuCode {
    pieces = Collections.unmodifiableSortedMap(new TreeMap<>(pieces));
  }

  /** How a piece of code is written. */
  public enum Kind {
    /** Machine code in a fat binary. */
    CUBIN("sm_"),
    /** Machine code that lies in the library by itself. */
    BARE_CUBIN("sm_"),
    /** Text that the driver compiles for its GPU. */
    PTX("compute_"),
    /** Another form, such as code that is to be linked at run time. */
    OTHER("other_");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }
  }

  /**
   * One sort of code.
   *
   * @param architecture compute capability without the point: 75 for 7.5
   * @param specific whether it runs on this very architecture alone, as that of {@code sm_90a}
   */
  public record Piece(Kind kind, int architecture, boolean specific) implements Comparable<Piece> {

    private static final Comparator<Piece> ORDER =
        Comparator.comparing(Piece::kind)
            .thenComparing(Piece::architecture)
            .thenComparing(Piece::specific);

    @Override
    public int compareTo(Piece other) {
      return ORDER.compare(this, other);
    }

    /** Whether a GPU of that compute capability runs it. */
    boolean runsOn(int capability) {
      if (specific) {
        return architecture == capability;
      }
      return switch (kind) {
        case CUBIN, BARE_CUBIN ->
            architecture / MAJOR == capability / MAJOR && architecture <= capability;
        case PTX -> architecture <= capability;
        case OTHER -> false;
      };
    }

    /** As NVIDIA's tools name it, such as {@code sm_75} and {@code compute_90}. */
    String text() {
      return kind.prefix + architecture + (specific ? "a" : "");
    }
  }

  /** No code for any GPU. */
  public static GpuCode none() {
    return new GpuCode(new TreeMap<>());
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return pieces.isEmpty();
  }

  /**
   * Whether it is certain that a GPU of that compute capability runs nothing of it. Code of an
   * unknown form leaves that open.
   */
  public boolean runsNowhereOn(int capability) {
    return !isEmpty()
        && pieces.keySet().stream()
            .noneMatch(piece -> piece.kind() == Kind.OTHER || piece.runsOn(capability));
  }

  /** How many pieces there are of a sort. */
  public int count(Kind kind, int architecture) {
    return pieces.entrySet().stream()
        .filter(entry -> entry.getKey().kind() == kind)
        .filter(entry -> entry.getKey().architecture() == architecture)
        .mapToInt(java.util.Map.Entry::getValue)
        .sum();
  }

  /** The sorts and their counts, such as {@code sm_75 200, compute_90 200}. */
  public String text() {
    return pieces.entrySet().stream()
        .map(entry -> entry.getKey().text() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
