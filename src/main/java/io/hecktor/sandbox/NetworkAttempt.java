package io.hecktor.sandbox;

/**
 * An attempt to reach beyond loopback.
 *
 * @param process the name of the process or thread, {@code ?} where only counters saw it
 * @param call the system call, {@code DNS} for a look-up, or the counter's name
 * @param target address and port, or the name that was looked up, or {@code ?}
 * @param error how it ended, such as {@code ENETUNREACH}; empty where it seemed to succeed
 */
public record NetworkAttempt(String process, String call, String target, String error) {}
