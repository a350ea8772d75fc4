/**
 * What tests share. The harness for integration tests runs real container tools: each on its own
 * sockets, ports and folders, stopped by process id, skipped where a tool is missing and failing
 * there on CI.
 */
@NullMarked
package io.hecktor.testing;

import org.jspecify.annotations.NullMarked;
