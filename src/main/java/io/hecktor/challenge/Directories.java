package io.hecktor.challenge;

import java.util.List;

/**
 * Where a run finds its input, leaves its output, and may write. All are absolute paths in the
 * image.
 *
 * @param input read-only
 * @param inputIsLink whether the platform makes {@code input} a symbolic link
 * @param output empty at the start
 * @param writable the folders below which writing is allowed
 */
public record Directories(
    Sourced<String> input,
    boolean inputIsLink,
    Sourced<String> output,
    Sourced<List<String>> writable) {}
