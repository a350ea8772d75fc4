package io.hecktor.verify;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One local case of a task: an input, and perhaps the output to compare with.
 *
 * @param name {@code input} for the case of {@code test/input}, else its folder's name
 * @param label the folder as messages name it, such as {@code Task1/test/cases/small}
 * @param input the folder that the container sees as its input directory
 * @param expected the folder whose files the output is compared with
 */
public record LocalCase(String name, String label, Path input, Optional<Path> expected) {}
