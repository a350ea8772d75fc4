/**
 * Finds the Java code behind what a program tried: a patch of the image's own {@code java.base}
 * that writes down who opens sockets, asks for names and changes files, and the reading of what it
 * wrote. Knows nothing of rules, engines or Maven.
 */
@NullMarked
package io.hecktor.trace;

import org.jspecify.annotations.NullMarked;
