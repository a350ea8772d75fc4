package io.hecktor.goal;

import io.hecktor.plan.BuildRequest;
import java.time.Instant;

/**
 * What the user asked to save.
 *
 * @param build what is built before
 * @param repositoryName names the image for {@code docker load}
 * @param requireTestRun whether an image without a passed test run is refused
 * @param now when this save runs; goes into the ledger and nowhere else
 */
public record SaveRequest(
    BuildRequest build, String repositoryName, boolean requireTestRun, Instant now) {}
