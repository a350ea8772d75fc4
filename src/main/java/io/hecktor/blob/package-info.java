/**
 * Blobs by digest: the store that all projects share, streams that hash and verify while they\n *
 * move bytes, and files that appear whole or not at all.
 */
@NullMarked
package io.hecktor.blob;

import org.jspecify.annotations.NullMarked;
