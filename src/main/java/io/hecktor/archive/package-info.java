/** Image layouts and docker-save archives: written, and opened again. */
@NullMarked
package io.hecktor.archive;

import org.jspecify.annotations.NullMarked;
