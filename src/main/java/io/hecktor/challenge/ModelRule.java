package io.hecktor.challenge;

/**
 * Weights that are uploaded apart from the image.
 *
 * @param folder below the task's folder in the project
 * @param path where the platform puts them in the container
 * @param archiveName the file to upload
 */
public record ModelRule(String folder, Sourced<String> path, String archiveName) {}
