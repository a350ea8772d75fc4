package io.hecktor.goal;

import io.hecktor.plan.BuildRequest;
import java.time.Instant;
import java.util.List;

/**
 * What the user asked to save.
 *
 * @param build what is built before
 * @param repositoryName names the image for {@code docker load}
 * @param requireTestRun whether an image without a passed test run is refused
 * @param sign the user's signing program and its arguments; empty where there is none
 * @param now when this save runs; goes into the ledger and nowhere else
 */
public record SaveRequest(
    BuildRequest build,
    String repositoryName,
    boolean requireTestRun,
    List<String> sign,
    Instant now) {

  /** Copies the list. */
  public SaveRequest {
    sign = List.copyOf(sign);
  }
}
