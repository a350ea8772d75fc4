package org.example.features;

public final class Volume {
  public static double of(double edge) {
    return edge * edge * edge;
  }
}
