package io.hecktor.sandbox;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a run ended.
 *
 * @param exitCode the program's, or 128 and the signal's number, as shells and Docker tell it; 126
 *     and 127 with {@code started} false: it could not be executed, or not be found
 * @param signal the signal that killed the program, where that is known for sure
 * @param started whether the program was ever executed, as far as is known
 * @param timedOut whether it was ended because its time was over
 * @param leftOver names of processes that the program left running; absent where the engine can't
 *     see them; they are killed in any case
 */
public record Ending(
    int exitCode,
    OptionalInt signal,
    boolean started,
    boolean timedOut,
    Optional<List<String>> leftOver) {}
