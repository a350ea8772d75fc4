/**
 * CDI files: what the driver's vendor says that a container needs so that a device works in it.
 * They are read here and nothing is done yet.
 */
@NullMarked
package io.hecktor.cdi;

import org.jspecify.annotations.NullMarked;
