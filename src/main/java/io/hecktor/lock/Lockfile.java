package io.hecktor.lock;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The content of a {@code hecktor.lock}.
 *
 * @param sections what all tasks share, then a block per task
 */
public record Lockfile(List<Section> sections) {

  private static final String TASK = "task ";

  /** Copies the list. */
  public Lockfile {
    sections = List.copyOf(sections);
  }

  /**
   * Facts that belong together.
   *
   * @param name such as {@code base} or {@code task task1}
   * @param facts in the order of the file
   */
  public record Section(String name, List<Fact> facts) {

    /** Copies the list. */
    public Section {
      facts = List.copyOf(facts);
    }

    /** The block of a task. */
    public static Section ofTask(String task, List<Fact> facts) {
      return new Section(TASK + task, facts);
    }

    /** Whether it is one task's and not shared by all. */
    public boolean isTask() {
      return name.startsWith(TASK);
    }

    /** The facts of one kind. */
    public List<Fact> all(FactKind kind) {
      return facts.stream().filter(fact -> fact.kind() == kind).toList();
    }

    /** The value of a kind that there is one of. */
    public Optional<String> value(FactKind kind) {
      return all(kind).stream().map(Fact::value).findFirst();
    }

    /** This section with other facts of one kind, at its end. */
    public Section with(FactKind kind, List<Fact> others) {
      List<Fact> changed = new ArrayList<>(facts);
      changed.removeIf(fact -> fact.kind() == kind);
      changed.addAll(others);
      return new Section(name, changed);
    }
  }

  /** A section by its name. */
  public Optional<Section> section(String name) {
    return sections.stream().filter(section -> section.name().equals(name)).findFirst();
  }

  /** A task's block. */
  public Optional<Section> task(String task) {
    return section(TASK + task);
  }

  /** What all tasks share. */
  public List<Section> shared() {
    return sections.stream().filter(section -> !section.isTask()).toList();
  }

  /** The tasks' blocks. */
  public List<Section> tasks() {
    return sections.stream().filter(Section::isTask).toList();
  }

  /** This content with a section in the place of the one of its name, or added. */
  public Lockfile with(Section section) {
    List<Section> changed = new ArrayList<>();
    boolean found = false;
    for (Section old : sections) {
      boolean same = old.name().equals(section.name());
      found |= same;
      changed.add(same ? section : old);
    }
    if (!found) {
      changed.add(section);
    }
    return new Lockfile(changed);
  }
}
