package io.hecktor.cdi;

/**
 * A device that a CDI file describes.
 *
 * @param name within its kind, such as {@code 0} or {@code all}
 * @param edits what it needs beside what all of its file need
 */
public record CdiDevice(String name, ContainerEdits edits) {}
