/** What runs on a compute node in the place of Maven: environment in, one task's cases run. */
@NullMarked
package io.hecktor.node;

import org.jspecify.annotations.NullMarked;
