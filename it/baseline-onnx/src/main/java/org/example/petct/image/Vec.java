package org.example.petct.image;

/** A point or a step in three dimensions: mm in patient space, or voxels along x, y, z. */
public record Vec(double x, double y, double z) {
  public Vec plus(Vec other) {
    return new Vec(x + other.x, y + other.y, z + other.z);
  }

  public Vec minus(Vec other) {
    return plus(other.times(-1));
  }

  public Vec times(double factor) {
    return new Vec(x * factor, y * factor, z * factor);
  }

  public double dot(Vec other) {
    return x * other.x + y * other.y + z * other.z;
  }

  public Vec cross(Vec other) {
    return new Vec(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
  }

  /** The lesser of each coordinate. */
  public Vec min(Vec other) {
    return new Vec(Math.min(x, other.x), Math.min(y, other.y), Math.min(z, other.z));
  }

  /** The greater of each coordinate. */
  public Vec max(Vec other) {
    return new Vec(Math.max(x, other.x), Math.max(y, other.y), Math.max(z, other.z));
  }

  public double length() {
    return Math.sqrt(dot(this));
  }
}
