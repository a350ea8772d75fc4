/**
 * Requests, which are parsed parameters, and plans, which leave no choice open. Planning reads the
 * disk and writes nothing.
 */
@NullMarked
package io.hecktor.plan;

import org.jspecify.annotations.NullMarked;
