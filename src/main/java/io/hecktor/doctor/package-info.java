/**
 * What this machine can do for the goals, found out by trying, with the remedy where it can't. Each
 * examination looks at one thing and judges it; the diagnosis is what they found.
 */
@NullMarked
package io.hecktor.doctor;

import org.jspecify.annotations.NullMarked;
