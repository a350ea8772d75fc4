/**
 * What differs between two builds of the same sources, down to the field or the bytes, and which
 * habit makes it differ.
 */
@NullMarked
package io.hecktor.reproduce;

import org.jspecify.annotations.NullMarked;
