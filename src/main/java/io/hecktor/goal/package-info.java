/** What each goal does, from a request to a result, without Maven. */
@NullMarked
package io.hecktor.goal;

import org.jspecify.annotations.NullMarked;
