/**
 * Slurm, spoken to by its own programs, and the jar that a compute node runs cases with. What a
 * case is, nobody here knows.
 */
@NullMarked
package io.hecktor.slurm;

import org.jspecify.annotations.NullMarked;
