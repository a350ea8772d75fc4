/**
 * Runs an image's rootfs under the challenge's restrictions, without Docker and without root, and
 * says what the run did. Engines share one set-up: a network of their own with nothing but
 * loopback, a supervisor outside of the container, and evidence from strace, counters and {@code
 * /proc}.
 */
@NullMarked
package io.hecktor.sandbox;

import org.jspecify.annotations.NullMarked;
