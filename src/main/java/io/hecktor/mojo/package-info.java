/** Maven's side: parameters in, reports and Maven's own exceptions out. */
@NullMarked
package io.hecktor.mojo;

import org.jspecify.annotations.NullMarked;
