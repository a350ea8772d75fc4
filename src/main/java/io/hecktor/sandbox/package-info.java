/**
 * Runs an image under the challenge's restrictions: the rootfs from its layers, the engines that
 * start a process in it, and what was observed. It trusts nothing that an image brings.
 */
@NullMarked
package io.hecktor.sandbox;

import org.jspecify.annotations.NullMarked;
