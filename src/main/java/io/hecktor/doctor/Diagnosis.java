package io.hecktor.doctor;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the examinations found.
 *
 * @param chapters one for each examination
 */
public record Diagnosis(List<Chapter> chapters) {

  /** Copies the list. */
  public Diagnosis {
    chapters = List.copyOf(chapters);
  }

  private Stream<Remark> remarks() {
    return chapters.stream().flatMap(chapter -> chapter.remarks().stream());
  }

  /** What stands in the way of building and saving; empty where both work. */
  public List<Remark> stops() {
    return remarks().filter(Remark::stops).toList();
  }

  /** What works less well than it could. */
  public List<Remark> warnings() {
    return remarks().filter(remark -> remark.state() == State.WARNING).toList();
  }

  /** How many remarks have a state. */
  public long count(State state) {
    return remarks().filter(remark -> remark.state() == state).count();
  }

  /** The diagnosis without what is nobody else's business. */
  public Diagnosis with(Discretion discretion) {
    return new Diagnosis(
        chapters.stream()
            .map(
                chapter ->
                    new Chapter(
                        chapter.title(),
                        chapter.remarks().stream().map(discretion::applied).toList()))
            .toList());
  }
}
