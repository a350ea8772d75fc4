package io.hecktor.describe;

import io.hecktor.plan.Coordinates;
import java.util.List;

/** Knows the licences of Maven artifacts. */
@FunctionalInterface
public interface Licences {

  /** The licences that the artifact's POM, or one of its parents, names; empty where none does. */
  List<Licence> of(Coordinates artifact);
}
