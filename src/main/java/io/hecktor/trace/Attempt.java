package io.hecktor.trace;

/**
 * Something that a program tried, whose code is looked for.
 *
 * @param write whether it changes a file, else it reaches beyond loopback
 * @param target a file's canonical path in the container; {@code address:port}, with the address of
 *     IPv6 in brackets; a name that was looked up; {@code ?} where only the number of attempts is
 *     known
 * @param process the name of the process or thread
 */
public record Attempt(boolean write, String target, String process) {}
