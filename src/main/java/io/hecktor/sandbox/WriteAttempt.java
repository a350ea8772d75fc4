package io.hecktor.sandbox;

/**
 * An attempt to change a file outside of what may be written.
 *
 * @param process the name of the process or thread
 * @param call the system call, such as {@code mkdir}
 * @param path absolute in the container, without symbolic links where they could be resolved
 * @param error how it ended, such as {@code EROFS}; empty where it succeeded
 */
public record WriteAttempt(String process, String call, String path, String error) {}
