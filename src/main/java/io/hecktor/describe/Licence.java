package io.hecktor.describe;

/**
 * A licence as a POM names it.
 *
 * @param name such as {@code Apache License, Version 2.0}; empty where there is none
 * @param url where its text is; empty where it is not said
 */
public record Licence(String name, String url) {}
