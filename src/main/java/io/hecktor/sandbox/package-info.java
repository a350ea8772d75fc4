/**
 * Runs an image under the challenge's restrictions, without Docker and without root, and says what
 * the run did: the rootfs from its layers, the engines that start a process in it, and evidence
 * from strace, counters and {@code /proc}. It trusts nothing that an image brings.
 */
@NullMarked
package io.hecktor.sandbox;

import org.jspecify.annotations.NullMarked;
