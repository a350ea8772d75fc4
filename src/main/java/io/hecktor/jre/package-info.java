/**
 * The run-time image that is layered into the image: the JDK that it is linked from, the modules it
 * needs, and the files it consists of.
 */
@NullMarked
package io.hecktor.jre;

import org.jspecify.annotations.NullMarked;
