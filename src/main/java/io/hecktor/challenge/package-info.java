/**
 * The challenge's rules as data: profiles with their tasks, directories, limits and output shapes,
 * each with its source.
 */
@NullMarked
package io.hecktor.challenge;

import org.jspecify.annotations.NullMarked;
