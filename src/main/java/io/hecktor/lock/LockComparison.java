package io.hecktor.lock;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What moved between a lock and a build. */
public final class LockComparison {

  /** Stands for a value where the name is all there is, so that it can be told from none. */
  private static final String THERE = " ";

  private LockComparison() {}

  /**
   * Compares two records of one section.
   *
   * @param locked as the lock has it
   * @param built as it is now
   * @return in the order of the file; empty if nothing moved
   */
  public static List<Moved> of(Lockfile.Section locked, Lockfile.Section built) {
    List<Moved> moved = new ArrayList<>();
    for (FactKind kind : FactKind.values()) {
      List<Fact> from = locked.all(kind);
      List<Fact> to = built.all(kind);
      if (kind.form() == FactKind.Form.LIST) {
        compareLists(built.name(), kind, from, to).ifPresent(moved::add);
      } else {
        compareByName(built.name(), kind, from, to, moved);
        compareOrder(built.name(), kind, from, to).ifPresent(moved::add);
      }
    }
    return moved;
  }

  private static Optional<Moved> compareLists(
      String section, FactKind kind, List<Fact> from, List<Fact> to) {
    return from.equals(to)
        ? Optional.empty()
        : Optional.of(new Moved(section, kind, "", list(from), list(to)));
  }

  private static String list(List<Fact> facts) {
    return facts.isEmpty()
        ? "none"
        : facts.stream().map(Fact::value).collect(Collectors.joining(" "));
  }

  private static void compareByName(
      String section, FactKind kind, List<Fact> from, List<Fact> to, List<Moved> moved) {
    Set<String> names = new LinkedHashSet<>();
    from.forEach(fact -> names.add(fact.name()));
    to.forEach(fact -> names.add(fact.name()));
    for (String name : names) {
      String before = value(from, name);
      String now = value(to, name);
      if (!before.equals(now)) {
        moved.add(new Moved(section, kind, name, before, now));
      }
    }
  }

  /** Of two classes of one name the class path's first is taken, so its order counts. */
  private static Optional<Moved> compareOrder(
      String section, FactKind kind, List<Fact> from, List<Fact> to) {
    if (kind != FactKind.DEPENDENCY) {
      return Optional.empty();
    }
    List<String> before = new ArrayList<>(from.stream().map(Fact::name).toList());
    List<String> now = new ArrayList<>(to.stream().map(Fact::name).toList());
    before.retainAll(now);
    now.retainAll(before);
    for (int i = 0; i < before.size() && i < now.size(); i++) {
      if (!before.get(i).equals(now.get(i))) {
        return Optional.of(
            new Moved(
                section, FactKind.CLASS_PATH, "", before.get(i) + " first", now.get(i) + " first"));
      }
    }
    return Optional.empty();
  }

  private static String value(List<Fact> facts, String name) {
    return facts.stream()
        .filter(fact -> fact.name().equals(name))
        .map(fact -> fact.value().isEmpty() ? THERE : fact.value())
        .findFirst()
        .orElse("");
  }
}
