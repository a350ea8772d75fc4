/**
 * What every package may use: the two kinds of failure, the {@link io.hecktor.Problem} that they
 * carry and the {@link io.hecktor.Progress} that long work reports to. It knows nothing of the
 * others.
 */
@NullMarked
package io.hecktor;

import org.jspecify.annotations.NullMarked;
