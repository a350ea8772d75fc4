package io.hecktor.reproduce;

/**
 * What was otherwise when a build ran; where it shows in a file, the cause is plain.
 *
 * @param folder of the project
 * @param home of the user
 * @param user who built
 * @param host where
 * @param processors how many
 * @param java the version of Java that ran Maven
 */
public record Circumstances(
    String folder, String home, String user, String host, int processors, String java) {}
