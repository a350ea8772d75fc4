/**
 * What the GPU of this machine can do, measured by NVIDIA's driver in a process of its own. The
 * only place that calls native code.
 */
@NullMarked
package io.hecktor.cuda;

import org.jspecify.annotations.NullMarked;
