/**
 * Pictures of what a run has left: slices of the case's scans with the mask's outline. Volumes are
 * streamed, and what comes out is small however large they are.
 */
@NullMarked
package io.hecktor.picture;

import org.jspecify.annotations.NullMarked;
