package org.example.petct.model;

import java.nio.FloatBuffer;

/**
 * A network's input.
 *
 * @param name as the network calls it
 * @param values as many as the shape says; a direct buffer is not copied
 */
public record Tensor(String name, FloatBuffer values, long... shape) {}
