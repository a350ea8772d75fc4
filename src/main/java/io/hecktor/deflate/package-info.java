/**
 * A gzip encoder of our own, in plain Java: its bytes follow from the input alone, whatever zlib
 * the JDK links and however many cores there are. Uses nothing of {@code java.util.zip} but its
 * check sum.
 */
@NullMarked
package io.hecktor.deflate;

import org.jspecify.annotations.NullMarked;
