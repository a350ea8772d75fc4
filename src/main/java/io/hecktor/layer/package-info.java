/** Deterministic layer tars and what can be learnt from foreign ones. */
@NullMarked
package io.hecktor.layer;

import org.jspecify.annotations.NullMarked;
