/**
 * The run-time image that is layered into the image: jlink, the modules it needs, the libraries\n *
 * it loads.
 */
@NullMarked
package io.hecktor.jre;

import org.jspecify.annotations.NullMarked;
