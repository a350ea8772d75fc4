package io.hecktor.doctor;

/**
 * Something in the cache that is of no use as it is.
 *
 * @param what it is, with its name
 * @param bytes that its removal frees
 * @param removed whether it has gone
 */
record Fault(String what, long bytes, boolean removed) {}
