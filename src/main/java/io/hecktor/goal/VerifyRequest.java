package io.hecktor.goal;

/**
 * What the user asked to prove.
 *
 * @param save the first build
 * @param rebuild the second one
 */
public record VerifyRequest(SaveRequest save, RebuildRequest rebuild) {}
