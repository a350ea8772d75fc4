package io.hecktor.sandbox;

import java.nio.file.Path;

/**
 * One of the program's output streams, as kept.
 *
 * @param file where it lies; where bytes were left out, a line in their place says how many
 * @param totalBytes that the program wrote
 * @param truncated whether bytes of the middle were left out; the beginning and the end are kept
 */
public record CapturedStream(Path file, long totalBytes, boolean truncated) {}
