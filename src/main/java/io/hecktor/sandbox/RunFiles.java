package io.hecktor.sandbox;

import java.nio.file.Path;

/**
 * Where a run leaves its traces on the host.
 *
 * @param scratch a folder of this run's own for what the engine needs; removed when the run ends.
 *     Beside it stay hidden folders that further runs there share
 * @param stdout the program's standard output, bounded
 * @param stderr the program's standard error, bounded; the engine's own words are not in it unless
 *     the program could not be started
 */
public record RunFiles(Path scratch, Path stdout, Path stderr) {}
