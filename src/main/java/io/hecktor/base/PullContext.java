package io.hecktor.base;

import io.hecktor.Progress;

/**
 * What all parts of one pull share.
 *
 * @param reference what is pulled
 * @param settings how registries are reached
 * @param patience how long they are waited for
 * @param progress who is told
 */
record PullContext(
    RegistryReference reference, RegistrySettings settings, Patience patience, Progress progress) {

  RegistryProblems problems() {
    return new RegistryProblems(reference, settings);
  }
}
