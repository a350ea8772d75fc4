/**
 * Turns a base reference (registry, archive, image layout, host) into verified blobs in the\n *
 * store.
 */
@NullMarked
package io.hecktor.base;

import org.jspecify.annotations.NullMarked;
