package io.hecktor.base;

import io.hecktor.Progress;

/**
 * What all parts of one pull, or one push, share.
 *
 * @param reference what is pulled, or where to it is pushed
 * @param settings how registries are reached
 * @param patience how long they are waited for
 * @param progress who is told
 * @param errand what it is about
 */
record PullContext(
    RegistryReference reference,
    RegistrySettings settings,
    Patience patience,
    Progress progress,
    Errand errand) {

  /** A pull. */
  PullContext(
      RegistryReference reference,
      RegistrySettings settings,
      Patience patience,
      Progress progress) {
    this(reference, settings, patience, progress, Errand.PULL);
  }

  RegistryProblems problems() {
    return new RegistryProblems(reference, settings, errand);
  }
}
