package io.hecktor.sandbox;

import java.nio.file.Path;

/**
 * A folder of the host that the container sees read-only, such as a model that is uploaded apart.
 *
 * @param source on the host
 * @param target absolute in the container
 */
public record Bind(Path source, String target) {}
