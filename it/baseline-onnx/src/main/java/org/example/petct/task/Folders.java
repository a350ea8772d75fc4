package org.example.petct.task;

import java.nio.file.Path;

/**
 * Where a run finds and leaves things.
 *
 * @param input the case, read-only, perhaps a symbolic link
 * @param output the only folder written to
 * @param model the task's networks
 */
public record Folders(Path input, Path output, Path model) {}
